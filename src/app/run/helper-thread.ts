/** The helper thread: what takes long or may be hostile, done where a deadline can end it. Each job loads what it needs. */
import type { ParseOutcome } from '../../core/feed/read/item.ts';
import type { DocumentSource } from '../../core/feed/read/parse.ts';
import type { ArchiveFound, ArchiveSearch } from '../archive/search-archive.ts';
import { serveJobs } from '../../edges/helper/serve-jobs.ts';

const JOBS = {
  /** Reads a feed's document. */
  parse: async ({
    bytes,
    source,
  }: {
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly source: DocumentSource;
  }): Promise<ParseOutcome> => {
    const { parseFeed } = await import('../../core/feed/read/parse.ts');
    return parseFeed(bytes, source);
  },
  /** Searches the stored entries. */
  search: async ({
    target,
    search,
  }: {
    readonly target: string;
    readonly search: ArchiveSearch;
  }): Promise<ArchiveFound> => {
    const { searchStored } = await import('../archive/search-stored.ts');
    return searchStored(target, search);
  },
};

export type HelperJobs = typeof JOBS;

serveJobs(JOBS);
