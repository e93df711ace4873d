import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanMarked, cleanText } from '../../../src/core/delivery/clean-text.ts';

describe('cleanText', () => {
  it.each([
    ['collapses white space and line breaks', '  a\n\tb\u00a0 c ', 'a b c'],
    ['removes control characters', 'a\u0000b\u001b[31mc\u009b', 'ab[31mc'],
    ['removes bidirectional overrides and isolates', '\u202eevil\u202c \u2066x\u2069\u200f', 'evil x'],
    ['removes zero-width characters and soft hyphens', 'N\u200bA\u2060T\ufeffO\u00ad', 'NATO'],
    ['removes what is set aside to be invisible', 'N\u2065A\ufff0T\u{e0fff}O', 'NATO'],
    ['removes joiners between Latin letters', 'N\u200dA\u200cTO', 'NATO'],
    ['keeps joiners that spell Persian', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['keeps joined emoji', '👩\u200d⚖️ 👨\u200d👩\u200d👧', '👩\u200d⚖️ 👨\u200d👩\u200d👧'],
    ['removes lone surrogates', 'a\ud800b\udc00c', 'abc'],
    ['removes Hangul fillers and tag characters', 'a\u3164\u{e0041}b', 'ab'],
    [
      'keeps letters of every script',
      'Außenminister Сибига เนโต नाटो 北約',
      'Außenminister Сибига เนโต नाटो 北約',
    ],
    ['cuts towers of marks', `e${'\u0301'.repeat(40)}x`, `e${'\u0301'.repeat(6)}x`],
  ])('%s', (_, dirty, clean) => {
    expect(cleanText(dirty)).toBe(clean);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const once = cleanText(text);
        expect(cleanText(once)).toBe(once);
      }),
    );
  });
});

describe('cleanMarked', () => {
  it('moves marks along with what was removed before and inside them', () => {
    const text = ' \u200bNATO\u200b  names\u202e a  Supreme\u200b Commander';
    const mark = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
    const { text: clean, marks } = cleanMarked({
      text,
      marks: [mark('NATO'), mark('Supreme\u200b Commander')],
    });
    expect(marks.map((at) => clean.slice(at.start, at.end))).toEqual(['NATO', 'Supreme Commander']);
  });

  it('mends marks that overlap, run out of range or hold nothing', () => {
    const marks = [
      { start: 8, end: 99 },
      { start: 0, end: 4 },
      { start: 2, end: 6 },
      { start: 7, end: 7 },
      { start: -3, end: 1 },
    ];
    const clean = cleanMarked({ text: 'abcdef ghij', marks });
    expect(clean.marks).toEqual([
      { start: 0, end: 1 },
      { start: 1, end: 4 },
      { start: 4, end: 6 },
      { start: 8, end: 11 },
    ]);
  });

  it('always gives marks in order, inside the text and not overlapping', () => {
    const mark = fc.record({
      start: fc.integer({ min: -5, max: 80 }),
      end: fc.integer({ min: -5, max: 80 }),
    });
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.array(mark, { maxLength: 6 }),
        (text, marks) => {
          const clean = cleanMarked({ text, marks });
          let at = 0;
          for (const { start, end } of clean.marks) {
            expect(start).toBeGreaterThanOrEqual(at);
            expect(end).toBeGreaterThan(start);
            at = end;
          }
          expect(at).toBeLessThanOrEqual(clean.text.length);
        },
      ),
    );
  });
});
