/** The standings of all indicators of a brief at once, with what the board and the charts show of them. */
import type { Brief, Indicator } from '../../core/indicator/brief.ts';
import { type Standing, standingOf } from '../../core/indicator/standing.ts';
import { DAY } from '../../core/time/duration.ts';
import type { WeekLevel } from '../../edges/chart/chart-request.ts';
import { selectEntries, type StoredEntry } from '../../edges/store/entries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { newestSignal, storyTimesByIndicator } from '../../edges/store/signals.ts';
import { loadStanding } from '../../edges/store/standings.ts';
import { REACH, weekEnds, weekLevels } from './week-levels.ts';

export type IndicatorStanding = {
  readonly indicator: Indicator;
  readonly standing: Standing;
  /** Since when it has stood at this level (epoch milliseconds); undefined where that was not noticed. */
  readonly since: number | undefined;
  /** Event times of its stories, oldest first, as far back as a strip of weeks reaches. */
  readonly times: readonly number[];
  readonly last: StoredEntry | undefined;
  /** The level at the end of each of the last twelve weeks, the current one last. */
  readonly weeks: readonly WeekLevel[];
};

/** One for each indicator, in the order of the brief. `reach` is how far back (milliseconds) times are wanted. */
export async function loadStandings(
  db: Db,
  brief: Brief,
  now: number,
  reach: number = 0,
): Promise<readonly IndicatorStanding[]> {
  const back = Math.max(reach, REACH);
  const times = await storyTimesByIndicator(db, brief.id, now - back);
  const historySince = await oldestEntry(db, now);
  const found: IndicatorStanding[] = [];
  for (const indicator of brief.indicators) {
    const own = times.get(indicator.id) ?? [];
    const standing = standingOf(own, { activeAt: indicator.active_at, now, historySince });
    const stored = await loadStanding(db, brief.id, indicator.id);
    const newest = await newestSignal(db, brief.id, indicator.id);
    const [last] = newest === undefined ? [] : await selectEntries(db, { seqs: [newest] });
    const lit = standing.level !== 'quiet' && stored?.level === standing.level;
    found.push({
      indicator,
      standing,
      since: lit ? stored.since : undefined,
      times: own,
      last,
      weeks: weekLevels(indicator, own, { weeks: weekEnds(now), historySince }),
    });
  }
  return found;
}

/** How many of the times fall into each of `count` stretches of `width` milliseconds, the last one ending at `now`. */
export function bucketed(
  times: readonly number[],
  now: number,
  count: number,
  width: number = DAY,
): readonly number[] {
  const buckets = Array.from({ length: count }, () => 0);
  for (const at of times) {
    const index = count - 1 - Math.floor((now - at) / width);
    if (at <= now && index >= 0) buckets[index] = (buckets[index] ?? 0) + 1;
  }
  return buckets;
}

async function oldestEntry(db: Db, now: number): Promise<number> {
  const row = await db
    .selectFrom('entries')
    .select((eb) => eb.fn.min('published_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? now;
}
