/** Folds a text into the words that queries compare: lower case, no diacritics, no markup, whole words. */
import { decodeEntity } from './entities.ts';
import {
  AMPERSAND,
  COMMA,
  DOT,
  EXPAND,
  expansionOf,
  FIRST_LETTER,
  foldOf,
  isUpper,
  LESS_THAN,
  PERCENT,
  SURROGATE,
} from './fold-table.ts';
import { markupAt } from './markup.ts';
import { tokenise } from './tokenise.ts';
import { createTokens, lettersOf } from './tokens.ts';

export type FoldedWord = {
  /** Folded spelling: `Żółć` is `zolc`, `3,5` is `3.5`, `U.S.` is `us`. */
  readonly letters: string;
  /** UTF-16 offsets into the original text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Word count from the start of the text; jumps by `GAP` at the end of a sentence. */
  readonly position: number;
};

/** Working memory, filled anew by every call. */
const tokens = createTokens();

/** The words of a text, in order. */
export function foldWords(text: string): readonly FoldedWord[] {
  tokens.count = 0;
  tokenise(text, 0, tokens);
  return Array.from({ length: tokens.count }, (_, index) => ({
    letters: lettersOf(tokens, index),
    start: tokens.start[index] ?? 0,
    end: tokens.end[index] ?? 0,
    position: tokens.position[index] ?? 0,
  }));
}

const UPPER = 'X';
const OTHER = 'x';

/**
 * The capitals of the word in `text[start, end)`, one character for each folded letter: `X` where the original letter
 * is upper-case, `x` where it is not. `U.S.` gives `XX`, `Łódź` gives `Xxxx`.
 */
export function capitalsOf(text: string, start: number, end: number): string {
  let capitals = '';
  let index = start;
  while (index < end) {
    const kind = foldOf(text.charCodeAt(index));
    let code = text.charCodeAt(index);
    let next = index + 1;
    if (kind === AMPERSAND) {
      const entity = decodeEntity(text, index);
      if (entity !== undefined) {
        code = entity.code;
        next = entity.end;
      }
    } else if (kind === LESS_THAN) {
      index = markupAt(text, index)?.end ?? next;
      continue;
    } else if (kind === SURROGATE) {
      code = text.codePointAt(index) ?? 0;
      if (code > 0xffff) next = index + 2;
    }
    capitals += (isUpper(code) ? UPPER : OTHER).repeat(lettersIn(code, text, index));
    index = next;
  }
  return capitals;
}

/** How many folded letters a character inside a word becomes. */
function lettersIn(code: number, text: string, index: number): number {
  const folded = code > 0xffff ? EXPAND : foldOf(code);
  if (folded >= FIRST_LETTER || folded === PERCENT) return 1;
  if (folded === EXPAND) return expansionOf(code).length;
  const betweenDigits = folded === COMMA || (folded === DOT && /\d/.test(text.charAt(index - 1)));
  return betweenDigits ? 1 : 0;
}
