import { array, assert, constant, constantFrom, integer, option, property, record, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainWords } from '../../../src/core/delivery/card-line.ts';
import { cardInWords, cardOf } from '../../../src/core/delivery/card.ts';
import { joinMarks } from '../../../src/core/delivery/join-marks.ts';
import type { AlertNotification } from '../../../src/core/delivery/notification.ts';
import { levelWords } from '../../../src/core/delivery/wording.ts';
import { developedAlert, foreignAlert, sampleAlert } from '../../conformance/notifications.ts';

const COLUMNS = 60;
/** Isolates take no room. */
const seen = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, '');
const rowsIn = (n: AlertNotification): number => {
  const { kicker, headline, lines } = cardOf(n);
  const texts = [kicker, headline.text, ...lines.map(({ inlines }) => plainWords(inlines))];
  return texts.reduce((sum, text) => sum + Math.ceil(seen(text).length / COLUMNS), 0);
};
const roles = (n: AlertNotification) => cardOf(n).lines.map(({ role }) => role);
const long = (words: number): string => 'council '.repeat(words);

describe('the card of an alert', () => {
  it('stands in this order', () => {
    expect(cardOf(sampleAlert).kicker).toBe('high · Leader-level appointments');
    expect(roles(sampleAlert)).toEqual(['byline', 'lede', 'quote', 'actors', 'level', 'about']);
    expect(roles(developedAlert)).toEqual([
      'byline',
      'lede',
      'quote',
      'also',
      'actors',
      'level',
      'about',
      'state',
    ]);
  });

  it('says of a headline in another language by which words it was found, and that it is no translation', () => {
    const [line] = cardOf(foreignAlert).lines;
    const said = 'pl · Polish president · thanks · US president (words found, no translation)';
    expect(plainWords(line?.inlines ?? [])).toBe(said);
    expect(cardInWords(foreignAlert)).toContain(said);
    expect(rowsIn(foreignAlert)).toBeLessThanOrEqual(12);
  });

  it('keeps to twelve lines of sixty characters however long the words of the news and the article are', () => {
    const wordy = {
      ...sampleAlert,
      headline: { text: long(40), marks: [] },
      excerpt: { text: long(200), marks: [] },
      quote: long(60),
      actors: [long(5), long(6), long(7)],
    };
    expect(rowsIn(wordy)).toBeLessThanOrEqual(12);
    expect(rowsIn(sampleAlert)).toBeLessThanOrEqual(12);
  });

  it('keeps to them with words of any length in any script, the lede within 160 characters, the quote within 120', () => {
    const script = constantFrom(
      'council ',
      'Bundesverfassungsgericht',
      'Харків ',
      'مجلس الوزراء ',
      '港口罢工',
      '👩‍👩‍👧 ',
    );
    const said = tuple(script, integer({ min: 0, max: 120 })).map(([word, n]) => word.repeat(n));
    const marked = said.map((text) => ({ text, marks: [{ start: 0, end: Math.min(9, text.length) }] }));
    const person = record({ by: said, at: constant(0) });
    const cards = record({
      headline: marked,
      excerpt: marked,
      quote: said,
      outlet: said,
      via: said,
      name: said,
      hypothesis: said,
      title: said,
      tags: array(said, { maxLength: 6 }),
      actors: array(said, { maxLength: 6 }),
      outlets: array(said, { maxLength: 6 }),
      acknowledged: option(person, { nil: undefined }),
    });
    assert(
      property(cards, ({ name, title, outlets, ...over }) => {
        const n: AlertNotification = {
          ...developedAlert,
          ...over,
          indicator: { id: 'i', name },
          brief: { id: 'b', title },
          alsoReported: outlets.map((outlet) => ({ outlet, headline: outlet, link: undefined, at: 0 })),
          muted: { until: 0, by: name },
        };
        expect(rowsIn(n)).toBeLessThanOrEqual(12);
        const { lines } = cardOf(n);
        const lengthOf = (wanted: string): number =>
          lines
            .filter(({ role }) => role === wanted)
            .flatMap(({ inlines }) => inlines)
            .reduce((sum, part) => sum + (part.kind === 'time' ? 0 : seen(part.text).length), 0);
        expect(lengthOf('lede')).toBeLessThanOrEqual(160);
        expect(lengthOf('quote')).toBeLessThanOrEqual('The article: “”'.length + 120);
        const about = lines.find(({ role }) => role === 'about');
        expect(plainWords(about?.inlines ?? [])).toContain(`#${n.alertId}`);
      }),
      { numRuns: 300 },
    );
  });

  it('lets the lede give way to reports, each with its own headline and link', () => {
    const reports = ['A', 'B', 'C', 'D', 'E'].map((outlet) => ({
      outlet,
      headline: `${outlet} says that the council has chosen its commander`,
      link: `https://${outlet.toLowerCase()}.example/`,
      at: 0,
      relation: 'report' as const,
      matched: true,
      fresh: true,
    }));
    const reported = { ...developedAlert, reports };
    expect(roles(reported).filter((role) => role === 'further')).toHaveLength(5);
    expect(roles(reported)).not.toContain('lede');
    const links = cardOf(reported).lines.flatMap(({ inlines }) =>
      inlines.filter(({ kind }) => kind === 'link'),
    );
    expect(links.length).toBeGreaterThanOrEqual(6);
  });

  it('counts the other signs in the kicker', () => {
    const others = [1, 2].map((alertId) => ({
      alertId,
      indicator: { id: 'x', name: 'Another sign' },
      brief: { id: 'b', title: 'B' },
      severity: 'low' as const,
      fresh: true,
    }));
    expect(cardOf({ ...sampleAlert, others }).kicker).toBe('high · Leader-level appointments and 2 more');
  });

  it('is said in words without the marks that would be read aloud', () => {
    expect(cardInWords(sampleAlert)).toMatch(
      /^high · Leader-level appointments: Alliance leaders back minister as next supreme commander \(North Sea Courier\)\. /,
    );
    expect(cardInWords(sampleAlert)).not.toMatch(/[○◔◐●▁-█]/);
  });
});

describe('marks', () => {
  const bold = (text: string, ...words: string[]) => {
    const marks = words.map((word) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length }));
    return joinMarks({ text, marks }).marks.map(({ start, end }) => text.slice(start, end));
  };

  it('of neighbours are one, and keep quotation marks whole', () => {
    expect(bold('the supreme commander of all', 'supreme', 'commander')).toEqual(['supreme commander']);
    expect(bold('burden-sharing rules', 'burden', 'sharing')).toEqual(['burden-sharing']);
    expect(bold('says “no” to it', 'says', 'no')).toEqual(['says “no”']);
    expect(bold('calls it “a great day” today', 'great')).toEqual(['great']);
    expect(bold('minister, commander', 'minister', 'commander')).toEqual(['minister', 'commander']);
  });
});

describe('a level in words', () => {
  it.each([
    [[0, 0, 0, 0, 0, 0, 0], 'quiet', undefined, 'no story in 7 days'],
    [[0, 0, 0, 0, 0, 0, 1], 'seen', undefined, '1st story in 7 days'],
    [[1, 0, 1, 0, 0, 0, 1], 'active', undefined, '3rd story in 7 days, now active'],
    [
      [4, 4, 4],
      'surging',
      '4 of 9 feeds are down',
      '12th story in 7 days, now surging, but 4 of 9 feeds are down',
    ],
  ] as const)('%j %s %s', (week, level, blindness, words) => {
    expect(levelWords({ level, week, blindness, sentence: '' })).toBe(words);
  });
});
