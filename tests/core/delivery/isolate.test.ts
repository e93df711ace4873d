/** Isolates around what runs from right to left: made once, kept by cleaning, closed by cutting. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanMarkedLine, cleanText } from '../../../src/core/delivery/clean-text.ts';
import { foreignWords, reportInWords } from '../../../src/core/delivery/foreign-words.ts';
import { isolated } from '../../../src/core/delivery/isolate.ts';
import { shorten, shortenMarked } from '../../../src/core/delivery/shorten.ts';

const HEBREW = 'שביתה בנמל';
const FSI = '\u2068';
const PDI = '\u2069';
const ONE = `${FSI}${HEBREW}${PDI}`;

describe('isolated', () => {
  it('goes around a text once, and leaves alone what is isolated already', () => {
    expect(isolated(HEBREW)).toBe(ONE);
    expect(isolated(ONE)).toBe(ONE);
    expect(isolated(`1. ${ONE} · ${ONE}`)).toBe(`1. ${ONE} · ${ONE}`);
    expect(isolated('strike')).toBe('strike');
  });
});

describe('a line that was put together', () => {
  it('keeps its isolates, which cleaning of foreign text takes away', () => {
    expect(cleanLine(`a  ${ONE} · 12:30`)).toBe(`a ${ONE} · 12:30`);
    expect(cleanText(ONE)).toBe(HEBREW);
  });

  it.each([
    ['an end that is missing', `${FSI}${HEBREW}`, HEBREW],
    ['a beginning that is missing', `${HEBREW}${PDI}`, HEBREW],
    ['isolates that are of no use', `${FSI}strike${PDI}`, 'strike'],
    ['empty ones', `${FSI}${PDI}strike`, 'strike'],
    ['those that hold others', `${FSI}a ${ONE}${PDI}`, `a ${ONE}`],
    ['overrides beside them', `\u202e${ONE}\u202c`, ONE],
  ])('loses %s', (_, line, clean) => {
    expect(cleanLine(line)).toBe(clean);
  });

  it('moves marks along', () => {
    const text = `  ${ONE} strike`;
    const start = text.indexOf('strike');
    const clean = cleanMarkedLine({ text, marks: [{ start, end: start + 6 }] });
    expect(clean.marks.map((at) => clean.text.slice(at.start, at.end))).toEqual(['strike']);
  });

  it('never holds an isolate that is not closed, however it is cut', () => {
    const part = fc.constantFrom(HEBREW, ONE, ' · ', 'strike', '12:30', FSI, PDI, '👩‍👩‍👧');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.integer({ min: 1, max: 60 }), (parts, most) => {
        const line = cleanLine(parts.join(''));
        expect(cleanLine(line)).toBe(line);
        for (const cut of [shorten(line, most), shortenMarked({ text: line, marks: [] }, most).text]) {
          expect(cut.length).toBeLessThanOrEqual(most);
          expect(cut.replaceAll(/\u2068[^\u2068\u2069]*\u2069/g, '')).not.toMatch(/[\u2068\u2069]/);
        }
      }),
    );
  });
});

describe('foreign words', () => {
  it('are one line, cut, isolated, and the same the second time', () => {
    const once = foreignWords(`\u202e${HEBREW}\n${HEBREW.repeat(40)}`, 60);
    expect(once.startsWith(FSI) && once.endsWith(`…${PDI}`)).toBe(true);
    expect(foreignWords(once, 62)).toBe(once);
  });

  it('of a report stand apart', () => {
    expect(reportInWords({ headline: HEBREW, outlet: HEBREW }, 'he · strike')).toBe(
      `${ONE} · ${ONE} · he · strike`,
    );
    expect(reportInWords({ headline: '\u200b', outlet: '' })).toBe('(no headline)');
  });
});
