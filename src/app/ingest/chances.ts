/** What chance alone makes of a brief's correlations, by the rates at which its own signals have come. */
import { chanceOf } from '../../core/correlation/chance.ts';
import type { Correlation } from '../../core/correlation/schema.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { DAY } from '../../core/time/duration.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { countedSignals } from '../../edges/store/signals.ts';

export type Chance = {
  readonly correlation: Correlation;
  /** How probably chance completes it once its first signal stands; undefined where it is too early to tell. */
  readonly chance: number | undefined;
  /** How long entries have been read, at most 90 days; milliseconds. */
  readonly history: number;
  /** Stories of each of its indicators in that time. */
  readonly stories: readonly { readonly indicatorId: string; readonly count: number }[];
};

const LONGEST: number = 90 * DAY;

/** One for each correlation, in the order of the brief. */
export async function loadChances(db: Db, brief: Brief, now: number): Promise<readonly Chance[]> {
  if (brief.correlations.length === 0) return [];
  const first = await db
    .selectFrom('entries')
    .select((eb) => eb.fn.min('seen_at').as('at'))
    .executeTakeFirst();
  const history = Math.min(LONGEST, Math.max(0, now - (first?.at ?? now)));
  const signals = await countedSignals(db, {
    briefId: brief.id,
    indicators: [...new Set(brief.correlations.flatMap(({ indicators }) => indicators))],
    since: now - history,
    until: now,
  });
  return brief.correlations.map((correlation) => ({
    correlation,
    chance: chanceOf(correlation, signals, history),
    history,
    stories: [...new Set(correlation.indicators)].map((indicatorId) => ({
      indicatorId,
      count: new Set(signals.filter((each) => each.indicatorId === indicatorId).map(({ story }) => story))
        .size,
    })),
  }));
}
