/** The parser's edge: small documents are parsed where they are, large ones in a thread that may be killed. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedFeed, ParseOutcome } from '../../core/feed/read/item.ts';
import { BODY_LIMIT, parseFeed, TOO_LARGE, type DocumentSource } from '../../core/feed/read/parse.ts';

/** Milliseconds and megabytes that a document may take in the thread. */
export type ParseLimits = { readonly deadlineMs: number; readonly heapMb: number };

/** How a document ended that was given to the thread. */
export type ThreadOutcome =
  | { readonly kind: 'done'; readonly value: ParseOutcome }
  | { readonly kind: 'overdue' }
  | { readonly kind: 'died' | 'threw'; readonly cause: string }
  | { readonly kind: 'closed' };

export type ParserOptions = {
  /** Reads a document in a thread, whose bytes it is given for good; rejects with the signal's reason only. */
  readonly inThread: (
    document: { readonly bytes: Uint8Array<ArrayBuffer>; readonly source: DocumentSource },
    signal: AbortSignal,
  ) => Promise<ThreadOutcome>;
  /** What the thread keeps to, for the words in which that is said. */
  readonly limits: ParseLimits;
  /** Bytes up to which a document is parsed on the caller's thread. */
  readonly inlineLimit?: number;
};

export type FeedParser = ReturnType<typeof openParser>;

/** Most feeds are smaller; the slowest document of this size that we know takes a tenth of a second in a fresh process. */
const INLINE_LIMIT = 48 * 1024;
/** Bytes from which on a document is handed over instead of copied: smaller ones may lie in memory that others use, too. */
const WORTH_GIVING = 512 * 1024;
/** Bytes from which on a document is parsed in a turn of the event loop of its own: many may arrive in one. */
const OWN_TURN = 16 * 1024;

/**
 * A parser for documents of any size and intent. No document keeps the event loop for more than a fifth of a second:
 * those over 48 KB go to the helper thread, one after another, each with a deadline and a bounded heap. One that
 * exceeds either is `not-a-feed`.
 */
export function openParser({ inThread, limits, inlineLimit = INLINE_LIMIT }: ParserOptions) {
  let line = Promise.resolve();
  const ownTurn = (): Promise<void> => {
    line = line.then(() => nextTurn());
    return line;
  };
  return {
    /**
     * Parses one document. Rejects with the signal's reason where `signal` aborts first, else never. Who gives a document
     * away, with all of the memory that it is in, has no use of its bytes any more; of others, large ones are copied.
     */
    async parse(
      bytes: Uint8Array,
      source: DocumentSource,
      signal: AbortSignal,
      ownership: 'given' | 'lent' = 'lent',
    ): Promise<ParseOutcome> {
      signal.throwIfAborted();
      if (bytes.length > BODY_LIMIT) return TOO_LARGE;
      if (bytes.length <= inlineLimit) {
        if (bytes.length > OWN_TURN) await ownTurn();
        return inOwnStrings(await parseFeed(bytes, source));
      }
      const { url, contentType, encoding } = source;
      const given = ownership === 'given' && bytes.length >= WORTH_GIVING && isUnshared(bytes);
      const ended = await inThread(
        { bytes: given ? bytes : new Uint8Array(bytes), source: { url, contentType, encoding } },
        signal,
      );
      return ended.kind === 'done' ? ended.value : { kind: 'not-a-feed', reason: reasonFor(ended, limits) };
    },
  };
}

function isUnshared(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}

function reasonFor(ended: Exclude<ThreadOutcome, { kind: 'done' }>, limits: ParseLimits): string {
  switch (ended.kind) {
    case 'overdue':
      return `It takes longer than ${limits.deadlineMs / 1_000} s to read, which no feed does; it may be broken or hostile.`;
    case 'died':
    case 'threw':
      return `It cannot be read within ${limits.heapMb} MB of memory, which no feed needs, or broke the reader (${ended.cause}).`;
    case 'closed':
      return 'It was not read, because the parser is closed.';
  }
}

/**
 * The same outcome in strings of its own: V8's substrings keep the whole document alive for as long as one title is.
 * Several times faster than a structured clone.
 */
function inOwnStrings(outcome: ParseOutcome): ParseOutcome {
  return outcome.kind === 'feed'
    ? { kind: 'feed', feed: feedOf(outcome.feed) }
    : { kind: 'not-a-feed', reason: copy(outcome.reason) };
}

function feedOf(feed: ParsedFeed): ParsedFeed {
  const items = feed.items.map((item) => ({
    ...item,
    id: optional(item.id),
    title: copy(item.title),
    link: optional(item.link),
    ...(item.original === undefined ? {} : { original: copy(item.original) }),
    summary: copy(item.summary),
    source: optional(item.source),
    lang: optional(item.lang),
  }));
  return { ...feed, title: copy(feed.title), lang: optional(feed.lang), items };
}

const optional = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : copy(text);

/** UTF-16 is what strings are made of, so that halves of surrogate pairs survive, too. */
function copy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
