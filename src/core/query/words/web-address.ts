/** Steps over addresses of pages and people, whose parts are not words of the text. */
import { FOLD, LESS_THAN, SPACE } from './fold-table.ts';

const QUOTE = 0x22;

function spells(letters: Uint16Array, from: number, to: number, word: string): boolean {
  if (to - from !== word.length) return false;
  for (let index = 0; index < word.length; index += 1) {
    if (letters[from + index] !== word.charCodeAt(index)) return false;
  }
  return true;
}

/** Whether the folded word in `letters[from, to)` opens a web address before `://`. */
export function isScheme(letters: Uint16Array, from: number, to: number): boolean {
  return spells(letters, from, to, 'https') || spells(letters, from, to, 'http');
}

/** Whether the folded word in `letters[from, to)` opens a web address before a full stop. */
export function isWww(letters: Uint16Array, from: number, to: number): boolean {
  return spells(letters, from, to, 'www');
}

/** The offset where an address ends that goes on at `from`: at a space, a quotation mark or a tag. */
export function addressEnd(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const kind = FOLD[unit];
    if (kind === SPACE || kind === LESS_THAN || unit === QUOTE) return index;
  }
  return text.length;
}
