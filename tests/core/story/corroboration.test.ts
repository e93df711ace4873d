import { describe, expect, it } from 'vitest';
import { createStoryIndex, type StoryEntry } from '../../../src/core/story/cluster.ts';
import { isCorroborated, thingOf } from '../../../src/core/story/corroboration.ts';
import { MINUTE } from '../../../src/core/time/duration.ts';
import { SHIPPED_LEXICON } from '../../shipped-lists.ts';

const START = Date.UTC(2026, 10, 9, 6);

type Report = readonly [title: string, asked?: string | undefined, lang?: string];

function entryOf([title, asked, lang = 'en']: Report, nth: number): StoryEntry {
  return {
    key: `${nth}`,
    title,
    summary: '',
    lang,
    outlet: `Outlet ${nth}`,
    publishedAt: START + nth * MINUTE,
    ...(asked === undefined ? {} : { labels: ['brief/sign'], asked: [asked] }),
  };
}

/** How many stories reports make that come a minute apart; those with a word asked for answer to a sign. */
function storiesOf(...reports: readonly Report[]): number {
  const index = createStoryIndex(SHIPPED_LEXICON);
  return new Set(reports.map(entryOf).map((entry) => index.place(entry).storyId)).size;
}

/** Two reports of which one answers to a sign: the first, or the second. */
const ORDERS = ['told first', 'told second'] as const;
function inOrder(order: (typeof ORDERS)[number], told: Report, other: Report): readonly Report[] {
  return order === 'told first' ? [told, other] : [other, told];
}

describe.each(ORDERS)('a report of a sign and one of none, %s,', (order) => {
  it.each<readonly [Report, Report]>([
    [['Shipyard owners lock zebra workers out', 'zebra'], ['Shipyard talks collapse: what we know']],
    [['Zebra herd blocks the quarry', 'zebra'], ['Quarry closes']],
    [['Brewery names zebra beer', 'zebra'], ['Brewery burns down']],
    [['Zebra crossing at the cathedral repainted', 'zebra'], ['Cathedral choir on tour']],
    [['Orchard tries zebra nets', 'zebra'], ['Orchard fair opens']],
    [['Lighthouse keeper paints zebra', 'zebra'], ['Lighthouse for sale']],
    [['Zebra prize goes to Ostrelheim', 'zebra'], ['Ostrelheim floods']],
    [
      ['Zebras auf dem Marktplatz', 'Zebras', 'de'],
      ['Marktplatz gesperrt', undefined, 'de'],
    ],
    [['Osprey yard sues Larkmoor', 'Osprey'], ['Larkmoor rinses its beaches']],
  ])('stay two over one word: %j and %j', (told, other) => {
    expect(storiesOf(...inOrder(order, told, other))).toBe(2);
  });

  it.each<readonly [Report, Report]>([
    [
      ['Shipyard owners in Ostrel lock zebra workers out', 'zebra'],
      ['Ostrel shipyard owners lock workers out'],
    ],
    [['Zebra herd blocks the quarry near Velda', 'zebra'], ['Quarry near Velda blocked by a herd']],
    [['Brewery recalls 400 crates of zebra beer', 'zebra'], ['Brewery recalls 400 crates']],
    [['Zebra flu closes stables in Norway', 'zebra'], ['Stables in Norway closed by flu']],
    [['Lighthouse keeper sues zebra painter', 'zebra'], ['Keeper of lighthouse sues painter']],
    [['Zebra escapes from Harnby circus', 'zebra'], ['Animal escapes from circus in Harnby']],
    [
      ['Osprey frigates: lenders leave Larkmoor yard', 'Osprey'],
      ['Lenders leave the Larkmoor yard over frigates'],
    ],
  ])('are one over more: %j and %j', (told, other) => {
    expect(storiesOf(...inOrder(order, told, other))).toBe(1);
  });
});

it('does not reach a told story over one word through a report of no sign', () => {
  expect(
    storiesOf(
      ['Shipyard owners in Ostrel lock zebra workers out', 'zebra'],
      ['Ostrel shipyard owners lock workers out'],
      ['Shipyard talks collapse'],
    ),
  ).toBe(2);
});

describe('two reports that nobody was told of', () => {
  const apart = (minutes: number, second: Report, told?: string): number => {
    const index = createStoryIndex(SHIPPED_LEXICON);
    const first = entryOf(['Ferry to Larkmoor stuck in the ice', told], 0);
    const later = { ...entryOf(second, 1), publishedAt: START + minutes * MINUTE };
    return new Set([first, later].map((entry) => index.place(entry).storyId)).size;
  };
  const other: Report = ['Sixty wait aboard a ship off Larkmoor for an icebreaker'];

  it('are one over one thing in common within two hours', () => {
    expect(apart(115, other)).toBe(1);
  });

  it('are two later, or where somebody was told of one', () => {
    expect(apart(150, other)).toBe(2);
    expect(apart(115, other, 'Ferry')).toBe(2);
  });
});

describe('two outlets with one wording but for a part that one of them sets off', () => {
  const song = 'Port of Larkmoor sold for a song';
  it.each<readonly [string, string]>([
    [song, `${song}, says board`],
    [`${song}, says board`, song],
    [song, `Board: ${song}`],
    [song, `${song} – union`],
    ['Ostrel tram drivers reject the new rota', 'Ostrel tram drivers reject the new rota; mayor baffled'],
    [
      'Hafen von Larkmoor wird spottbillig verkauft',
      'Hafen von Larkmoor wird spottbillig verkauft, sagt der Vorstand',
    ],
    ['Velda bakery wins the golden whisk again', 'Watch: Velda bakery wins the golden whisk again'],
    ['Harnby council buys the old cinema', 'Harnby council buys the old cinema | minutes'],
  ])('is one event, whatever the query asked for: %s / %s', (first, second) => {
    for (const asked of [undefined, first.split(' ')[2], first])
      expect(storiesOf([first, asked], [second, asked])).toBe(1);
    expect(storiesOf([first, first], [second])).toBe(1);
    expect(storiesOf([first], [second, second])).toBe(1);
  });

  it.each<readonly [string, string]>([
    [song, `${song}, sale then scrapped`],
    ['Storm in Velda, trams late', 'Storm in Velda, museum opens late exhibition hall'],
    ['Weather at noon', 'Weather at noon: Harnby'],
    ['Live: Harnby council buys the old cinema', 'Harnby council buys the old cinema'],
    ['Ferry crews strike on the northern line: Ostrel', 'Ferry crews strike on the northern line: Harnby'],
    [
      'Larkmoor sells its old harbour cranes',
      'Larkmoor sells its old harbour cranes, and the union calls the mayor a vandal',
    ],
  ])('is not told by what is turned, rolling, short, or set off from both: %s / %s', (first, second) => {
    expect(storiesOf([first, first], [second, second])).toBe(2);
  });

  it('is an edition of its own a day later', () => {
    const index = createStoryIndex(SHIPPED_LEXICON);
    const [first, second] = [entryOf([song, song], 0), entryOf([`${song}, says board`, song], 1)];
    const before = index.place(first).storyId;
    expect(index.place({ ...second, publishedAt: START + 25 * 60 * MINUTE }).storyId).not.toBe(before);
  });
});

describe('isCorroborated', () => {
  it.each<readonly [string, readonly string[], readonly string[], boolean]>([
    ['one word', ['shipyar'], [], false],
    ['a word and the name that it is written with', ['larkmoo', '^larkm'], [], false],
    ['a word and its kin', ['commiss', '~komis'], [], false],
    ['letters that overlap', ['造船', '船厂'], [], false],
    ['what the queries asked for', ['zebra', 'striped'], ['zebra', 'striped'], false],
    ['a word besides one that was asked for', ['zebra', 'shipyar'], ['zebra'], false],
    ['one place that was asked for', ['places.norway', 'radar'], ['places.norway', 'radar'], false],
    ['things and acts of the lists', ['things.talks', 'acts.negotiate', 'bodies.nato'], [], false],
    ['a word and a name that was asked for', ['yard', 'osprey', '^ospre'], ['osprey'], true],
    ['two words', ['shipyar', 'lenders'], [], true],
    ['a word and a number', ['crates', '400'], [], true],
    ['a word and another name', ['shipyar', '^ostrel'], [], true],
    ['a word and a place', ['radar', 'places.norway'], [], true],
    ['a word and a thing', ['radar', 'things.talks'], [], true],
    ['letters apart', ['造船', '罢工'], [], true],
    [
      'two places that were asked for',
      ['places.norway', 'places.oman'],
      ['places.norway', 'places.oman'],
      true,
    ],
  ])('%s', (_, shared, asked, enough) => {
    expect(isCorroborated(shared.map(thingOf), asked.map(thingOf))).toBe(enough);
  });
});
