/** What queries look at in an entry. */
import type { Entry } from '../../core/feed/entry.ts';
import type { MatchText } from '../../core/query/words/text.ts';

/** The text of an entry, field by field. */
export function textOf(entry: Pick<Entry, 'title' | 'summary' | 'outlet' | 'lang' | 'feedId'>): MatchText {
  return {
    title: entry.title,
    summary: entry.summary,
    outlet: entry.outlet,
    lang: entry.lang,
    feed: entry.feedId,
  };
}
