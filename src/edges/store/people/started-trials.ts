/** Indicators whose trial a person ended, so that they alert although the brief still says `status: trial`. */
import type { Db } from '../open-store.ts';

type StartedTrial = {
  readonly briefId: string;
  readonly indicatorId: string;
  /** Whoever started it: `discord:1234` or `slack:U123`. */
  readonly by: string;
};

/** Starts an indicator; false where it was started before. */
export async function startTrial(
  db: Db,
  { briefId, indicatorId, by }: StartedTrial,
  now: number,
): Promise<boolean> {
  const row = await db
    .insertInto('started_trials')
    .values({ brief_id: briefId, indicator_id: indicatorId, started_by: by, started_at: now })
    .onConflict((conflict) => conflict.columns(['brief_id', 'indicator_id']).doNothing())
    .returning('brief_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The started ones, as `brief/indicator`. */
export async function startedTrialIds(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('started_trials').select(['brief_id', 'indicator_id']).execute();
  return new Set(rows.map((row) => `${row.brief_id}/${row.indicator_id}`));
}
