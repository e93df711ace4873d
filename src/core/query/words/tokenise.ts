/** Splits a text into folded words in one pass: markup, entities, case and diacritics go, offsets stay the original's. */
import { createCursor, gapBefore } from './cursor.ts';
import {
  AMPERSAND,
  APOSTROPHE,
  BREAK,
  COMMA,
  DOT,
  FIRST_ALONE,
  FIRST_LETTER,
  FOLD,
  FULL_STOP,
  SPACE,
  STOP,
} from './fold-table.ts';
import { nextHash, SEED } from './hash.ts';
import { readIrregular, separate } from './irregular.ts';
import { takeText, type Tokens } from './tokens.ts';

const DIGIT_9 = 0x39;
/** No mark at all: a character that is a word by itself comes before or after. */
const APART = -1;
const LETTER_S = 0x73;
const LETTER_W = 0x77;

/**
 * Appends the words of one field to `tokens`. What counts as a word is told to analysts in docs/query-language.md:
 * apostrophes and hyphens split, a possessive 's is dropped, `3,5` and `U.S.` are one word each, Chinese and Japanese
 * characters, Hangul syllables and % are words of their own, addresses of pages and people are none.
 *
 * This loop reads plain letters between plain separators, which is nearly all of a text; `readIrregular` the rest.
 */
export function tokenise(text: string, field: number, tokens: Tokens): void {
  takeText(tokens, text);
  const { units, letters, at, hash, start, end, position } = tokens;
  const { length } = text;
  const cursor = createCursor(tokens);
  let index = 0;
  let { count } = tokens;
  let { write, place } = cursor;
  while (index < length) {
    const unit = units[index] ?? 0;
    let folded = FOLD[unit] ?? BREAK;
    if (folded >= FIRST_LETTER) {
      const began = index;
      const from = write;
      let hashed = SEED;
      if (folded >= FIRST_ALONE) {
        letters[write] = folded;
        write += 1;
        hashed = nextHash(hashed, folded);
        index += 1;
        folded = APART;
      } else {
        do {
          letters[write] = folded;
          write += 1;
          hashed = nextHash(hashed, folded);
          index += 1;
          folded = FOLD[units[index] ?? 0] ?? BREAK;
        } while (folded >= FIRST_LETTER && folded < FIRST_ALONE);
        if (folded >= FIRST_ALONE) folded = APART;
      }
      if (folded > SPACE && !endsPlainly(folded, letters[write - 1] ?? 0, write - from)) {
        index = began;
        write = from;
        folded = AMPERSAND;
      } else {
        if (cursor.stop !== 0) {
          tokens.count = count;
          place += gapBefore(cursor, tokens, unit);
        }
        cursor.ended = index;
        if (began === cursor.afterApostrophe && write - from === 1 && letters[from] === LETTER_S)
          write = from;
        else {
          hash[count] = hashed;
          start[count] = began;
          end[count] = index;
          position[count] = place;
          count += 1;
          at[count] = write;
          place += 1;
        }
      }
    }
    if (folded === SPACE) {
      cursor.spaced = true;
      index += 1;
    } else if (folded === BREAK) index += 1;
    else if (folded === APART) continue;
    else if (separates(folded)) {
      separate(folded, index, index + 1, cursor);
      index += 1;
    } else {
      cursor.index = index;
      cursor.write = write;
      cursor.place = place;
      tokens.count = count;
      readIrregular(text, cursor, tokens);
      index = cursor.index;
      write = cursor.write;
      place = cursor.place;
      count = tokens.count;
    }
  }
  tokens.count = count;
  tokens.field.fill(field, cursor.first, count);
}

/** Marks that between words only separate. */
function separates(folded: number): boolean {
  return folded >= DOT && folded <= APOSTROPHE;
}

/** Whether a mark after a word of plain letters ends it beyond doubt. */
function endsPlainly(folded: number, last: number, length: number): boolean {
  switch (folded) {
    case STOP:
    case FULL_STOP:
    case APOSTROPHE:
      return true;
    case COMMA:
      return last > DIGIT_9;
    case DOT:
      return last > DIGIT_9 && last !== LETTER_W && length > 1;
    default:
      return false;
  }
}
