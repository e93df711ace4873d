/** Verdicts: what people thought of an alert, one opinion a person. */
import type { Db } from '../open-store.ts';
import { slicesOf } from '../engine/slices.ts';

export type Opinion = 'relevant' | 'irrelevant';
export type VoteCount = { readonly relevant: number; readonly notRelevant: number };

/** Takes down an opinion in place of the same person's last one; false where it is the one they held already. */
export async function saveVote(
  db: Db,
  vote: {
    readonly alertId: number;
    readonly voter: string;
    readonly voterName: string;
    readonly verdict: Opinion;
  },
  now: number,
): Promise<boolean> {
  const change = { voter_name: vote.voterName, verdict: vote.verdict, at: now };
  const row = await db
    .insertInto('verdicts')
    .values({ alert_id: vote.alertId, voter: vote.voter, ...change })
    .onConflict((conflict) =>
      conflict
        .columns(['alert_id', 'voter'])
        .doUpdateSet(change)
        .where('verdicts.verdict', '!=', vote.verdict),
    )
    .returning('alert_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Opinions of each alert that has any. */
export async function countVotes(
  db: Db,
  alertIds: readonly number[],
): Promise<ReadonlyMap<number, VoteCount>> {
  const counts = new Map<number, { relevant: number; notRelevant: number }>();
  for (const slice of slicesOf(alertIds)) {
    const rows = await db
      .selectFrom('verdicts')
      .select((eb) => ['alert_id', 'verdict', eb.fn.countAll().as('n')])
      .where('alert_id', 'in', slice)
      .groupBy(['alert_id', 'verdict'])
      .execute();
    for (const row of rows) {
      const count = counts.get(row.alert_id) ?? { relevant: 0, notRelevant: 0 };
      if (row.verdict === 'relevant') count.relevant = Number(row.n);
      else count.notRelevant = Number(row.n);
      counts.set(row.alert_id, count);
    }
  }
  return counts;
}

/**
 * Opinions of all alerts that an indicator raised by itself; what correlations raised is not its doing. `today` are those
 * of alerts that the query with this hash raised, or one of 0.1.0, of which no hash was kept; `before` the others.
 */
export async function countIndicatorVotes(
  db: Db,
  briefId: string,
  indicatorId: string,
  queryHash: string,
): Promise<{ readonly today: VoteCount; readonly before: VoteCount }> {
  const rows = await db
    .selectFrom('verdicts as v')
    .innerJoin('alerts as a', 'a.id', 'v.alert_id')
    .leftJoin('signals as s', (join) =>
      join
        .onRef('s.entry_seq', '=', 'a.entry_seq')
        .onRef('s.brief_id', '=', 'a.brief_id')
        .onRef('s.indicator_id', '=', 'a.indicator_id'),
    )
    .select((eb) => ['v.verdict', 's.query_hash', eb.fn.countAll().as('n')])
    .where('a.brief_id', '=', briefId)
    .where('a.indicator_id', '=', indicatorId)
    .where('a.correlation_id', 'is', null)
    .groupBy(['v.verdict', 's.query_hash'])
    .execute();
  const isToday = ({ query_hash: hash }: { readonly query_hash: string | null }): boolean =>
    hash === null || hash === queryHash;
  const of = (verdict: Opinion, today: boolean): number =>
    rows
      .filter((row) => row.verdict === verdict && isToday(row) === today)
      .reduce((sum, { n }) => sum + Number(n), 0);
  const count = (today: boolean): VoteCount => ({
    relevant: of('relevant', today),
    notRelevant: of('irrelevant', today),
  });
  return { today: count(true), before: count(false) };
}
