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
