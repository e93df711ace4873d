import { describe, expect, it } from 'vitest';
import { createStoryIndex } from '../../../src/core/story/cluster.ts';
import { HOUR, MINUTE } from '../../../src/core/time/duration.ts';
import { SHIPPED_LEXICON } from '../../shipped-lists.ts';

const START = Date.UTC(2026, 10, 9, 6);

/** What reports of one sign are to those before them, each in an outlet of its own; `follows` is the number of a report. */
function relationsOf(titles: readonly string[], gap: number, asked: string, lang = 'en') {
  const index = createStoryIndex(SHIPPED_LEXICON);
  const stories: string[] = [];
  return titles.map((title, nth) => {
    const { storyId, relation, follows } = index.place({
      key: `${nth}`,
      title,
      summary: '',
      lang,
      outlet: `Outlet ${nth}`,
      publishedAt: START + nth * gap,
      labels: ['brief/sign'],
      asked: [asked],
    });
    stories.push(storyId);
    return follows === undefined ? relation : `${relation} of ${stories.indexOf(follows)}`;
  });
}

describe.each([MINUTE, HOUR, 12 * HOUR])('another outlet %i ms later', (gap) => {
  it.each([
    ['Port owners in Larkmoor table new offer', 'Port owners in Larkmoor withdraw offer', 'offer'],
    ['Velda nurses call strike ballot', 'Velda nurses call off strike ballot', 'ballot'],
    ['Court in Harnby hears the quarry appeal', 'Court in Harnby postpones the quarry appeal', 'appeal'],
    ['Ostrel club signs the zebra sponsor', 'Ostrel club drops the zebra sponsor', 'sponsor'],
  ])('turns the matter in an event of its own: %j, then %j', (told, turned, asked) => {
    expect(relationsOf([told, turned], gap, asked)).toEqual(['first', 'development of 0']);
  });

  it('turns nothing by a plain not', () => {
    const titles = [
      'Velda dockers refuse the rota from Harnby',
      'Dockers at Velda will not work the Harnby rota',
    ];
    expect(relationsOf(titles, gap, 'rota')).not.toContain('development of 0');
  });

  it('turns it in German', () => {
    const titles = [
      'Hafenbetreiber legen neues Angebot vor',
      'Neues Angebot der Hafenbetreiber zurückgezogen',
    ];
    expect(relationsOf(titles, gap, 'Angebot', 'de')[1]).not.toMatch(/^re/);
  });

  it.each([
    ['Chair of the Velda port board will resign', 'Chair of the Velda port board will not resign'],
    ['Harnby votes for the tram tunnel', 'Harnby votes against the tram tunnel'],
    ['Nurses walk out before the Velda ballot', 'Nurses walk out after the Velda ballot'],
  ])('prints nothing again where a small word differs: %j, then %j', (told, other) => {
    expect(relationsOf([told, other], gap, 'Velda')[1]).not.toBe('reprint');
  });

  it.each([
    ['Zebra walks into town hall', 'A zebra walks into the town hall'],
    ['Velda nurses call strike ballot', 'The Velda nurses call a strike ballot'],
  ])('prints again what differs in articles: %j, then %j', (told, again) => {
    expect(relationsOf([told, again], gap, 'zebra')).toEqual(['first', 'reprint']);
  });
});

it.each([
  ['Copper miners of Velda on strike', 'Strike halts copper output in Velda'],
  ['Dockers strike in Larkmoor', 'Dockers strike halts Larkmoor ferries'],
])('takes what an act brings to a halt for no turn of it: %j, then %j', (told, other) => {
  const index = createStoryIndex(SHIPPED_LEXICON);
  const entry = (title: string, nth: number) => ({
    key: `${nth}`,
    title,
    summary: '',
    lang: 'en',
    outlet: `Outlet ${nth}`,
    publishedAt: START + nth * HOUR,
  });
  index.place(entry(told, 0));
  expect(index.place(entry(other, 1)).reversal).toEqual([]);
});

it('puts further reports of the turn with the first of them', () => {
  const titles = [
    'Port owners in Larkmoor table new offer',
    'Port owners in Larkmoor withdraw offer',
    'Larkmoor port owners withdraw their new offer',
  ];
  expect(relationsOf(titles, HOUR, 'offer')).toEqual(['first', 'development of 0', 'report']);
});

it('follows nothing over what the query asked for alone', () => {
  const titles = [
    'Zebra escapes from Vienna circus, traffic halted',
    'Painter swaps brushes for a zebra',
    'Orchestra plays to grazing zebra herd',
    'Baker wins prize with zebra cake',
    'Police chase runaway zebra through tunnel',
  ];
  expect(relationsOf(titles, 1, 'zebra')).toEqual(titles.map(() => 'first'));
});

it('keeps what a market or a commentator makes of an event apart from it', () => {
  const event = 'Norwick orders Pomaria to cut its fee to 15 percent';
  const reaction = 'Pomaria shares fall after Norwick orders fee cut to 15 percent';
  expect(relationsOf([event, reaction], MINUTE, 'fee')[1]).not.toMatch(/^re/);
  expect(relationsOf([reaction, event], MINUTE, 'fee')[1]).not.toMatch(/^re/);
  const another = 'Shares fall at Pomaria as Norwick orders fee cut to 15 percent';
  expect(relationsOf([event, reaction, another], MINUTE, 'fee')[2]).toBe('report');
});
