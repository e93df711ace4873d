/** Fits the decision whether two headlines tell one event, on labelled sets, and says how well it does on what it has not seen. */
import { writeFileSync } from 'node:fs';
import { createStoryIndex } from '../src/core/story/cluster.ts';
import { STORY_MODEL } from '../src/core/story/coefficients.ts';
import { FEATURES, type Feature } from '../src/core/story/features.ts';
import type { Regression, StoryModel } from '../src/core/story/model.ts';
import { HOUR } from '../src/core/time/duration.ts';
import { SHIPPED_LEXICON } from '../tests/shipped-lists.ts';
import { denseDaysOf, type LabelledItem, type LabelledSet, ownSet, readLabelledSet } from './labelled-set.ts';
import { fileOf } from './coefficients-file.ts';
import { type Expectation, fitRegression } from './regression.ts';
import { labelledBy, pairsOf } from './story-pairs.ts';
import { addScores, meetsTargets, noScores, scoresInWords, type ToldScores } from './told-scores.ts';

const USAGE = `usage: fit SET … [--event N] [--matter N] [--write]
  SET      a field, that is a folder with gold.jsonl and brief.yaml, or GOLD.jsonl=BRIEF.yaml, which is scored apart;
           or the JSON of /export, of which the pairs are read that people parted or joined
  --event  likelihood from which a report joins a story; --matter the same for what follows one; as shipped by default
  --write  keep the coefficients that are fitted on all of the sets`;

const COEFFICIENTS = new URL('../src/core/story/coefficients.ts', import.meta.url);
/** Pairs further apart than this are not learnt from for events: nobody asks whether they are one. */
const LEARNT_WITHIN = 96 * HOUR;
const CURVE = [0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8];

/**
 * What is expected of a weight before any pair is seen, and by how many pairs that is held: what differs is evidence
 * against, but the sets hold few places that stand in the lists, and hardly any two events at once that are alike but for
 * their names.
 */
const EXPECTED: Expected = {
  'other names': { weight: -0.3, held: 40 },
  'differing names': { weight: -6, held: 60 },
  'other signs': { weight: -2.5, held: 60 },
  'sign of one': { weight: -1.1, held: 200 },
  'other numbers': { weight: -0.5, held: 40 },
  'other places': { weight: -2, held: 40 },
  places: { weight: 2, held: 20 },
  'more than one thing': { weight: 1, held: 40 },
  // Words of all kinds in common carry over to a field that no set is of, better than any one kind.
  words: { weight: 5, held: 20 },
  turned: { weight: 0, held: 1e9 },
};
const EXPECTED_OF_MATTERS: Expected = {
  'other places': { weight: -1.5, held: 10 },
  // A matter may rest for ten days: much in common counts for more than time.
  words: { weight: 6, held: 100 },
  evidence: { weight: 1, held: 20 },
  'hours apart': { weight: -0.7, held: 300 },
};
/**
 * Of one event, without any evidence, the chance is even at most: so nearness in time and a sign in common never join by
 * themselves, whatever the sets say.
 */
const EVENT_INTERCEPT = 0;

/** How strongly any other weight is held towards nothing: as by about so many pairs that contradict it. */
const HELD = 3;

type Expected = Partial<Record<Feature, Expectation>>;
type Thresholds = { readonly event: number; readonly matter: number };

/** Sets of labelled items in, figures and, if wanted, the file of coefficients out. Exits 1 below the targets. */
export async function run(args: readonly string[]): Promise<number> {
  const valueOf = (flag: string, otherwise: number): number => {
    const at = args.indexOf(flag);
    return at < 0 ? otherwise : Number(args[at + 1]);
  };
  const thresholds = {
    event: valueOf('--event', STORY_MODEL.sameEvent.threshold),
    matter: valueOf('--matter', STORY_MODEL.sameMatter.threshold),
  };
  const names = args.filter(
    (arg, at) => !arg.startsWith('--') && !/^--(event|matter)$/.test(args[at - 1] ?? ''),
  );
  if (names.length < 2 || !(thresholds.event > 0) || !(thresholds.matter > 0)) {
    console.error(USAGE);
    return 2;
  }
  const handed = names.map((name) => readLabelledSet(name));
  const sets = [ownSet(), ...handed];
  const fields = handed.filter((_, at) => names[at]?.includes('=') === false);
  const unseen = reportUnseen(sets, fields, thresholds);

  const model = modelOf(sets, thresholds);
  console.log('Fitted on everything, scored on the same:');
  const seen = scoresOf(fields, model);
  for (const set of sets) report(set.name, scoresOf([set], model));
  report('the fields', seen);
  console.log('As shipped:');
  for (const set of sets) report(set.name, scoresOf([set], STORY_MODEL));
  report('the fields', scoresOf(fields, STORY_MODEL));
  report('dense days', scoresOf(fields, STORY_MODEL, denseDaysOf));
  if (args.includes('--write')) writeFileSync(COEFFICIENTS, fileOf(model));
  const met = meetsTargets(seen.bySaid, 0) && meetsTargets(unseen.bySaid, 0.01);
  console.log(met ? 'targets met' : 'BELOW TARGET');
  return met ? 0 : 1;
}

/** What a fit makes of what it has not seen: the other half of the events of each set, and a set that it was not given. */
function reportUnseen(
  sets: readonly LabelledSet[],
  fields: readonly LabelledSet[],
  thresholds: Thresholds,
): Scores {
  const unseen = noneYet();
  for (const half of [0, 1]) {
    const fittedOn = modelOf(
      sets.map((set) => halfOf(set, 1 - half)),
      thresholds,
    );
    const [learnt, held] = [1 - half, half].map((each) => fields.map((set) => halfOf(set, each)));
    console.log(`Fitted on one half of the events of each set (${half === 0 ? 'the second' : 'the first'}):`);
    report('seen half', scoresOf(learnt ?? [], fittedOn));
    report('held out', scoresOf(held ?? [], fittedOn, undefined, unseen));
  }
  report('both held out', unseen);
  console.log('Fitted on all sets but one, scored on that one:');
  const without = new Map(
    sets.map((set) => [
      set,
      modelOf(
        sets.filter((each) => each !== set),
        thresholds,
      ),
    ]),
  );
  for (const [set, model] of without) report(set.name, scoresOf([set], model));
  for (const threshold of CURVE)
    report(
      `fields, ${threshold.toFixed(2)}`,
      scoresOf(fields, (set) => {
        const model = without.get(set) ?? STORY_MODEL;
        return { ...model, sameEvent: { ...model.sameEvent, threshold } };
      }),
    );
  report(
    'the fields',
    scoresOf(fields, (set) => without.get(set) ?? STORY_MODEL),
  );
  return unseen;
}

/** The half of a set's matters: events that follow each other are in the same. */
function halfOf(set: LabelledSet, half: number): LabelledSet {
  return { ...set, items: set.items.filter((item) => hashOf(item.follows ?? item.story) % 2 === half) };
}

function modelOf(sets: readonly LabelledSet[], { event, matter }: Thresholds): StoryModel {
  const pairs = sets.flatMap((set) => pairsOf(set));
  const near = pairs.filter(({ apart, sameOutlet }) => apart <= LEARNT_WITHIN && !sameOutlet);
  const followed = pairs.filter(({ developments }) => developments);
  return {
    sameEvent: {
      threshold: event,
      ...fitted(
        near.map(({ sameEvent, ...pair }) => ({ ...pair, holds: sameEvent })),
        EXPECTED,
        EVENT_INTERCEPT,
      ),
    },
    sameMatter: {
      threshold: matter,
      ...fitted(
        followed.map(({ sameMatter, ...pair }) => ({ ...pair, holds: sameMatter })),
        EXPECTED_OF_MATTERS,
      ),
    },
  };
}

function fitted(
  observations: Parameters<typeof fitRegression>[0],
  expected: Expected,
  kept?: number,
): Regression {
  const { intercept, weights } = fitRegression(
    observations,
    FEATURES.map((feature) => expected[feature] ?? { weight: 0, held: HELD }),
    kept,
  );
  return {
    intercept: rounded(intercept),
    weights: Object.fromEntries(FEATURES.map((feature, at) => [feature, rounded(weights[at] ?? 0)])),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

type Scores = { readonly byLabels: ToldScores; readonly bySaid: ToldScores };

function noneYet(): Scores {
  return { byLabels: noScores(), bySaid: noScores() };
}

/** Scores of sets, all of their items or those that are picked, added to others if wanted. */
function scoresOf(
  sets: readonly LabelledSet[],
  model: StoryModel | ((set: LabelledSet) => StoryModel),
  picked?: (set: LabelledSet) => (item: LabelledItem) => boolean,
  into: Scores = noneYet(),
): Scores {
  for (const set of sets) {
    const used = typeof model === 'function' ? model(set) : model;
    const isPicked = picked?.(set) ?? (() => true);
    for (const [scores, by] of [
      [into.byLabels, 'labels'],
      [into.bySaid, 'said'],
    ] as const) {
      const placements = createStoryIndex(SHIPPED_LEXICON, used).placeAll(
        set.items.map((item) => labelledBy(item, by)),
      );
      const seen = set.items.flatMap((item, at) => {
        const placement = placements[at];
        return placement !== undefined && isPicked(item) ? [{ item, placement }] : [];
      });
      addScores(scores, seen, by);
    }
  }
  return into;
}

function report(name: string, { byLabels, bySaid }: Scores): void {
  console.log(`  ${name.padEnd(14)} people's labels: ${scoresInWords(byLabels)}`);
  console.log(`  ${''.padEnd(14)} the brief's:     ${scoresInWords(bySaid)}`);
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
