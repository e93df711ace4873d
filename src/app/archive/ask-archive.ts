/** What commands ask of the stored entries, wherever the answer is worked out. */
import type { ArchiveFound, ArchiveSearch } from './search-archive.ts';
import type { Tried, TryRequest } from './try-briefs.ts';

/** Both answer undefined where it took too long, or where the bot is being stopped. */
export type AskArchive = {
  readonly search: (search: ArchiveSearch) => Promise<ArchiveFound | undefined>;
  readonly tryBriefs: (request: TryRequest) => Promise<Tried | undefined>;
};
