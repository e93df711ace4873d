import { describe, expect, it } from 'vitest';
import { FEATURES, type Feature } from '../../../src/core/story/features.ts';
import { readHeadline } from '../../../src/core/story/reading/headline.ts';
import { createReportIndex } from '../../../src/core/story/report-index.ts';
import { SHIPPED_LEXICON } from '../../shipped-lists.ts';

const START = Date.UTC(2026, 10, 9, 6);
const HOUR = 3_600_000;

type Text = {
  readonly title: string;
  readonly summary?: string;
  readonly lang?: string;
  readonly hour?: number;
  readonly labels?: readonly string[];
  readonly asked?: readonly string[];
};

/** What the second of two reports has in common with the first, by feature. */
function compared(first: Text, second: Text): Readonly<Record<string, number>> {
  const index = createReportIndex(SHIPPED_LEXICON.homesOf);
  const read = ({ title, summary = '', lang = 'en', hour = 0, labels = [], asked = [] }: Text) => {
    const entry = {
      key: title,
      title,
      summary,
      lang,
      outlet: title,
      publishedAt: START + hour * HOUR,
      labels,
    };
    return index.prepare(entry, readHeadline(entry, SHIPPED_LEXICON, asked));
  };
  index.remember({ ...read(first), storyId: 'first' });
  let found: readonly number[] = [];
  index.compare(read(second), (others) =>
    others.someOf('first', 100 * HOUR, (_, features) => {
      found = [...features];
      return false;
    }),
  );
  return Object.fromEntries(FEATURES.map((feature, at) => [feature, found[at] ?? Number.NaN]));
}

const signs = { labels: ['brief/sign'], asked: ['Ferry crews', 'strike'] };

describe('two reports of one sign', () => {
  it('have no evidence in what the query asked for, so that their sign says nothing', () => {
    const found = compared(
      { title: 'Ferry crews strike', ...signs },
      { title: 'Ferry crews strike', hour: 1, ...signs },
    );
    expect(found).toMatchObject({ evidence: 0, 'same sign': 0, 'same sign soon': 0, words: 0 });
  });

  it.each<readonly [string, string, boolean]>([
    ['en', 'a harbour', false],
    ['de', 'einen Hafen', true],
  ])(
    'have some in a name that the query asked for only where the other is in another language: %s',
    (lang, thing, some) => {
      const asked = { labels: ['brief/sign'], asked: ['Pomaria'] };
      const found = compared(
        { title: 'Regulators say Pomaria bought the old quay', ...asked },
        { title: `Heute will Pomaria ${thing} kaufen`, lang, ...asked },
      );
      expect((found['evidence'] ?? 0) > 0).toBe(some);
      expect((found['same sign'] ?? 0) > 0).toBe(some);
    },
  );

  it('have none, in whatever language, in a word that only begins the headline', () => {
    const found = compared(
      { title: 'Ferry crews in uproar', labels: ['brief/sign'], asked: ['Ferry'] },
      { title: 'Ferry nach Hause', lang: 'de', labels: ['brief/sign'], asked: ['Ferry'] },
    );
    expect(found['evidence']).toBe(0);
  });

  it('have it in a rare word besides, and the less of their sign the later', () => {
    const found = (hour: number) =>
      compared(
        { title: 'Ferry crews in Ostrel strike', ...signs },
        { title: 'Ostrel ferry crews strike', hour, ...signs },
      );
    expect(found(1).evidence).toBe(1);
    expect(found(1)['same sign']).toBe(1);
    expect(found(9)['same sign soon']).toBeLessThan(found(1)['same sign soon'] ?? 0);
  });
});

describe('two reports', () => {
  it.each<readonly [string, Text, Text, Partial<Record<Feature, number>>]>([
    [
      'differ in places',
      { title: 'Teachers walk out in Norway' },
      { title: 'Teachers walk out in Portugal' },
      { 'other places': 1, places: 0 },
    ],
    [
      'share places',
      { title: 'Norway and Portugal sign a treaty' },
      { title: 'A treaty for Portugal and Norway' },
      { 'other places': 0, places: 2 / 3 },
    ],
    [
      'differ in numbers',
      { title: 'Crash injures 14 people' },
      { title: 'Crash injures 62 people' },
      { 'other numbers': 1, numbers: 0 },
    ],
    [
      'differ in names that stand in no list',
      { title: 'The mayor of Ostrel and Velda resigned' },
      { title: 'The mayor of Harnby and Tarnow resigned' },
      { 'other names': 1 },
    ],
    [
      'of one language share none by kin',
      { title: 'The catastrophe of the valley' },
      { title: 'A catastrophe for farmers' },
      { 'kindred words': 0 },
    ],
    [
      'share the country that a paper at home does not name',
      { title: 'Il presidente del Consiglio elogia il sindaco', lang: 'it' },
      { title: 'Italian prime minister praises a mayor' },
      { places: 1 / 3 },
    ],
    [
      'share no country where neither names one',
      { title: 'Il presidente del Consiglio elogia il sindaco', lang: 'it' },
      { title: 'Premier prijst een burgemeester', lang: 'nl' },
      { places: 0 },
    ],
  ])('%s', (_, first, second, features) => {
    const found = compared(first, { hour: 1, ...second });
    for (const [feature, value] of Object.entries(features)) expect(found[feature]).toBeCloseTo(value);
  });

  it('of two languages share a word of one kin', () => {
    const found = compared(
      { title: 'The catastrophe of the valley' },
      { title: 'Die Katastrophe im Tal', lang: 'de', hour: 1 },
    );
    expect(found['kindred words']).toBeGreaterThan(0.5);
  });
});

describe('more than one thing', () => {
  it.each<readonly [string, string, number]>([
    ['Larkmoor shipyard locks workers out', 'Talks about the Larkmoor shipyard collapse', 1],
    ['Shipyard locks workers out', 'Shipyard talks collapse', 0],
    ['Ostrel counts sixty wolves', 'Ostrel: 60 in the census', 1],
  ])('is in common, or not: %s / %s', (first, second, expected) => {
    expect(compared({ title: first }, { title: second })['more than one thing']).toBe(expected);
  });
});
