import { expect, it } from 'vitest';
import { createStoryIndex } from '../../../src/core/story/cluster.ts';
import { HOUR } from '../../../src/core/time/duration.ts';
import { SHIPPED_LEXICON } from '../../shipped-lists.ts';

const START = Date.UTC(2026, 10, 9, 6);

type Report = readonly [hour: number, lang: string, title: string, story: number];

/** Made-up reports of one sign in fields of their own, each by an outlet of its own, with the number of the story expected. */
const FIELDS: readonly (readonly [string, string, readonly Report[]])[] = [
  [
    'outbreaks in two towns',
    'measles',
    [
      [0, 'en', 'Measles outbreak closes school in Harnby', 0],
      [0.3, 'en', 'Measles outbreak closes school in Velda', 1],
      [2, 'en', 'Harnby school shut after measles cases', 0],
    ],
  ],
  [
    'transfers, one of them called off',
    'transfer',
    [
      [0, 'en', 'Ostrel United agree transfer of striker Tomas Belwin for 12 million', 0],
      [2, 'en', 'Larkmoor Rovers agree transfer of keeper Ida Stenholt', 1],
      [5, 'en', 'Ostrel United call off Belwin transfer', 2],
    ],
  ],
  [
    'rates of two central banks in four languages',
    'rate',
    [
      [0, 'en', 'Bank of Ostrel raises rate to 4 percent', 0],
      [0.2, 'en', 'Bank of Larkmoor holds rate at 3 percent', 1],
      [0.5, 'it', 'La Banca di Ostrel alza il tasso al 4 per cento', 0],
      [1, 'fr', "La Banque d'Ostrel relève son taux à 4 %", 0],
      [2, 'pl', 'Bank Ostrelu podnosi stopy do 4 procent', 0],
    ],
  ],
  [
    'recounts in two towns, one of them withdrawn',
    'recount',
    [
      [0, 'en', 'Judge orders recount in Velda', 0],
      [2, 'en', 'Judge orders recount in Harnby', 1],
      [9, 'en', 'Judge calls recount in Velda off', 2],
    ],
  ],
  [
    'ships, one of which is denied',
    'seiz',
    [
      [0, 'en', 'Tanker Coral Dawn seized off Ishka', 0],
      [1, 'en', 'Tanker Grey Heron seized off Lumen', 1],
      [26, 'en', 'Ishka denies seizing tanker Coral Dawn', 2],
    ],
  ],
];

it.each(FIELDS)('%s', (_name, asked, reports) => {
  const index = createStoryIndex(SHIPPED_LEXICON);
  const known: string[] = [];
  const found = reports.map(([hour, lang, title], nth) => {
    const word = title.split(' ').find((each) => each.toLowerCase().startsWith(asked));
    const { storyId } = index.place({
      key: `${nth}`,
      title,
      summary: '',
      lang,
      outlet: `Outlet ${nth}`,
      publishedAt: START + hour * HOUR,
      labels: word === undefined ? [] : ['brief/sign'],
      asked: word === undefined ? [] : [word],
    });
    if (!known.includes(storyId)) known.push(storyId);
    return known.indexOf(storyId);
  });
  expect(found).toEqual(reports.map(([, , , story]) => story));
});
