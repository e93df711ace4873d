/** Frees what was read of a document from the document. */
import type { ParsedFeed, ParseOutcome } from '../../core/feed/read/item.ts';

/**
 * The same outcome in strings of its own: V8's substrings keep the whole document alive for as long as one title is.
 * Several times faster than a structured clone.
 */
export function inOwnStrings(outcome: ParseOutcome): ParseOutcome {
  return outcome.kind === 'feed'
    ? { kind: 'feed', feed: feedOf(outcome.feed) }
    : { kind: 'not-a-feed', reason: copy(outcome.reason) };
}

function feedOf(feed: ParsedFeed): ParsedFeed {
  const items = feed.items.map(({ id, title, link, published, updated, summary, source, lang }) => ({
    id: optional(id),
    title: copy(title),
    link: optional(link),
    published,
    updated,
    summary: copy(summary),
    source: optional(source),
    lang: optional(lang),
  }));
  return { ...feed, title: copy(feed.title), lang: optional(feed.lang), items };
}

const optional = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : copy(text);

/** UTF-16 is what strings are made of, so that halves of surrogate pairs survive, too. */
function copy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
