/** Says by which words stored entries in other languages were found, by the first sign that each of them answers. */
import type { StoredEntry } from '../../../edges/store/entries.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { foundAmong, type FoundOf, sayWordsFound } from '../../deliver/say-words-found.ts';
import type { CommandContext } from '../context.ts';

/** Of these entries; undefined for one that answers no sign, needs no such words, or has a negation beside them. */
export function foundEntries(
  db: Db,
  ctx: Pick<CommandContext, 'briefs' | 'matcher' | 'lists'>,
  entries: readonly StoredEntry[],
): Promise<FoundOf> {
  return foundAmong(db, { briefs: ctx.briefs, wordsFound: sayWordsFound(ctx.matcher, ctx.lists()) }, entries);
}
