/** The parser's edge: small documents are parsed where they are, large ones in a worker that may be killed. */
import type { ParseOutcome } from '../../core/feed/read/item.ts';
import { BODY_LIMIT, parseFeed, TOO_LARGE, type DocumentSource } from '../../core/feed/read/parse.ts';
import { inOwnStrings } from './own-strings.ts';
import { openWorker, type WorkerOptions } from './open-worker.ts';

export type ParserOptions = Partial<WorkerOptions> & {
  /** Bytes up to which a document is parsed on the caller's thread. */
  readonly inlineLimit?: number;
};

export type FeedParser = ReturnType<typeof openParser>;

/** Nine feeds of ten are smaller; the slowest document of this size takes a tenth of a second. */
const INLINE_LIMIT = 96 * 1024;
const DEADLINE_MS = 10_000;
/** Megabytes: with the runtime's own, a process stays below 300. */
const HEAP_MB = 112;

/**
 * A parser for documents of any size and intent. No document keeps the event loop for more than a fifth of a second:
 * those over 96 KB go to one worker thread, one after another, each with a deadline (10 s) and a bounded
 * heap. One that exceeds either is `not-a-feed`, and the worker is replaced for the next.
 */
export function openParser(options: ParserOptions = {}) {
  const inlineLimit = options.inlineLimit ?? INLINE_LIMIT;
  const worker = openWorker({
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
    heapMb: options.heapMb ?? HEAP_MB,
  });

  return {
    /** Parses one document. Rejects with the signal's reason where `signal` aborts first, else never. */
    async parse(bytes: Uint8Array, source: DocumentSource, signal: AbortSignal): Promise<ParseOutcome> {
      signal.throwIfAborted();
      if (bytes.length > BODY_LIMIT) return TOO_LARGE;
      if (bytes.length > inlineLimit) return worker.parse(bytes, source, signal);
      return inOwnStrings(await parseFeed(bytes, source));
    },

    /** Ends the worker; a document still in it is `not-a-feed`. */
    close: (): Promise<void> => worker.close(),
  };
}
