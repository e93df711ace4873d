/** Where splitting a text into words stands; what the fast loop and the careful one hand to each other. */
import { FULL_STOP, isLower, STOP } from './fold-table.ts';
import { SEED } from './hash.ts';
import { mayCarryDot } from './sentence.ts';
import { GAP, type Tokens } from './tokens.ts';

export type Cursor = {
  /** Next unit of the text to read. */
  index: number;
  /** Where the next folded letter goes in `tokens.letters`. */
  write: number;
  /** Position of the next word. */
  place: number;
  /** Words that stood before this field. */
  first: number;
  /** The mark that may have ended a sentence: DOT, STOP or FULL_STOP; 0 for none. */
  stop: number;
  /** Whether a space has followed that mark. */
  spaced: boolean;
  /** Offset after an apostrophe that ended a word, where a possessive s would stand. */
  afterApostrophe: number;
  /** Offset after the last letter of the last word. */
  ended: number;
  /** Whether a word is being read; the rest is about that word. */
  open: boolean;
  began: number;
  hash: number;
  /** Where the last single letter of an acronym begins in `tokens.letters`. */
  segment: number;
};

export function createCursor(tokens: Tokens): Cursor {
  const { count } = tokens;
  return {
    index: 0,
    write: tokens.at[count] ?? 0,
    place: count === 0 ? 0 : (tokens.position[count - 1] ?? 0) + GAP,
    first: count,
    stop: 0,
    spaced: false,
    afterApostrophe: -1,
    ended: -1,
    open: false,
    began: 0,
    hash: SEED,
    segment: 0,
  };
}

const LETTER_S = 0x73;

/** Opens a word at `began`, whose first unit is given; a sentence may have ended before it. */
export function openWord(cursor: Cursor, tokens: Tokens, began: number, unit: number): void {
  if (cursor.stop !== 0) cursor.place += gapBefore(cursor, tokens, unit);
  cursor.open = true;
  cursor.began = began;
  cursor.hash = SEED;
  cursor.segment = cursor.write;
}

/** Positions to leave out before a word that begins with `unit`, after a mark that may have ended a sentence. */
export function gapBefore(cursor: Cursor, tokens: Tokens, unit: number): number {
  const gap = endsSentence(cursor, tokens, unit) ? GAP : 0;
  cursor.stop = 0;
  return gap;
}

function endsSentence({ stop, spaced, first }: Cursor, tokens: Tokens, unit: number): boolean {
  const { count, letters, at } = tokens;
  if (count === first) return false;
  if (stop === FULL_STOP) return true;
  if (!spaced || isLower(unit)) return false;
  return stop === STOP || !mayCarryDot(letters, at[count - 1] ?? 0, at[count] ?? 0, unit);
}

/** Adds the word that is open; a possessive s is dropped instead. */
export function closeWord(cursor: Cursor, tokens: Tokens): void {
  const { count } = tokens;
  const { write, began } = cursor;
  const from = tokens.at[count] ?? 0;
  cursor.open = false;
  if (began === cursor.afterApostrophe && write - from === 1 && tokens.letters[from] === LETTER_S) {
    cursor.write = from;
    return;
  }
  tokens.hash[count] = cursor.hash;
  tokens.start[count] = began;
  tokens.end[count] = cursor.ended;
  tokens.position[count] = cursor.place;
  tokens.at[count + 1] = write;
  tokens.count = count + 1;
  cursor.place += 1;
}

/** Forgets the open word, which was the beginning of an address that ends at `end`; no phrase reaches across it. */
export function dropAddress(cursor: Cursor, tokens: Tokens): void {
  cursor.write = tokens.at[tokens.count] ?? 0;
  cursor.open = false;
  cursor.place += 1;
}
