/** Reads what the fast loop of `tokenise` does not: entities, markup, marks, acronyms, decimals, addresses, ideographs. */
import { type Cursor, closeWord, dropAddress, openWord } from './cursor.ts';
import { decodeEntity } from './entities.ts';
import {
  AMPERSAND,
  APOSTROPHE,
  AT_SIGN,
  BREAK,
  COLON,
  COMMA,
  DOT,
  dropsMarks,
  EXPAND,
  expansionOf,
  FIRST_ALONE,
  FIRST_LETTER,
  foldOf,
  FULL_STOP,
  IGNORE,
  isAloneBeyond,
  LESS_THAN,
  MARK,
  PERCENT,
  SPACE,
  STOP,
  SURROGATE,
} from './fold-table.ts';
import { hashOf, nextHash } from './hash.ts';
import { markupAt } from './markup.ts';
import type { Tokens } from './tokens.ts';
import { addressEnd, isScheme, isWww } from './web-address.ts';

const SMALL_I = 0x438;
const SHORT_I = 0x439;
const BREVE = 0x306;
const DECIMAL_POINT = 0x2e;
const PERCENT_SIGN = 0x25;
const DIGIT_9 = 0x39;

/** Reads on until the fast loop can take over: no word is open, and a plain letter, a space or the end is next. */
export function readIrregular(text: string, cursor: Cursor, tokens: Tokens): void {
  while (cursor.index < text.length) {
    readUnit(text, cursor, tokens);
    const next = foldAt(tokens, cursor.index);
    if (!cursor.open && (next >= FIRST_LETTER || next <= SPACE)) return;
  }
  if (cursor.open) closeWord(cursor, tokens);
}

/** What a unit of the text is; spaces stand after the last one. */
function foldAt({ units }: Tokens, index: number): number {
  return foldOf(units[index] ?? 0);
}

function readUnit(text: string, cursor: Cursor, tokens: Tokens): void {
  const { index } = cursor;
  let unit = tokens.units[index] ?? 0;
  let kind = foldAt(tokens, index);
  let next = index + 1;
  if (kind === AMPERSAND) {
    const entity = decodeEntity(text, index);
    kind = BREAK;
    if (entity !== undefined) {
      next = entity.end;
      unit = entity.code;
      kind = unit > 0xffff ? SURROGATE : foldOf(unit);
      if (kind === AMPERSAND || kind === LESS_THAN) kind = BREAK;
    }
  }
  if (kind >= FIRST_ALONE) return readAlone(kind, unit, next, cursor, tokens);
  if (kind >= FIRST_LETTER) return readLetter(kind, unit, next, cursor, tokens);
  switch (kind) {
    case SURROGATE:
      return readAstral(unit > 0xffff ? unit : (text.codePointAt(index) ?? 0), next, cursor, tokens);
    case EXPAND:
      return readLetters(expansionOf(unit), unit, next, cursor, tokens);
    case PERCENT:
      return readAlone(PERCENT_SIGN, unit, next, cursor, tokens);
    case MARK:
      return readMark(unit, next, cursor, tokens);
    case IGNORE:
      cursor.index = next;
      return;
    case LESS_THAN: {
      const markup = markupAt(text, index);
      cursor.index = markup?.end ?? next;
      if (markup?.inline === true) return;
      if (cursor.open) closeWord(cursor, tokens);
      if (markup !== undefined) cursor.stop = FULL_STOP;
      return;
    }
    case DOT:
    case COMMA:
      if (cursor.open && cursor.ended === index && readPoint(text, kind, next, cursor, tokens)) return;
      break;
    case COLON:
    case AT_SIGN:
      if (cursor.open && cursor.ended === index && opensAddress(text, kind, next, cursor, tokens)) {
        dropAddress(cursor, tokens);
        next = addressEnd(text, next);
      }
      break;
    default:
      break;
  }
  if (cursor.open) {
    closeWord(cursor, tokens);
    if (kind === APOSTROPHE) cursor.afterApostrophe = next;
  }
  separate(kind, index, next, cursor);
}

/** What a mark between words means for the words after it. */
export function separate(kind: number, index: number, next: number, cursor: Cursor): void {
  cursor.index = next;
  if (kind === SPACE) cursor.spaced = true;
  else if (kind === APOSTROPHE) {
    if (cursor.ended === index) cursor.afterApostrophe = next;
  } else if (kind === DOT || kind === STOP || kind === FULL_STOP) {
    cursor.stop = kind;
    cursor.spaced = false;
  }
}

/** Adds a folded letter, which `unit` was before, to the word; opens one where none is open. */
function readLetter(letter: number, unit: number, next: number, cursor: Cursor, tokens: Tokens): void {
  if (!cursor.open) openWord(cursor, tokens, cursor.index, unit);
  tokens.letters[cursor.write] = letter;
  cursor.write += 1;
  cursor.hash = nextHash(cursor.hash, letter);
  cursor.ended = next;
  cursor.index = next;
}

function readLetters(letters: string, unit: number, next: number, cursor: Cursor, tokens: Tokens): void {
  for (let at = 0; at < letters.length; at += 1)
    readLetter(letters.charCodeAt(at), unit, next, cursor, tokens);
}

/** A character that is a word by itself. */
function readAlone(letter: number, unit: number, next: number, cursor: Cursor, tokens: Tokens): void {
  if (cursor.open) closeWord(cursor, tokens);
  readLetter(letter, unit, next, cursor, tokens);
  closeWord(cursor, tokens);
}

function readAstral(code: number, after: number, cursor: Cursor, tokens: Tokens): void {
  const next = after === cursor.index + 1 && code > 0xffff ? after + 1 : after;
  const letters = expansionOf(code);
  if (letters === '') {
    if (cursor.open) closeWord(cursor, tokens);
    cursor.index = next;
    return;
  }
  const alone = isAloneBeyond(code);
  if (alone && cursor.open) closeWord(cursor, tokens);
  readLetters(letters, code, next, cursor, tokens);
  if (alone) closeWord(cursor, tokens);
}

function readMark(unit: number, next: number, cursor: Cursor, tokens: Tokens): void {
  const { letters, at, count } = tokens;
  const last = letters[cursor.write - 1] ?? 0;
  if (!cursor.open) cursor.index = next;
  else if (!dropsMarks(last)) readLetter(unit, unit, next, cursor, tokens);
  else {
    if (unit === BREVE && last === SMALL_I) {
      letters[cursor.write - 1] = SHORT_I;
      cursor.hash = hashOf(letters, at[count] ?? 0, cursor.write);
    }
    cursor.index = next;
    cursor.ended = next;
  }
}

/** A full stop or comma right after a letter: whether it belongs to the word, as in `3,5`, `U.S.` or `www.`. */
function readPoint(text: string, kind: number, next: number, cursor: Cursor, tokens: Tokens): boolean {
  const from = tokens.at[tokens.count] ?? 0;
  const last = tokens.letters[cursor.write - 1] ?? 0;
  const following = foldAt(tokens, next);
  if (isDigit(last) && isDigit(following)) {
    readLetter(DECIMAL_POINT, 0, next, cursor, tokens);
    return true;
  }
  if (kind === COMMA) return false;
  if (cursor.write - cursor.segment === 1 && last > DIGIT_9) {
    if (following > DIGIT_9 && endsWord(foldAt(tokens, next + 1))) {
      cursor.segment = cursor.write;
      cursor.index = next;
      return true;
    }
    if (cursor.segment > from) {
      cursor.ended = next;
      cursor.index = next;
      closeWord(cursor, tokens);
      return true;
    }
  }
  if (following < FIRST_LETTER || !isWww(tokens.letters, from, cursor.write)) return false;
  dropAddress(cursor, tokens);
  cursor.index = addressEnd(text, next);
  return true;
}

function isDigit(folded: number): boolean {
  return folded >= 0x30 && folded <= DIGIT_9;
}

/** Whether a unit after a letter leaves no doubt that the word ends there. */
function endsWord(kind: number): boolean {
  return (
    kind === SPACE ||
    kind === BREAK ||
    (kind >= DOT && kind <= APOSTROPHE) ||
    kind === COLON ||
    kind === AT_SIGN
  );
}

/** Whether the open word and the mark after it begin the address of a page or a person. */
function opensAddress(text: string, kind: number, next: number, cursor: Cursor, tokens: Tokens): boolean {
  if (kind === AT_SIGN) return foldAt(tokens, next) >= FIRST_LETTER;
  return isScheme(tokens.letters, tokens.at[tokens.count] ?? 0, cursor.write) && text.startsWith('//', next);
}
