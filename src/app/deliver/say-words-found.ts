/** Says in the brief's language by which words a headline in another language was found. */
import type { Brief } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { createLexicon } from '../../core/lists/lexicon.ts';
import type { Lists } from '../../core/lists/list.ts';
import type { WordsFound } from '../../core/delivery/notification.ts';
import { wordsFound } from '../../core/lists/words-found.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import type { StoredEntry } from '../../edges/store/entries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { selectSignals } from '../../edges/store/signals.ts';
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

/** Whose signs are asked about, and who says the words; nobody does where that is left out. */
export type WordsFoundDeps = {
  readonly briefs: () => readonly Brief[];
  readonly wordsFound?: SayWordsFound;
};

/** By which words an entry was found; undefined for one that answers no sign, and where there are none to say. */
export type FoundOf = (entry: StoredEntry) => WordsFound | undefined;

/** By the first of these signals that is of the entry. */
export function foundBy(deps: WordsFoundDeps, signals: readonly Signal[]): FoundOf {
  return (entry) => {
    const signal = signals.find((each) => each.entry === entry.seq);
    const brief = signal && deps.briefs().find((each) => each.id === signal.briefId);
    return brief && deps.wordsFound?.(brief, signal, entry);
  };
}

/** By the first stored signal of each of these entries. */
export async function foundAmong(
  db: Db,
  deps: WordsFoundDeps,
  entries: readonly StoredEntry[],
): Promise<FoundOf> {
  const seqs = deps.wordsFound === undefined ? [] : entries.map(({ seq }) => seq);
  return foundBy(deps, await selectSignals(db, { entries: seqs }));
}
