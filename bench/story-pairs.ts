/** Pairs of labelled headlines as an index of stories sees them, to fit its decision on. */
import { readHeadline } from '../src/core/story/reading/headline.ts';
import { createReportIndex } from '../src/core/story/report-index.ts';
import { DAY } from '../src/core/time/duration.ts';
import { SHIPPED_LEXICON } from '../tests/shipped-lists.ts';
import type { LabelledItem, LabelledSet } from './labelled-set.ts';
import { isSameMatter } from './told-scores.ts';

/** Nobody asks whether what is further apart is one matter. */
const FOLLOWED_WITHIN = 14 * DAY;
/** A pair by the brief's labels counts so often, one by people's labels once: the bot has the brief's. */
const BRIEF_COUNTS = 2;

export type Pair = {
  readonly values: Float64Array;
  readonly weight: number;
  readonly apart: number;
  /** An outlet tells an event once, whatever is alike. */
  readonly sameOutlet: boolean;
  readonly sameEvent: boolean;
  readonly sameMatter: boolean;
  /** Whether the set says which events follow which. */
  readonly developments: boolean;
};

const pairsBySet = new WeakMap<LabelledSet, readonly Pair[]>();

/** The pairs that an index looks at, once by people's labels and once by the brief's. */
export function pairsOf(set: LabelledSet): readonly Pair[] {
  const known = pairsBySet.get(set);
  if (known !== undefined) return known;
  const developments = set.items.some((item) => item.follows !== undefined);
  const pairs: Pair[] = [];
  for (const by of ['labels', 'said'] as const) {
    const index = createReportIndex(SHIPPED_LEXICON.homesOf);
    const byKey = new Map(set.items.map((item) => [item.key, item]));
    for (const item of set.items) {
      const entry = labelledBy(item, by);
      const report = index.prepare(entry, readHeadline(entry, SHIPPED_LEXICON, entry.asked));
      index.compare(report, (others) =>
        others.within(FOLLOWED_WITHIN, ({ key, at, rolling, outlet }, features) => {
          const other = byKey.get(key);
          if (other === undefined || rolling || report.rolling) return;
          pairs.push({
            values: features.slice(),
            weight: by === 'said' ? BRIEF_COUNTS : 1,
            apart: Math.abs(at - report.at),
            sameOutlet: outlet === report.outlet,
            sameEvent: other.story === item.story,
            sameMatter: isSameMatter(item, other),
            developments,
          });
        }),
      );
      index.remember({ ...report, storyId: item.key });
    }
  }
  pairsBySet.set(set, pairs);
  return pairs;
}

/** What nothing matched was asked for nothing. */
export function labelledBy(item: LabelledItem, by: 'labels' | 'said'): LabelledItem {
  return { ...item, labels: item[by], asked: item[by].length === 0 ? [] : (item.asked ?? []) };
}
