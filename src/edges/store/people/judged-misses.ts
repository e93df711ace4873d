/** Headlines that an indicator missed, and what people think of that: one opinion a person. */
import type { Db } from '../open-store.ts';
import type { Opinion } from './votes.ts';

export type MissVote = {
  readonly entry: number;
  readonly briefId: string;
  readonly indicatorId: string;
  /** `discord:1234` or `slack:U123`. */
  readonly voter: string;
  readonly voterName: string;
  readonly verdict: Opinion;
};

/** Takes down an opinion in place of the same person's last one. */
export async function saveMissVote(db: Db, vote: MissVote, now: number): Promise<void> {
  const change = { voter_name: vote.voterName, verdict: vote.verdict, at: now };
  await db
    .insertInto('judged_misses')
    .values({
      entry_seq: vote.entry,
      brief_id: vote.briefId,
      indicator_id: vote.indicatorId,
      voter: vote.voter,
      ...change,
    })
    .onConflict((conflict) =>
      conflict.columns(['entry_seq', 'brief_id', 'indicator_id', 'voter']).doUpdateSet(change),
    )
    .execute();
}

export type JudgedMiss = {
  readonly entry: number;
  /** Which part of the voters think that it is the sign, from 0 to 1. */
  readonly share: number;
};

/** The judged misses of an indicator, by entry. */
export async function judgedMissesOf(
  db: Db,
  briefId: string,
  indicatorId: string,
): Promise<readonly JudgedMiss[]> {
  const rows = await db
    .selectFrom('judged_misses')
    .select(['entry_seq', 'verdict'])
    .where('brief_id', '=', briefId)
    .where('indicator_id', '=', indicatorId)
    .orderBy('entry_seq')
    .execute();
  return [...Map.groupBy(rows, (row) => row.entry_seq)].map(([entry, votes]) => ({
    entry,
    share: votes.filter(({ verdict }) => verdict === 'relevant').length / votes.length,
  }));
}
