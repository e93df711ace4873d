import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryInUse } from '../../../bench/measure.ts';
import { scorePairs } from '../../../bench/story-scores.ts';
import { createStoryIndex, type StoryEntry } from '../../../src/core/story/cluster.ts';
import { SHIPPED_LEXICON } from '../../shipped-lists.ts';
import { HOUR } from '../../../src/core/time/duration.ts';
import { HEADLINES, START } from './headlines.ts';

function entry(title: string, part: Partial<StoryEntry> & { readonly hours?: number } = {}): StoryEntry {
  const { hours = 0, ...rest } = part;
  return {
    key: `${title}@${hours}@${rest.outlet ?? ''}`,
    title,
    summary: '',
    lang: 'en',
    outlet: `Paper of “${title}”, hour ${hours}`,
    publishedAt: START + hours * HOUR,
    ...rest,
  };
}

/** The stories of entries placed in one go, as numbers in order of appearance: [0, 0, 1] is two stories. */
function stories(entries: readonly StoryEntry[]): readonly number[] {
  const ids = createStoryIndex(SHIPPED_LEXICON)
    .placeAll(entries)
    .map((placement) => placement.storyId);
  const seen = [...new Set(ids)];
  return ids.map((id) => seen.indexOf(id));
}

const storm = 'Storm tears roofs off houses in northern Denmark, two injured';

describe('createStoryIndex', () => {
  it('joins wordings of one event and keeps what the same people do next apart', () => {
    const placements = createStoryIndex(SHIPPED_LEXICON).placeAll(HEADLINES);
    const scores = scorePairs(
      HEADLINES.map((each, index) => ({
        story: each.story,
        said: placements[index]?.storyId ?? '',
        near: undefined,
      })),
    );
    expect(scores.gold).toBeGreaterThan(70);
    expect(scores.precision).toBeGreaterThanOrEqual(0.9);
    expect(scores.recall).toBeGreaterThanOrEqual(0.9);
  });

  it('does so without labels too', () => {
    const bare = HEADLINES.map((each) => ({ ...each, labels: [] }));
    const placements = createStoryIndex(SHIPPED_LEXICON).placeAll(bare);
    const scores = scorePairs(
      bare.map((each, index) => ({
        story: each.story,
        said: placements[index]?.storyId ?? '',
        near: undefined,
      })),
    );
    expect(scores.precision).toBeGreaterThanOrEqual(0.9);
    expect(scores.recall).toBeGreaterThanOrEqual(0.85);
  });

  it.each([
    ['a reprint', [entry(storm), entry(storm, { outlet: 'Dagpost', hours: 12 })]],
    [
      'a reprint that names its outlet',
      [
        entry(storm),
        entry(`${storm} | The Meridian`, { outlet: 'The Meridian' }),
        entry(`${storm} - Dagpost`, { outlet: 'Dagpost' }),
      ],
    ],
    [
      'another typography',
      [
        entry('NATO’s chief: “We will not wait” for allies’ budgets'),
        entry("NATO's chief: 'We will not wait' for allies' budgets", { hours: 1 }),
      ],
    ],
    [
      'another language',
      [
        entry('Undersea cable between Finland and Estonia damaged'),
        entry('Un câble sous-marin endommagé entre la Finlande et l’Estonie', { lang: 'fr', hours: 0.5 }),
      ],
    ],
    [
      'a reprint whose indicators differ because only its summary matched',
      [entry(storm, { labels: ['a'] }), entry(storm, { labels: ['b'], outlet: 'Dagpost' })],
    ],
  ])('joins %s', (_, entries) => {
    expect(new Set(stories(entries)).size).toBe(1);
  });

  it.each([
    [
      'the same act in two countries',
      [
        entry('Dutch prime minister praises US president', { labels: ['praise'] }),
        entry('Italian prime minister praises US president', { labels: ['praise'], hours: 3 }),
      ],
    ],
    [
      'the same act in two papers that name no country, each at home',
      [
        entry('Premier prijst Amerikaanse president', { lang: 'nl', labels: ['praise'] }),
        entry('Premier dziękuje prezydentowi USA', { lang: 'pl', labels: ['praise'], hours: 3 }),
      ],
    ],
    [
      'headlines that answer to different indicators',
      [
        entry('Parliament debates NATO spending target', { labels: ['pushback'] }),
        entry('NATO spending target debated by ministers', { labels: ['rules'] }),
      ],
    ],
    [
      'two briefings',
      [
        entry('Live: leaders arrive in Warsaw for NATO summit'),
        entry('Morning briefing: NATO summit in Warsaw and a storm'),
      ],
    ],
    ['the same words after the window', [entry(storm), entry(storm, { hours: 72.01, outlet: 'Dagpost' })]],
    ['a short title that comes again', [entry('Cartoon'), entry('Cartoon', { hours: 24 })]],
    ['nothing in common', [entry(storm), entry('ECB leaves interest rates unchanged')]],
    ['titles without a word', [entry('…'), entry('!!!')]],
  ])('keeps apart %s', (_, entries) => {
    expect(new Set(stories(entries)).size).toBe(entries.length);
  });

  it('does not lead from one country to another over a headline that names none', () => {
    const bridge = [
      entry('German MPs demand a vote on the NATO spending target'),
      entry('MPs demand a vote on the NATO spending target', { hours: 1 }),
      entry('Spanish MPs demand a vote on the NATO spending target', { hours: 2 }),
    ];
    expect(stories(bridge)).toEqual([0, 0, 1]);
  });

  it('goes on as long as reprints keep coming, and begins anew a day after the last', () => {
    const chain = [0, 18, 36, 72].map((hours) => entry(storm, { hours, outlet: `Outlet ${hours}` }));
    expect(stories(chain)).toEqual([0, 0, 0, 1]);
  });

  it('says what it found', () => {
    const index = createStoryIndex(SHIPPED_LEXICON);
    const first = index.place(entry(storm));
    expect(first).toEqual({
      storyId: '2026-10-26-storm-tears-roofs-off-houses-in-northern-zl3d',
      isNew: true,
      relation: 'first',
      follows: undefined,
      reasons: [],
      reversal: [],
      similarTo: undefined,
      score: 0,
    });
    const second = index.place(entry(`${storm}, police say`, { hours: 1 }));
    expect(second).toMatchObject({ storyId: first.storyId, isNew: false, similarTo: entry(storm).key });
    expect(second.score).toBeGreaterThan(0.5);
  });

  it('finds the story of a late item among newer ones', () => {
    const index = createStoryIndex(SHIPPED_LEXICON);
    const { storyId } = index.place(entry(storm, { hours: 10 }));
    expect(index.place(entry(`${storm}, police say`, { hours: 9 })).storyId).toBe(storyId);
  });

  it('gives the same stories whatever the order of arrival within a poll', () => {
    const shuffled = fc.shuffledSubarray([...HEADLINES], { minLength: 20 });
    fc.assert(
      fc.property(shuffled, (arrival) => {
        const inOrder = arrival.toSorted((a, b) => a.publishedAt - b.publishedAt || (a.key < b.key ? -1 : 1));
        const ids = createStoryIndex(SHIPPED_LEXICON).placeAll(arrival);
        const expected = createStoryIndex(SHIPPED_LEXICON);
        const byKey = new Map(inOrder.map((each) => [each.key, expected.place(each)]));
        expect(ids).toEqual(arrival.map((each) => byKey.get(each.key)));
      }),
      { numRuns: 100 },
    );
  });

  it('goes on after a restart as if there had been none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: HEADLINES.length - 1 }), (cut) => {
        const running = createStoryIndex(SHIPPED_LEXICON);
        const restarted = createStoryIndex(SHIPPED_LEXICON);
        for (const each of HEADLINES.toSorted((a, b) => a.publishedAt - b.publishedAt).slice(0, cut))
          restarted.add({ ...each, storyId: running.place(each).storyId });
        for (const each of HEADLINES.toSorted((a, b) => a.publishedAt - b.publishedAt).slice(cut))
          expect(restarted.place(each)).toEqual(running.place(each));
      }),
      { numRuns: 40 },
    );
  });

  it('counts words that everybody has for what they are worth, though it does not look through their lists', () => {
    const index = createStoryIndex(SHIPPED_LEXICON);
    const filler = (i: number): string =>
      `Minister presents budget ${['a', 'b', 'c'].map((part) => `${part}${i * 7_919}x`).join(' ')}`;
    for (let i = 0; i < 200; i += 1) index.place(entry(filler(i)));
    const scoreOf = (first: string, second: string): number => {
      index.place(entry(first));
      return index.place(entry(second, { outlet: 'Another' })).score;
    };
    const rare = scoreOf('Quonk blarf wimzle dorfen alpha', 'Quonk blarf other words here');
    const both = scoreOf('Plonk glarf minister budget alpha', 'Plonk glarf minister budget here');
    expect(both).toBeGreaterThan(rare);
  });

  it('places the same before and after it has forgotten what lies outside the window', () => {
    const [kept, pruned] = [createStoryIndex(SHIPPED_LEXICON), createStoryIndex(SHIPPED_LEXICON)];
    const placed = (index: typeof kept, from: number, to: number) =>
      HEADLINES.slice(from, to).map(
        (each, nth) => index.place({ ...each, publishedAt: START + (from + nth) * HOUR }).storyId,
      );
    for (const index of [kept, pruned])
      index.place(entry('Words that nobody uses: quonk, blarf, wimzle', { hours: -200 }));
    expect(placed(kept, 0, 60)).toEqual(placed(pruned, 0, 60));
    pruned.prune(START - 24 * HOUR);
    expect(pruned.size()).toBe(60);
    expect(placed(pruned, 60, 120)).toEqual(placed(kept, 60, 120));
  });

  it('does not keep the words of what it has forgotten', () => {
    const index = createStoryIndex(SHIPPED_LEXICON);
    const day = (nth: number): void => {
      for (let i = 0; i < 300; i += 1) {
        const word = (part: number): string => `w${nth.toString(36)}x${i.toString(36)}y${part}`;
        index.place(
          entry(`${word(1)} ${word(2)} ${word(3)} ${word(4)} ${word(5)} ${word(6)}`, { hours: nth * 24 }),
        );
      }
      index.prune(START + (nth - 3) * 24 * HOUR);
    };
    for (let nth = 0; nth < 8; nth += 1) day(nth);
    const before = memoryInUse();
    for (let nth = 8; nth < 48; nth += 1) day(nth);
    expect(memoryInUse() / before).toBeLessThan(1.03);
  });

  it('forgets in steps of so many reports that no step grows with their number', () => {
    for (const reports of [600, 1_200, 2_400]) {
      const index = createStoryIndex(SHIPPED_LEXICON);
      for (let i = 0; i < reports; i += 1) {
        const word = (part: number): string => `w${i.toString(36)}y${part}`;
        index.place(entry(`${word(1)} ${word(2)} ${word(3)} ${word(4)}`, { hours: (i / reports) * 48 }));
      }
      const steps = [...index.pruneInSteps(START + 24 * HOUR)].length;
      expect(index.size()).toBe(reports / 2);
      // What is forgotten is looked at, fifty in a step at most, and every word is, a thousand in a step.
      expect(steps).toBeGreaterThanOrEqual(reports / 2 / 50 + Math.floor((4 * reports) / 1_000));
    }
  });

  it('keeps no more than it may, the youngest and what answers to a sign', () => {
    const index = createStoryIndex(SHIPPED_LEXICON);
    const nth = (i: number, labels: readonly string[] = []) =>
      entry(`w${i}ya w${i}yb w${i}yc w${i}yd`, { hours: i / 10, key: `${i}`, labels });
    const signed = index.place(nth(0, ['b/sign'])).storyId;
    for (let i = 1; i <= 400; i += 1) index.place(nth(i));
    expect([...index.pruneInSteps(START - 240 * HOUR, 1_000)]).toEqual([]);
    expect(index.size()).toBe(401);
    for (const step of index.pruneInSteps(START - 240 * HOUR, 100)) expect(step).toBeUndefined();
    expect(index.size()).toBe(80);
    expect(index.place({ ...nth(0, ['b/sign']), outlet: 'Another' }).storyId).toBe(signed);
    const young = index.place({ ...nth(400), outlet: 'Another' });
    expect(young.relation).toBe('reprint');
    expect(index.place({ ...nth(7), outlet: 'Another' }).relation).toBe('first');
  });

  it('forgets what is pruned, and keeps the rest', () => {
    const index = createStoryIndex(SHIPPED_LEXICON);
    const old = index.place(entry(storm, { hours: 0 }));
    const kept = index.place(entry('ECB leaves interest rates unchanged in Frankfurt', { hours: 20 }));
    index.prune(START + 10 * HOUR);
    expect(index.size()).toBe(1);
    expect(index.place(entry(storm, { hours: 21 })).storyId).not.toBe(old.storyId);
    expect(
      index.place(entry('ECB leaves interest rates unchanged in Frankfurt', { hours: 22 })).storyId,
    ).toBe(kept.storyId);
  });

  it('knows a story of thousands by some of its reports, so that one more costs no more', () => {
    const index = createStoryIndex(SHIPPED_LEXICON);
    const ids = Array.from(
      { length: 3_000 },
      (_, n) => index.place(entry(storm, { outlet: `Outlet ${n}`, key: `${n}` })).storyId,
    );
    expect(new Set(ids).size).toBe(1);
    expect(index.size()).toBe(200);
  });
});
