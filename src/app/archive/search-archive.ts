/** Searches the stored entries with one query, newest first: candidates from the index of words, the engine decides. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { compileQuery, type CompiledQuery } from '../../core/query/language/compile-query.ts';
import type { Lists } from '../../core/lists/list.ts';
import { parseQuery } from '../../core/query/language/parse.ts';
import { wordQueryOf } from '../../core/query/engine/word-query.ts';
import type { SqlDialect } from '../../edges/store/engine/dialect.ts';
import { type Candidate, findCandidates } from '../../edges/store/entry-words.ts';
import { entriesBefore, selectEntries, type StoredEntry } from '../../edges/store/entries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { textOf } from '../ingest/text-of.ts';

export type ArchiveSearch = {
  readonly query: string;
  /** The lists that the query may name. */
  readonly lists: Lists;
  /** Publication, epoch milliseconds, both included. */
  readonly since: number;
  readonly until: number;
  /** Hits after which the search may stop. */
  readonly most: number;
  /** Milliseconds after which it stops. */
  readonly patience: number;
};

export type ArchiveFound = {
  /** Newest first. */
  readonly entries: readonly StoredEntry[];
  /** Entries that the engine looked at. */
  readonly looked: number;
  /** Why the search ended: everything was looked at, enough was found, or time was up. */
  readonly ended: 'all' | 'enough' | 'time';
  /** Publication of the oldest entry that was looked at (epoch milliseconds); `since` where all were. */
  readonly back: number;
};

/** Where entries stand, and the time by which a search measures how long it takes (milliseconds). */
export type Archive = { readonly db: Db; readonly dialect: SqlDialect; readonly elapsed: () => number };

/** More candidates than this take as long to gather as to look at all entries one after another. */
const MOST_CANDIDATES = 60_000;
/** Rows read at once. */
const SLICE = 200;
/** Milliseconds of work between two turns of the event loop. */
const TURN = 10;

/** Searches; throws where the query does not compile. The answer is the same as that of looking at every entry. */
export async function searchArchive(archive: Archive, search: ArchiveSearch): Promise<ArchiveFound> {
  const compiled = compileQuery(search.query, search.lists);
  if (compiled.kind === 'errors') throw new Error(`the query is wrong: ${compiled.errors[0]?.what}`);
  const candidates = await candidatesOf(archive, search);
  const slices = candidates === undefined ? everything(archive.db, search) : chosen(archive.db, candidates);
  return look(archive, compiled.query, search, slices);
}

async function candidatesOf(
  { db, dialect }: Archive,
  { query, lists, since, until }: ArchiveSearch,
): Promise<readonly Candidate[] | undefined> {
  const parsed = parseQuery(query);
  const words = parsed.kind === 'ok' ? wordQueryOf(parsed.ast, lists) : undefined;
  if (words === undefined) return undefined;
  return findCandidates(db, dialect, words, { since, until, most: MOST_CANDIDATES });
}

/** All entries of the time, newest first. */
export async function* everything(
  db: Db,
  { since, until }: { readonly since: number; readonly until: number },
): AsyncGenerator<readonly StoredEntry[]> {
  let cursor = { publishedAt: until, seq: Number.MAX_SAFE_INTEGER };
  for (;;) {
    const slice = await entriesBefore(db, cursor, { since, limit: SLICE });
    if (slice.length > 0) yield slice;
    const last = slice.at(-1);
    if (last === undefined || slice.length < SLICE) return;
    cursor = last;
  }
}

/** The candidates, in their order. */
async function* chosen(db: Db, candidates: readonly Candidate[]): AsyncGenerator<readonly StoredEntry[]> {
  for (let from = 0; from < candidates.length; from += SLICE) {
    const seqs = candidates.slice(from, from + SLICE).map(({ seq }) => seq);
    yield (await selectEntries(db, { seqs })).toReversed();
  }
}

async function look(
  { elapsed }: Archive,
  query: CompiledQuery,
  { since, most, patience }: ArchiveSearch,
  slices: AsyncIterable<readonly StoredEntry[]>,
): Promise<ArchiveFound> {
  const entries: StoredEntry[] = [];
  const began = elapsed();
  let turned = began;
  let looked = 0;
  for await (const slice of slices) {
    for (const entry of slice) {
      looked += 1;
      if (query.match(textOf(entry)) !== undefined) entries.push(entry);
      if (entries.length >= most) return { entries, looked, ended: 'enough', back: entry.publishedAt };
      const now = elapsed();
      if (now - began > patience) return { entries, looked, ended: 'time', back: entry.publishedAt };
      if (now - turned > TURN) {
        await nextTurn();
        turned = elapsed();
      }
    }
  }
  return { entries, looked, ended: 'all', back: since };
}
