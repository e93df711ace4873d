import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleKey } from '../../../src/core/feed/title-key.ts';

describe('titleKey', () => {
  it.each([
    ['“Zoë’s” café: NATO-summit!', "zoe's cafe nato summit"],
    ['Straße gesperrt', 'STRASSE  GESPERRT'],
    ['Council meets | The Daily Ledger', 'Council meets'],
    ['Council meets – the daily ledger', 'Council meets'],
    ['ﬁne words', 'fine words'],
  ])('%s and %s are one', (a, b) => {
    expect(titleKey(a, 'The Daily Ledger')).toBe(titleKey(b, 'The Daily Ledger'));
  });

  it.each([
    ['Council meets - minister resigns', 'Council meets'],
    ['Brexit', 'Brexit?! 2'],
    ['🔴', '🟢'],
    ['हिंदी', 'हद'],
  ])('%s and %s are two', (a, b) => {
    expect(titleKey(a, 'The Daily Ledger')).not.toBe(titleKey(b, 'The Daily Ledger'));
  });

  it('is a fixed point', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        const key = titleKey(title, 'Ledger');
        expect(titleKey(key, 'Ledger')).toBe(key);
      }),
    );
  });
});
