import { describe, expect, it } from 'vitest';
import { createStoryIndex, type StoryEntry } from '../../../src/core/story/cluster.ts';
import { compileBriefs } from '../../../src/core/query/language/compile-briefs.ts';
import { readBrief } from '../../../src/config/read-brief.ts';
import { SHIPPED_LEXICON, SHIPPED_LISTS } from '../../shipped-lists.ts';

/** All made up, of fields on which nobody fitted anything. */
const START = Date.UTC(2026, 10, 9, 6);
const HOUR = 3_600_000;

type Report = readonly [hour: number, outlet: string, lang: string, title: string, summary?: string];

/** What a brief with one sign makes of reports: how each relates to those before it, and its story by number. */
function placed(query: string, reports: readonly Report[]) {
  const text = [
    'id: field',
    ...['title', 'happened', 'leverage', 'mechanism', 'matters', 'watch'].map(
      (each) => `${each}: Watch for it`,
    ),
    'indicators:',
    `  - { id: sign, name: Sign, quote: Watch for, query: ${JSON.stringify(query)},`,
    `      examples: { hits: [${JSON.stringify(reports[0]?.[3])}], misses: [A fair opens] } }`,
  ];
  const { brief, issues } = readBrief('field.yaml', text.join('\n'), { shared: SHIPPED_LISTS });
  if (brief === undefined) throw new Error(issues.map(({ what }) => what).join('; '));
  const matcher = compileBriefs([brief]);
  const entries = reports.map(([hour, outlet, lang, title, summary = '']): StoryEntry => {
    const text = { title, summary, lang, outlet, feed: '' };
    const hits = matcher.match(text);
    const asked = hits.flatMap(({ spans }) =>
      spans.flatMap(({ field, start, end }) =>
        field === 'title' || field === 'summary' ? [text[field].slice(start, end)] : [],
      ),
    );
    return {
      ...text,
      key: `${outlet} ${title}`,
      publishedAt: START + hour * HOUR,
      labels: hits.map(() => 'field/sign'),
      asked,
    };
  });
  const placements = createStoryIndex(SHIPPED_LEXICON).placeAll(entries);
  const ids = [...new Set(placements.map(({ storyId }) => storyId))];
  return placements.map(({ storyId, relation }) => ({ story: ids.indexOf(storyId), relation }));
}

const stories = (query: string, reports: readonly Report[]): readonly number[] =>
  placed(query, reports).map(({ story }) => story);

describe('other events of one sign', () => {
  it.each<readonly [string, string, readonly Report[]]>([
    [
      'rulings of courts',
      'court* AND (rule* OR overturn* OR block*)',
      [
        [0, 'Quay Herald', 'en', 'Court in Velden overturns ban on night flights'],
        [0.5, 'Morrow Post', 'en', 'Tarnow court rules against quarry owner'],
        [1, 'Bell Gazette', 'en', 'Court blocks sale of Ostrel water works'],
        [1.2, 'Lark Times', 'en', 'Court rules teachers of Harnby may keep pensions'],
      ],
    ],
    [
      'sport federations',
      'federation* AND (suspend* OR ban*)',
      [
        [0, 'Quay Herald', 'en', 'Rowing federation suspends treasurer over missing boats'],
        [1, 'Morrow Post', 'en', 'Fencing federation suspends referee after brawl in Tarnow'],
        [1.5, 'Bell Gazette', 'en', 'Curling federation bans brooms of Velden maker'],
      ],
    ],
    [
      'strikes in hospitals',
      '(nurse* OR doctor* OR hospital*) AND strike*',
      [
        [0, 'Quay Herald', 'en', 'Nurses strike at Saint Orla hospital over rotas'],
        [0.4, 'Morrow Post', 'en', 'Harnby hospital porters begin strike'],
        [1, 'Bell Gazette', 'en', 'Doctors at Velden hospital call strike for Monday'],
        [2, 'Lark Times', 'en', 'Strike of nurses spreads to Tarnow hospital'],
      ],
    ],
    [
      'warnings of volcanoes',
      'volcano* AND (warn* OR alert* OR ash)',
      [
        [0, 'Quay Herald', 'en', 'Alert raised at Mount Ishka volcano after tremors'],
        [0.3, 'Morrow Post', 'en', 'Volcano Pelmo spews ash over three villages'],
        [0.9, 'Bell Gazette', 'en', 'Scientists warn of new vent at Orrun volcano'],
      ],
    ],
    [
      'chess clubs',
      'chess* AND (club* OR team*) AND (expel* OR quit*)',
      [
        [0, 'Quay Herald', 'en', 'Velden chess club expels master caught with phone'],
        [2, 'Morrow Post', 'en', 'Chess club of Harnby quits league'],
        [2.5, 'Lark Times', 'en', 'Two players quit chess team after row with coach'],
      ],
    ],
    [
      'councils',
      'council* AND (reject* OR block*)',
      [
        [0, 'Quay Herald', 'en', 'Velden council rejects new bus lane'],
        [0.5, 'Morrow Post', 'en', 'Harnby council rejects bid for town hall'],
        [1, 'Bell Gazette', 'en', 'Council blocks rise in parking fees in Tarnow'],
      ],
    ],
    [
      'licences of banks',
      'bank* AND (licence* OR license*)',
      [
        [0, 'Quay Herald', 'en', 'Regulator withdraws licence of Orrun Bank'],
        [0.7, 'Morrow Post', 'en', 'Lumen Bank granted licence for Harnby'],
        [1.4, 'Bell Gazette', 'en', 'Bank of Tarnow fights for its licence'],
      ],
    ],
    [
      'bridges in two languages',
      '(bridge* OR Brücke*) AND (clos* OR gesperrt)',
      [
        [0, 'Quay Herald', 'en', 'Velden bridge closed after cracks are found'],
        [0.5, 'Morgenblatt', 'de', 'Brücke bei Tarnow nach Unfall gesperrt'],
      ],
    ],
    [
      'one wording with two numbers',
      'school* AND clos*',
      [
        [0, 'Quay Herald', 'en', 'County to close 14 schools by spring'],
        [3, 'Morrow Post', 'en', 'Schools stay closed: 62 teachers ill in Harnby'],
      ],
    ],
  ])('%s are messages of their own', (_, query, reports) => {
    expect(stories(query, reports)).toEqual(reports.map((_report, at) => at));
  });

  it('one outlet on one beat, hour by hour', () => {
    const ports = ['Velden', 'Tarnow', 'Harnby', 'Ostrel', 'Orrun', 'Pelmo', 'Ishka', 'Lumen'];
    const reports = ports.map((port, at): Report => [
      at,
      'Quay Herald',
      'en',
      `Ferry crews in ${port} vote for strike`,
    ]);
    expect(stories('ferry* AND (strike* OR ballot*)', reports)).toEqual(ports.map((_port, at) => at));
  });

  it('eight outlets on one beat, minute by minute', () => {
    const ports = ['Velden', 'Tarnow', 'Harnby', 'Ostrel', 'Orrun', 'Pelmo', 'Ishka', 'Lumen'];
    const reports = ports.map((port, at): Report => [
      at / 60,
      `Paper ${port}`,
      'en',
      `Ferry crews in ${port} vote for strike`,
    ]);
    expect(stories('ferry* AND (strike* OR ballot*)', reports)).toEqual(ports.map((_port, at) => at));
  });
});

describe('reports of one event', () => {
  it.each<readonly [string, string, readonly Report[]]>([
    [
      'other words of two outlets',
      'volcano* AND (warn* OR alert* OR ash)',
      [
        [0, 'Quay Herald', 'en', 'Ash from Pelmo volcano closes Harnby airport'],
        [1, 'Morrow Post', 'en', 'Harnby airport shut as Pelmo volcano spews ash'],
      ],
    ],
    [
      'one that the query does not find',
      'court* AND (rule* OR overturn* OR block*)',
      [
        [0, 'Quay Herald', 'en', 'Court overturns ban on night flights over Velden'],
        [1, 'Morrow Post', 'en', 'Velden night flights may resume, judges decide'],
      ],
    ],
    [
      'two languages that share a name and a number',
      '(bank* OR Bank*) AND (licence* OR Lizenz*)',
      [
        [0, 'Quay Herald', 'en', 'Regulator withdraws licence of Orrun Bank, 3,400 customers wait'],
        [1, 'Morgenblatt', 'de', 'Orrun verliert Lizenz: 3400 Kunden der Bank warten'],
      ],
    ],
  ])('%s', (_, query, reports) => {
    expect(stories(query, reports)).toEqual(reports.map(() => 0));
  });
});

describe('developments', () => {
  it.each<readonly [string, string, readonly Report[]]>([
    [
      'offered and withdrawn',
      '(buyer* OR owner*) AND offer*',
      [
        [0, 'Quay Herald', 'en', 'Harnby brewery owners table new offer to staff'],
        [26, 'Morrow Post', 'en', 'Harnby brewery owners withdraw offer to staff'],
      ],
    ],
    [
      'called and postponed',
      '(nurse* OR hospital*) AND strike*',
      [
        [0, 'Quay Herald', 'en', 'Nurses call strike at Saint Orla hospital'],
        [30, 'Quay Herald', 'en', 'Nurses postpone strike at Saint Orla hospital'],
      ],
    ],
  ])('%s: a story of its own that follows', (_, query, reports) => {
    const [first, second] = placed(query, reports);
    expect(first?.relation).toBe('first');
    expect(second).toMatchObject({ story: 1, relation: 'development' });
  });
});
