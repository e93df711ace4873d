import { describe, expect, it } from 'vitest';
import { alsoReportedBy, listNames } from '../../../src/core/delivery/wording.ts';
import { safeLink } from '../../../src/core/delivery/safe-link.ts';

const by = (outlet: string) => ({ outlet, headline: 'h', link: undefined, at: 0 });

describe('listNames', () => {
  it.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A and B'],
    [['A', 'B', 'C'], 'A, B and C'],
    [['A', 'B', 'C', 'D', 'E'], 'A, B and 3 more'],
  ])('%j', (names, text) => {
    expect(listNames(names, 3)).toBe(text);
  });
});

describe('alsoReportedBy', () => {
  it('names each outlet once and leaves out what has no visible name', () => {
    expect(alsoReportedBy([by('A'), by('B'), by('A'), by('\u200b')])).toBe('Also reported by A and B');
    expect(alsoReportedBy([])).toBeUndefined();
  });
});

describe('safeLink', () => {
  it.each([
    ['https://example.test/a b', 'https://example.test/a%20b'],
    ['HTTP://Example.test', 'http://example.test/'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['//example.test/x', undefined],
    ['https://bank.test@evil.test/', undefined],
    [undefined, undefined],
  ])('%s', (link, safe) => {
    expect(safeLink(link)).toBe(safe);
  });
});
