/** The folded words of a text, each once: what an index of stored entries holds of it. */
import { FIELDS, type MatchText } from './text.ts';
import { tokenise } from './tokenise.ts';
import { createTokens, lettersOf } from './tokens.ts';

/** To be raised whenever folding changes, so that what was indexed before is indexed anew. */
export const WORDS_VERSION = 1;

/** Longer ones are cut from the end: an index takes no words of any length, and nobody asks for so many letters. */
export const LONGEST_WORD = 64;

/** Working memory, filled anew by every call. */
const tokens = createTokens();

/** The words of all fields, as queries compare them, without their places. */
export function distinctWords(text: MatchText): readonly string[] {
  tokens.count = 0;
  for (const [number, field] of FIELDS.entries()) tokenise(text[field], number, tokens);
  const words = new Set<string>();
  for (let token = 0; token < tokens.count; token += 1)
    words.add(lettersOf(tokens, token).slice(0, LONGEST_WORD));
  return [...words];
}
