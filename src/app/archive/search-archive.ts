/** Searches the stored entries with one query, newest first: candidates from the index of words, the engine decides. */
import { wordQueryOf } from '../../core/query/engine/word-query.ts';
import type { Lists } from '../../core/lists/list.ts';
import { compileQuery } from '../../core/query/language/compile-query.ts';
import { parseQuery } from '../../core/query/language/parse.ts';
import { selectEntries, type StoredEntry } from '../../edges/store/entries.ts';
import { textOf } from '../ingest/text-of.ts';
import { type Archive, scanArchive, type Scanned } from './scan-archive.ts';

export type ArchiveSearch = {
  readonly query: string;
  /** The lists that the query may name. */
  readonly lists: Lists;
  /** Publication, epoch milliseconds, both included. */
  readonly since: number;
  readonly until: number;
  /** Hits after which the search stops. */
  readonly most: number;
  /** Milliseconds after which it stops. */
  readonly patience: number;
};

export type ArchiveFound = Scanned & {
  /** Newest first. */
  readonly entries: readonly StoredEntry[];
};

/** Searches; throws where the query does not compile. The answer is the same as that of looking at every entry. */
export async function searchArchive(archive: Archive, search: ArchiveSearch): Promise<ArchiveFound> {
  const { query, lists, most, ...bounds } = search;
  const compiled = compileQuery(query, lists);
  const parsed = parseQuery(query);
  if (compiled.kind === 'errors' || parsed.kind === 'errors')
    throw new Error('a query is to be checked before stored entries are searched with it');
  const seqs: number[] = [];
  const words = wordQueryOf(parsed.ast, lists);
  const scanned = await scanArchive(archive, { ...bounds, words }, (entry) => {
    if (compiled.query.match(textOf(entry)) !== undefined) seqs.push(entry.seq);
    return seqs.length >= most;
  });
  return { ...scanned, entries: (await selectEntries(archive.db, { seqs })).toReversed() };
}
