/** Searches the stored entries with one compiled query, newest first, without holding anything up. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CompiledQuery } from '../../../core/query/language/compile-query.ts';
import { entriesBefore, type StoredEntry } from '../../../edges/store/entries.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { textOf } from '../../ingest/text-of.ts';

/** Rows read between two turns of the event loop: about ten milliseconds of work. */
const CHUNK = 1_000;

export type Found = {
  /** Newest first. */
  readonly entries: readonly StoredEntry[];
  readonly looked: number;
  /** Why the search ended: everything was looked at, enough was found, or time was up. */
  readonly ended: 'all' | 'enough' | 'time';
  /** Publication time of the oldest entry that was looked at (epoch milliseconds). */
  readonly back: number;
};

type Bounds = {
  readonly since: number;
  readonly until: number;
  readonly most: number;
  readonly mostRows: number;
  /** True when time is up; asked after each chunk. */
  readonly over: () => boolean;
};

/** Reads entries in chunks and lets others work in between, until a bound is reached. */
export async function searchEntries(db: Db, query: CompiledQuery, bounds: Bounds): Promise<Found> {
  const entries: StoredEntry[] = [];
  let looked = 0;
  let cursor = { publishedAt: bounds.until + 1, seq: 0 };
  for (;;) {
    const chunk = await entriesBefore(db, cursor, { since: bounds.since, limit: CHUNK });
    for (const entry of chunk) {
      looked += 1;
      cursor = entry;
      if (query.match(textOf(entry)) !== undefined) entries.push(entry);
      if (entries.length >= bounds.most)
        return { entries, looked, ended: 'enough', back: cursor.publishedAt };
    }
    if (chunk.length < CHUNK) return { entries, looked, ended: 'all', back: bounds.since };
    if (looked >= bounds.mostRows || bounds.over())
      return { entries, looked, ended: 'time', back: cursor.publishedAt };
    await nextTurn();
  }
}
