/** What commands ask of the stored entries, wherever the answer is worked out. */
import type { ArchiveFound, ArchiveSearch } from './search-archive.ts';
import type { Tuned, TuneRequest } from './tune-brief.ts';
import type { Tried, TryRequest } from './try-briefs.ts';

/** All answer undefined where it took too long, or where the bot is being stopped. */
export type AskArchive = {
  readonly search: (search: ArchiveSearch) => Promise<ArchiveFound | undefined>;
  readonly tryBriefs: (request: TryRequest) => Promise<Tried | undefined>;
  readonly tuneBrief: (request: TuneRequest) => Promise<Tuned | undefined>;
};
