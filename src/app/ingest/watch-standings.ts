/** Follows the standing of the indicators that fresh signals touch, and raises an alert when one rises. */
import { levelOfRise, risingAlert } from '../../core/alert/alert.ts';
import { activeSince } from '../../core/indicator/active-since.ts';
import type { Brief, Indicator } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { riseSentence, standingOf } from '../../core/indicator/standing.ts';
import { DAY } from '../../core/time/duration.ts';
import { selectAlerts } from '../../edges/store/alerts.ts';
import { selectEntries } from '../../edges/store/entries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { storyTimes, storyTimesKnownAt } from '../../edges/store/signals.ts';
import { loadStanding, saveStanding } from '../../edges/store/standings.ts';
import { type AlertWriter, raise } from './open-alerts.ts';
import { loadTrials, type Trials } from './trials.ts';

/** Seven days and the eight weeks before them. */
const LOOK_BACK = 63 * DAY;
const ORDER = ['quiet', 'seen', 'active', 'surging'] as const;

const rank = (level: string): number => ORDER.findIndex((each) => each === level);

type Deps = { readonly briefs: readonly Brief[]; readonly writer: AlertWriter; readonly trials: Trials };

/** The standing of an indicator as the signal log has it now. */
export async function currentStanding(
  db: Db,
  brief: Brief,
  indicatorId: string,
  now: number,
): Promise<ReturnType<typeof standingOf> | undefined> {
  return standingFrom(
    db,
    brief,
    indicatorId,
    now,
    await storyTimes(db, brief.id, indicatorId, now - LOOK_BACK),
  );
}

/** The standing of an indicator as it was known at an instant: what was published before but seen later is left out. */
export async function standingKnownAt(
  db: Db,
  brief: Brief,
  indicatorId: string,
  at: number,
): Promise<ReturnType<typeof standingOf> | undefined> {
  const times = await storyTimesKnownAt(db, brief.id, indicatorId, at - LOOK_BACK, at);
  return standingFrom(db, brief, indicatorId, at, times);
}

async function standingFrom(
  db: Db,
  brief: Brief,
  indicatorId: string,
  now: number,
  times: readonly number[],
): Promise<ReturnType<typeof standingOf> | undefined> {
  const indicator = brief.indicators.find((each) => each.id === indicatorId);
  if (indicator === undefined) return undefined;
  const first = await db
    .selectFrom('entries')
    .select((eb) => eb.fn.min('published_at').as('at'))
    .executeTakeFirst();
  return standingOf(times, { activeAt: indicator.active_at, now, historySince: first?.at ?? now });
}

/**
 * Saves the level of every touched indicator; one that rose to `active` or `surging` alerts, again only after it was below
 * `active` for seven days. Those on trial have no level. Indicators that speak through correlations alone keep quiet about that, too.
 */
export async function watchStandings(
  tx: Db,
  deps: Deps,
  fresh: readonly Signal[],
  now: number,
): Promise<void> {
  const touched = new Map(fresh.map((signal) => [`${signal.briefId}/${signal.indicatorId}`, signal]));
  for (const signal of touched.values()) {
    const brief = deps.briefs.find((each) => each.id === signal.briefId);
    const indicator = brief?.indicators.find((each) => each.id === signal.indicatorId);
    if (brief === undefined || indicator === undefined || deps.trials.has(signal)) continue;
    const standing = await currentStanding(tx, brief, indicator.id, now);
    const before = await loadStanding(tx, brief.id, indicator.id);
    if (standing === undefined) continue;
    await saveStanding(tx, brief.id, indicator.id, standing.level, now);
    const rose =
      rank(standing.level) > rank(before?.level ?? 'quiet') && rank(standing.level) >= rank('active');
    if (!rose || indicator.alert === 'correlated') continue;
    if (await wasSaid(tx, brief.id, indicator, standing.level, now)) continue;
    const evidence = await newestOfEachStory(tx, brief.id, indicator.id, now);
    const [text] = await selectEntries(tx, { seqs: [signal.entry] });
    if (text === undefined) continue;
    const day = new Date(now).toISOString().slice(0, 10);
    const place = { briefId: brief.id, entry: signal.entry, text, evidence };
    await raise(
      tx,
      deps.writer,
      risingAlert(indicator, standing.level, day, riseSentence(standing), place),
      now,
    );
  }
}

/** Whether a rise to this level or a higher one was said in the stretch of activity that lasts until now. */
async function wasSaid(
  tx: Db,
  briefId: string,
  indicator: Indicator,
  level: string,
  now: number,
): Promise<boolean> {
  const times = await storyTimes(tx, briefId, indicator.id, now - LOOK_BACK);
  const since = activeSince(times, indicator.active_at, now);
  if (since === undefined) return false;
  const rises = await selectAlerts(tx, { briefId, kind: 'rising', openedSince: since });
  return rises.some(
    ({ indicatorId, key }) =>
      indicatorId === indicator.id && rank(levelOfRise(key) ?? 'quiet') >= rank(level),
  );
}

async function newestOfEachStory(
  db: Db,
  briefId: string,
  indicatorId: string,
  now: number,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('signals')
    .select((eb) => eb.fn.min('entry_seq').as('seq'))
    .where('brief_id', '=', briefId)
    .where('indicator_id', '=', indicatorId)
    .where('at', '>', now - 7 * DAY)
    .where('at', '<=', now)
    .where('withdrawn_at', 'is', null)
    .groupBy('story_id')
    .execute();
  return rows.map((row) => row.seq).sort((a, b) => a - b);
}

/** Notes the levels that have fallen since the last signal, so that the next rise is one. */
export async function sweepStandings(db: Db, briefs: readonly Brief[], now: number): Promise<void> {
  const trials = await loadTrials(db, briefs);
  for (const brief of briefs) {
    for (const { id } of brief.indicators) {
      if (trials.has({ briefId: brief.id, indicatorId: id })) continue;
      const before = await loadStanding(db, brief.id, id);
      if (before === undefined || before.level === 'quiet') continue;
      const standing = await currentStanding(db, brief, id, now);
      if (standing !== undefined && rank(standing.level) < rank(before.level))
        await saveStanding(db, brief.id, id, standing.level, now);
    }
  }
}
