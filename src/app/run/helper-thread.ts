/** The helper thread: what takes long or may be hostile, done where a deadline can end it; and the watch over the main one. */
import { workerData } from 'node:worker_threads';
import type { ParseOutcome } from '../../core/feed/read/item.ts';
import type { DocumentSource } from '../../core/feed/read/parse.ts';
import type { ArchiveFound, ArchiveSearch } from '../archive/search-archive.ts';
import type { Tuned, TuneRequest } from '../archive/tune-brief.ts';
import type { Tried, TryRequest } from '../archive/try-briefs.ts';
import { serveJobs } from '../../edges/helper/serve-jobs.ts';
import { type Beats, watchBeats } from '../../edges/helper/watch-beats.ts';

/** Each job loads what it needs. */
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
  /** The languages of texts. */
  languages: async (texts: readonly string[]): Promise<readonly (string | undefined)[]> => {
    const { detectLanguage } = await import('../../core/feed/detect-language.ts');
    return texts.map(detectLanguage);
  },
  /** Searches the stored entries. */
  search: async ({
    target,
    search,
  }: {
    readonly target: string;
    readonly search: ArchiveSearch;
  }): Promise<ArchiveFound> => {
    const { searchArchive } = await import('../archive/search-archive.ts');
    const { storedArchive } = await import('../archive/stored-archive.ts');
    return searchArchive(await storedArchive(target), search);
  },
  /** Tries briefs on the stored entries. */
  try: async ({
    target,
    request,
  }: {
    readonly target: string;
    readonly request: TryRequest;
  }): Promise<Tried> => {
    const { tryBriefs } = await import('../archive/try-briefs.ts');
    const { storedArchive } = await import('../archive/stored-archive.ts');
    return tryBriefs(await storedArchive(target), request);
  },
  /** Suggests changes of a brief by what people judged. */
  tune: async ({
    target,
    request,
  }: {
    readonly target: string;
    readonly request: TuneRequest;
  }): Promise<Tuned> => {
    const { tuneBrief } = await import('../archive/tune-brief.ts');
    const { storedArchive } = await import('../archive/stored-archive.ts');
    return tuneBrief(await storedArchive(target), request);
  },
};

export type HelperJobs = typeof JOBS;

serveJobs(JOBS, {
  parse: () => import('../../core/feed/read/parse.ts'),
  languages: () => import('../../core/feed/detect-language.ts'),
  search: () => Promise.all([import('../archive/search-archive.ts'), import('../archive/stored-archive.ts')]),
  try: () => Promise.all([import('../archive/try-briefs.ts'), import('../archive/stored-archive.ts')]),
  tune: () => Promise.all([import('../archive/tune-brief.ts'), import('../archive/stored-archive.ts')]),
});

const { beats }: { readonly beats?: Beats } = workerData ?? {};
if (beats !== undefined) watchBeats(beats);
