import { describe, expect, it } from 'vitest';
import { compareIssues, formatIssue, type Issue, missingFile } from '../../src/config/issue.ts';

const ISSUE: Issue = {
  file: 'a.yaml',
  line: 3,
  column: 7,
  severity: 'error',
  what: 'it is wrong',
  remedy: 'mend it',
};

describe('an issue', () => {
  it('is one line that editors can follow', () => {
    expect(formatIssue(ISSUE)).toBe('a.yaml:3:7 it is wrong; mend it');
    expect(formatIssue({ ...ISSUE, severity: 'warning' })).toBe('a.yaml:3:7 warning: it is wrong; mend it');
    expect(formatIssue(missingFile('a.yaml'))).toMatch(/^a\.yaml:1:1 the file is missing; create it/);
  });

  it('shows the details below the remedy', () => {
    expect(formatIssue({ ...ISSUE, what: 'should match\nAND\n  NATO' })).toBe(
      'a.yaml:3:7 should match; mend it\n    AND\n      NATO',
    );
  });

  it('comes in the order of reading', () => {
    const inOrder: readonly Issue[] = [
      ISSUE,
      { ...ISSUE, severity: 'warning' },
      { ...ISSUE, column: 10 },
      { ...ISSUE, line: 20 },
      { ...ISSUE, file: 'b.yaml', line: 1 },
    ];
    expect(inOrder.toReversed().toSorted(compareIssues)).toEqual(inOrder);
  });
});
