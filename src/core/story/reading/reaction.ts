/** Reactions: headlines that tell what a market, a commentator or those concerned make of an event, and not the event. */
import type { Lexicon } from '../../lists/lexicon.ts';
import { wordsOf } from './headline-words.ts';

/** A title that begins with somebody's words: what is quoted, and whose words they are. */
const QUOTED_FIRST = /^\s*[«»„“"‘'‚›].{8,}?[»«“”"’'‘‹]\s*:\s+(\S.*)$/su;

/**
 * Whether a title has words of `common.reactions`, or begins with words of somebody who is said to be against something
 * and, before that, to do nothing: “A tax by another name”: app makers against the fee. `words` are the title's, folded.
 */
export function isReaction(title: string, words: readonly string[], lang: string, lexicon: Lexicon): boolean {
  if (lexicon.isReaction(words, lang)) return true;
  const [, speaker] = QUOTED_FIRST.exec(title) ?? [];
  if (speaker === undefined) return false;
  const said = wordsOf(speaker);
  const against = lexicon.againstOf(lang);
  const at = said.findIndex((word) => against.has(word));
  return at >= 0 && !said.slice(0, at).some((word) => isAct(word, lang, lexicon));
}

function isAct(word: string, lang: string, lexicon: Lexicon): boolean {
  return lexicon.conceptsOf(word, lang).some((concept) => concept.startsWith('acts.'));
}
