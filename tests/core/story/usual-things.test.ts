import { expect, it } from 'vitest';
import { createStoryIndex } from '../../../src/core/story/cluster.ts';
import { readHeadline } from '../../../src/core/story/reading/headline.ts';
import { HOUR } from '../../../src/core/time/duration.ts';
import { SHIPPED_LEXICON } from '../../shipped-lists.ts';

const START = Date.UTC(2026, 10, 9, 6);

type Report = readonly [hour: number, lang: string, title: string, summary: string, sign?: string];

/** How many stories two made-up reports of two outlets are. */
function storiesOf(reports: readonly Report[]): number {
  const placed = createStoryIndex(SHIPPED_LEXICON).placeAll(
    reports.map(([hour, lang, title, summary, sign], nth) => ({
      key: `${nth}`,
      title,
      summary,
      lang,
      outlet: `Outlet ${nth}`,
      publishedAt: START + hour * HOUR,
      labels: sign === undefined ? [] : ['brief/sign'],
      asked: sign === undefined ? [] : [sign],
    })),
  );
  return new Set(placed.map(({ storyId }) => storyId)).size;
}

it.each<readonly [string, Report, Report]>([
  [
    'a day of the week',
    [
      0,
      'en',
      'Velda to search all lorries at the border from Monday',
      'Officers look for cigarettes.',
      'border',
    ],
    [10, 'en', 'Velda sells mushroom permits for the border', 'Baskets may be filled from Monday.', 'border'],
  ],
  [
    'a day of the week in two languages',
    [0, 'en', 'Harnby library closes its doors on Friday', '', 'closes'],
    [1, 'de', 'Freitag öffnet das Bad in Tarnow', '', 'öffnet'],
  ],
  [
    'the day of a month and a count',
    [0, 'en', 'County sends bypass plan to minister', 'The vote was 29 to 6.', 'plan'],
    [1, 'en', 'Clinic board to vote on 29 October', ''],
  ],
  [
    'a usual number of other things',
    [0, 'en', 'Two hours without water: the timetable', 'Pipes are flushed.', 'water'],
    [1, 'nl', 'Waterverbod verdwijnt na twee weken', ''],
  ],
  [
    'the protest of those concerned',
    [
      0,
      'en',
      'Ostrel bridge toll of 14 crowns to start',
      'Hauliers pay double at the Ostrel bridge.',
      'toll',
    ],
    [
      2,
      'fr',
      '« La même taxe sous un autre nom » : les routiers contre le péage de 14 couronnes à Ostrel',
      '',
    ],
  ],
])('reports that share %s are two events', (_what, one, other) => {
  expect(storiesOf([one, other])).toBe(2);
});

it('reads a date as one number, the same in every language, and a count as another', () => {
  const termsOf = (lang: string, title: string): readonly string[] =>
    readHeadline({ title, summary: '', lang, outlet: 'A' }, SHIPPED_LEXICON).terms;
  for (const [lang, title] of [
    ['en', 'Hearing set for 29 October'],
    ['en', 'Hearing set for October 29'],
    ['de', 'Anhörung am 29. Oktober'],
    ['pl', 'Przesłuchanie 29 października'],
  ] as const)
    expect(termsOf(lang, title)).toContain('29 calendar.october');
  expect(termsOf('en', 'The vote was 29 to 6')).toContain('29');
});

it('takes a quotation for a reaction only where its speaker is against something and does nothing', () => {
  const isReaction = (lang: string, title: string): boolean =>
    readHeadline({ title, summary: '', lang, outlet: 'A' }, SHIPPED_LEXICON).reaction;
  expect(isReaction('en', '“A tax by another name”: app makers against the fee')).toBe(true);
  expect(isReaction('de', '„Nicht mit uns“: Händler gegen die Gebühr')).toBe(true);
  expect(isReaction('de', '„Nicht mit uns“: Händler klagen gegen die Gebühr')).toBe(false);
  expect(isReaction('en', '“No harm in waiting”: judge suspends the fee')).toBe(false);
  expect(isReaction('en', 'App makers against the fee')).toBe(false);
});
