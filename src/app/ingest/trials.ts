/** Which indicators are on trial: they match and are judged, and take part in nothing else. */
import type { Brief } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { startedTrialIds } from '../../edges/store/people/started-trials.ts';

/** Indicators on trial. */
export type Trials = {
  readonly has: (of: Pick<Signal, 'briefId' | 'indicatorId'>) => boolean;
};

/** Those of the briefs that say `status: trial` and that nobody has started. */
export async function loadTrials(db: Db, briefs: readonly Brief[]): Promise<Trials> {
  const marked = briefs.flatMap(({ id, indicators }) =>
    indicators.filter(({ status }) => status === 'trial').map((each) => `${id}/${each.id}`),
  );
  // Most briefs have none, and an ingest asks for every poll.
  const started = marked.length === 0 ? new Set<string>() : await startedTrialIds(db);
  const trials = new Set(marked.filter((name) => !started.has(name)));
  return { has: ({ briefId, indicatorId }) => trials.has(`${briefId}/${indicatorId}`) };
}
