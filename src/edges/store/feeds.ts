/** What is remembered of each feed between polls, one row a feed. */
import { FeedState } from '../../core/feed/poll/feed-state.ts';
import { fromJson, toJson } from './engine/json.ts';
import type { Db, Store } from './open-store.ts';

/** The states of all feeds that were ever polled, also of those that are configured no more. */
export async function loadFeedStates(db: Db): Promise<readonly FeedState[]> {
  const rows = await db.selectFrom('feeds').select('state').orderBy('id').execute();
  return rows.map((row) => fromJson(FeedState, row.state));
}

/** What dashboards show of a feed. */
export type FeedStanding = {
  readonly status: string;
  /** Epoch milliseconds; undefined where it never answered as it should. */
  readonly lastOkAt: number | undefined;
};

/** The standings of all feeds that were ever polled, read by the database: ten thousand whole states take a second. */
export async function loadFeedStandings({
  db,
  dialect,
}: Pick<Store, 'db' | 'dialect'>): Promise<ReadonlyMap<string, FeedStanding>> {
  const rows = await db
    .selectFrom('feeds')
    .select(['id', 'status', dialect.numberIn('state', 'lastOkAt').as('last_ok_at')])
    .execute();
  return new Map(
    rows.map(({ id, status, last_ok_at }) => [id, { status, lastOkAt: last_ok_at ?? undefined }]),
  );
}

/** The state of one feed; undefined where it was never saved. */
export async function loadFeedState(db: Db, feedId: string): Promise<FeedState | undefined> {
  const row = await db.selectFrom('feeds').select('state').where('id', '=', feedId).executeTakeFirst();
  return row === undefined ? undefined : fromJson(FeedState, row.state);
}

export async function saveFeedState(db: Db, state: FeedState): Promise<void> {
  // A feed that answers and says nothing is as good as none to whoever counts.
  const status = state.status === 'ok' && state.silentSince !== undefined ? 'stale' : state.status;
  const columns = { state: toJson(state), status, next_poll_at: state.nextPollAt };
  await db
    .insertInto('feeds')
    .values({ id: state.feedId, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}
