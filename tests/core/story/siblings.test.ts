import { describe, expect, it } from 'vitest';
import { createStoryIndex } from '../../../src/core/story/cluster.ts';
import { MINUTE } from '../../../src/core/time/duration.ts';
import { SHIPPED_LEXICON } from '../../shipped-lists.ts';

const START = Date.UTC(2026, 10, 9, 6);

/** The stories of reports of one sign, each by an outlet of its own, as numbers in order of appearance. */
function storiesOf(lang: string, asked: readonly string[], titles: readonly string[], gap: number) {
  const placed = createStoryIndex(SHIPPED_LEXICON).placeAll(
    titles.map((title, nth) => ({
      key: `${nth}`,
      title,
      summary: '',
      lang,
      outlet: `Outlet ${nth}`,
      publishedAt: START + nth * gap,
      labels: ['brief/sign'],
      asked: asked.filter((word) => title.toLowerCase().includes(word.toLowerCase())),
    })),
  );
  const ids = [...new Set(placed.map(({ storyId }) => storyId))];
  return placed.map(({ storyId }) => ids.indexOf(storyId));
}

/** Events of one sign that are alike but for what tells them apart; all made up. */
const SIBLINGS: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  [
    'two ministries',
    'en',
    ['ministry', 'inquiry'],
    ['Health ministry opens inquiry into leaked files', 'Defence ministry opens inquiry into leaked files'],
  ],
  [
    'two ports',
    'en',
    ['port', 'strike'],
    [
      'Larkmoor port crews begin strike over night shifts',
      'Ostrel port crews begin strike over night shifts',
    ],
  ],
  [
    'two banks',
    'en',
    ['bank', 'licence'],
    ['Regulator withdraws licence of Orrun Bank', 'Regulator withdraws licence of Lumen Bank'],
  ],
  [
    'two hospitals',
    'en',
    ['hospital', 'ward'],
    ['Saint Orla hospital closes maternity ward', 'Fernside hospital closes maternity ward'],
  ],
  [
    'two unions',
    'en',
    ['union', 'ballot'],
    ['Bakers union calls ballot over pay offer', 'Printers union calls ballot over pay offer'],
  ],
  [
    'two days of a month',
    'en',
    ['hearing', 'quarry'],
    [
      'Quarry appeal hearing set for 29 October',
      'Quarry appeal hearing moves forward: judges sit on 12 November',
    ],
  ],
  [
    'two days of the week',
    'en',
    ['strike', 'drivers'],
    ['Tram drivers to strike on Monday over rotas', 'Tram drivers to strike on Thursday over rotas'],
  ],
  [
    'two companies',
    'en',
    ['fine', 'fined'],
    ['Data office fines Velio over lost records', 'Data office fines Ondara over lost records'],
  ],
  [
    'ballots in two towns',
    'en',
    ['recount'],
    ['Judge orders recount in Harnby after complaint', 'Judge orders recount in Velden after complaint'],
  ],
  [
    'an offer tabled and an offer withdrawn',
    'en',
    ['offer'],
    ['Brewery owners table pay offer to staff', 'Brewery owners withdraw pay offer to staff'],
  ],
  [
    'first and second reading',
    'en',
    ['bill', 'reading'],
    ['Ferry bill passes first reading by nine votes', 'Ferry bill passes second reading by nine votes'],
  ],
  [
    'suspension and reinstatement',
    'en',
    ['referee'],
    ['Rowing federation suspends referee Maren Tolv', 'Rowing federation reinstates referee Maren Tolv'],
  ],
  [
    'convicted and acquitted',
    'en',
    ['shipowner', 'court'],
    ['Court convicts shipowner of fraud in Harnby', 'Court acquits shipowner of fraud in Harnby'],
  ],
  [
    'the figures of two quarters',
    'en',
    ['profit'],
    [
      'Quay Holding profit falls by a tenth in second quarter',
      'Quay Holding profit falls by a tenth in third quarter',
    ],
  ],
  [
    'rulings of two courts',
    'en',
    ['court', 'blocks', 'ban'],
    ['Velden court blocks ban on night lorries', 'Tarnow court blocks ban on night flights'],
  ],
  [
    'two federations',
    'en',
    ['federation', 'suspends'],
    [
      'Rowing federation suspends treasurer over missing money',
      'Fencing federation suspends treasurer over missing money',
    ],
  ],
  [
    'two ministers',
    'en',
    ['minister', 'resigns'],
    [
      'Transport minister Ida Stenholt resigns over tunnel leak',
      'Transport minister Tomas Belwin resigns over tunnel leak',
    ],
  ],
  [
    'a rate that is raised and one that is lowered',
    'en',
    ['rate'],
    [
      'Bank of Ostrel raises rate after inflation report',
      'Bank of Ostrel lowers rate after inflation report',
    ],
  ],
  [
    'a strike that begins and one that ends',
    'en',
    ['strike'],
    ['Ferry strike begins in Larkmoor', 'Ferry strike ends in Larkmoor'],
  ],
  [
    'a plan approved and a plan rejected',
    'en',
    ['council', 'plan'],
    ['Harnby council approves harbour plan', 'Harnby council rejects harbour plan'],
  ],
  [
    'an arrest and a release',
    'en',
    ['editor'],
    ['Police in Velden arrest editor over leak', 'Police in Velden release editor over leak'],
  ],
  [
    'two courts in German',
    'de',
    ['Gericht', 'Urteil'],
    ['Gericht in Ostrau verurteilt Reeder wegen Betrugs', 'Gericht in Ostrau spricht Reeder vom Betrug frei'],
  ],
  [
    'two readings in German',
    'de',
    ['Fährgesetz', 'Lesung'],
    ['Fährgesetz besteht erste Lesung knapp', 'Fährgesetz besteht zweite Lesung knapp'],
  ],
  [
    'two rounds in French',
    'fr',
    ['scrutin', 'tour'],
    ['Le maire de Valdore en tête au premier tour', 'Le maire de Valdore en tête au second tour'],
  ],
  [
    'two banks in French',
    'fr',
    ['banque', 'taux'],
    [
      "La Banque d'Ostrel relève son taux face à la hausse des prix",
      'La Banque de Larkmoor relève son taux face à la hausse des prix',
    ],
  ],
  [
    'two days in Dutch',
    'nl',
    ['staking'],
    [
      'Staking van trambestuurders begint maandag om roosters',
      'Staking van trambestuurders begint donderdag om roosters',
    ],
  ],
  [
    'two courts in Spanish',
    'es',
    ['tribunal'],
    ['El tribunal condena al naviero Tolv por fraude', 'El tribunal absuelve al naviero Tolv por fraude'],
  ],
  [
    'two readings in Italian',
    'it',
    ['legge'],
    ['La legge sui traghetti passa in prima lettura', 'La legge sui traghetti passa in seconda lettura'],
  ],
  [
    'two courts in Polish',
    'pl',
    ['Sąd'],
    ['Sąd skazał armatora Tolva za oszustwo', 'Sąd uniewinnił armatora Tolva od zarzutu oszustwa'],
  ],
];

describe.each([0, 20, 90])('two events of one sign, %i minutes apart', (minutes) => {
  it.each(SIBLINGS)('are two messages: %s', (_what, lang, asked, titles) => {
    expect(storiesOf(lang, asked, titles, minutes * MINUTE)).toEqual([0, 1]);
    expect(storiesOf(lang, asked, titles.toReversed(), minutes * MINUTE)).toEqual([0, 1]);
  });
});

describe('two reports of one event', () => {
  it.each<readonly [string, string, readonly string[], readonly string[]]>([
    [
      'an institution by its town and by its saint, with the rest in common',
      'en',
      ['hospital', 'ward'],
      [
        'Saint Orla hospital in Harnby closes maternity ward',
        'Harnby hospital shuts maternity ward for good',
      ],
    ],
    [
      'a court named before and after',
      'en',
      ['court', 'ban'],
      ['Court in Velden blocks ban on night lorries', 'Velden court blocks night lorry ban'],
    ],
    [
      'a person by name and by office',
      'en',
      ['minister', 'resigns'],
      [
        'Transport minister Ida Stenholt resigns over tunnel leak',
        'Stenholt resigns as minister after tunnel leak',
      ],
    ],
    [
      'one that says both sides',
      'en',
      ['court', 'fine'],
      [
        'Court upholds fine for Velio over lost records',
        'Velio fine upheld: court rejects bid to have it overturned',
      ],
    ],
    [
      'one that names no day',
      'en',
      ['strike', 'drivers'],
      [
        'Tram drivers in Larkmoor to strike on Monday over rotas',
        'Larkmoor tram drivers call strike over rotas',
      ],
    ],
    [
      'a reading by its number and without',
      'en',
      ['bill', 'reading'],
      ['Ferry bill passes second reading by nine votes', 'Lawmakers pass Ferry bill by nine votes'],
    ],
  ])('are one message: %s', (_what, lang, asked, titles) => {
    expect(storiesOf(lang, asked, titles, 20 * MINUTE)).toEqual([0, 0]);
  });
});
