/** Reads what is remembered of the feeds from a database that a running bot may have open. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { FeedState } from '../../../core/feed/poll/feed-state.ts';
import { fromJson } from '../engine/json.ts';
import { isPostgresUrl } from '../engine/postgres-url.ts';
import { loadFeedStates } from '../feeds.ts';
import { openStore } from '../open-store.ts';

const Rows = z.array(z.object({ state: z.string() }));

/** The states by feed id; empty where there is no database yet. Rejects where it cannot be read. */
export async function readFeedStates(target: string): Promise<ReadonlyMap<string, FeedState>> {
  const byId = (states: readonly FeedState[]): ReadonlyMap<string, FeedState> =>
    new Map(states.map((state) => [state.feedId, state]));
  if (isPostgresUrl(target)) {
    const store = await openStore(target);
    try {
      return byId(await loadFeedStates(store.db));
    } finally {
      await store.close();
    }
  }
  if (!existsSync(target)) return new Map();
  const file = new DatabaseSync(target, { readOnly: true });
  try {
    const rows = Rows.parse(file.prepare('select state from feeds').all());
    return byId(rows.map(({ state }) => fromJson(FeedState, state)));
  } finally {
    file.close();
  }
}
