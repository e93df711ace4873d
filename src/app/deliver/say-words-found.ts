/** Says in the brief's language by which words a headline in another language was found. */
import type { Brief } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { createLexicon } from '../../core/lists/lexicon.ts';
import type { Lists } from '../../core/lists/list.ts';
import type { WordsFound } from '../../core/delivery/notification.ts';
import { wordsFound } from '../../core/lists/words-found.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import type { StoredEntry } from '../../edges/store/entries.ts';
import { textOf } from '../ingest/text-of.ts';

/** Undefined where a headline needs no such words, or none can be said. */
export type SayWordsFound = (
  brief: Brief,
  sign: { readonly indicatorId: string },
  entry: StoredEntry,
) => WordsFound | undefined;

/** With the queries in force and the shared lists. The lists are read by the first headline in another language. */
export function sayWordsFound(matcher: () => BriefMatcher, lists: Lists): SayWordsFound {
  return (brief, { indicatorId }, entry) => {
    const text = textOf(entry);
    const stretches = matcher().stretches(brief.id, indicatorId, text);
    if (stretches.length === 0) return undefined;
    return wordsFound({ lists, lexicon: createLexicon(lists) }, brief, text, stretches);
  };
}

/** By which words an entry was found, by the first of these signals that is of it; undefined as above. */
export function foundBy(
  deps: { readonly briefs: () => readonly Brief[]; readonly wordsFound?: SayWordsFound },
  signals: readonly Signal[],
): (entry: StoredEntry) => WordsFound | undefined {
  return (entry) => {
    const signal = signals.find((each) => each.entry === entry.seq);
    const brief = signal && deps.briefs().find((each) => each.id === signal.briefId);
    return brief && deps.wordsFound?.(brief, signal, entry);
  };
}
