import { describe, expect, it } from 'vitest';
import { showPlace } from '../../src/config/show-place.ts';

const issue = {
  file: 'x.yaml',
  line: 2,
  column: 8,
  severity: 'error',
  what: 'wrong',
  remedy: 'mend it',
} as const;

describe('showPlace', () => {
  it('puts the caret below the character', () => {
    expect(showPlace(issue, 'one\nquery: OR a\n')).toBe(
      'x.yaml:2:8 wrong; mend it\n  2 | query: OR a\n    |        ^',
    );
  });

  it('cuts a long line around the caret', () => {
    const line = `${'a'.repeat(300)}!${'b'.repeat(300)}`;
    const [, shown = '', caret = ''] = showPlace({ ...issue, column: 301 }, `\n${line}`).split('\n');
    expect(shown.length).toBeLessThan(110);
    expect(shown[caret.indexOf('^')]).toBe('!');
  });

  it('lets no line move the cursor', () => {
    expect(showPlace(issue, 'one\na\tb\u001b[2J\0\u009bc\n')).toContain('2 | a b [2J  c\n');
  });

  it('shows no line that holds a secret', () => {
    expect(showPlace({ ...issue, secret: true }, 'one\nauth: hunter2\n')).toBe('x.yaml:2:8 wrong; mend it');
  });

  it('shows the issue alone where there is no such line', () => {
    expect(showPlace(issue, undefined)).toBe('x.yaml:2:8 wrong; mend it');
    expect(showPlace({ ...issue, line: 1, column: 1 }, 'text')).toBe('x.yaml:1:1 wrong; mend it');
  });
});
