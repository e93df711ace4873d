/** Splits a text into folded words in one pass: markup, entities, case and diacritics go, offsets stay the original's. */
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
  FIRST_LETTER,
  FOLD,
  FULL_STOP,
  IGNORE,
  isLower,
  isSingle,
  LESS_THAN,
  MARK,
  SINGLE,
  singleOf,
  SPACE,
  STOP,
  SURROGATE,
} from './fold-table.ts';
import { hashOf, nextHash, SEED } from './hash.ts';
import { markupAt } from './markup.ts';
import { mayCarryDot } from './sentence.ts';
import { GAP, reserve, type Tokens } from './tokens.ts';
import { addressEnd, isScheme, isWww } from './web-address.ts';

const LETTER_S = 0x73;
const SMALL_I = 0x438;
const SHORT_I = 0x439;
const BREVE = 0x306;

/** Sure ends of sentences: full stops that need no space, block markup. */
const SURE = FULL_STOP;

function isDigit(folded: number): boolean {
  return folded >= 0x30 && folded <= 0x39;
}

/** Whether a unit after a letter leaves no doubt that the word ends there. */
function endsWord(folded: number): boolean {
  return (
    folded === SPACE ||
    folded === BREAK ||
    (folded >= DOT && folded <= APOSTROPHE) ||
    (folded >= COLON && folded <= AT_SIGN)
  );
}

function isLetter(folded: number): boolean {
  return folded > 0x39;
}

/**
 * Appends the words of one field to `tokens`. What counts as a word is told to analysts in docs/query-language.md:
 * apostrophes and hyphens split, a possessive 's is dropped, `3,5` and `U.S.` are one word each, Chinese and Japanese
 * characters, Hangul syllables and % are words of their own, addresses of pages and people are none.
 */
export function tokenise(text: string, field: number, tokens: Tokens): void {
  reserve(tokens, text.length);
  const { letters, at } = tokens;
  const units = text.length;
  const first = tokens.count;
  let count = first;
  let write = at[count] ?? 0;
  let place = count === 0 ? 0 : (tokens.position[count - 1] ?? 0) + GAP;
  let open = false;
  let hashed = SEED;
  let began = 0;
  let ended = -1;
  /** Where the last single letter of an acronym begins in `letters`. */
  let segment = 0;
  /** Offset after an apostrophe that ended a word, where a possessive s would stand. */
  let afterApostrophe = -1;
  let possessive = false;
  let stop = 0;
  let spaced = false;
  let index = 0;

  while (index <= units) {
    // One unit past the end closes the last word.
    let unit = index === units ? 0 : text.charCodeAt(index);
    let folded = FOLD[unit] ?? BREAK;
    let next = index + 1;
    let rest = '';
    let single = false;

    if (folded < FIRST_LETTER) {
      if (folded === AMPERSAND) {
        const entity = decodeEntity(text, index);
        folded = BREAK;
        if (entity !== undefined) {
          next = entity.end;
          unit = entity.code;
          folded = unit > 0xffff ? SURROGATE : (FOLD[unit] ?? BREAK);
          if (folded === AMPERSAND || folded === LESS_THAN) folded = BREAK;
        }
      }
      if (folded === SURROGATE) {
        if (unit <= 0xffff) {
          unit = text.codePointAt(index) ?? 0;
          if (unit > 0xffff) next = index + 2;
        }
        rest = expansionOf(unit);
        folded = rest === '' ? BREAK : isSingle(unit) ? SINGLE : EXPAND;
      } else if (folded === EXPAND) rest = expansionOf(unit);
      else if (folded === SINGLE) rest = String.fromCharCode(singleOf(unit));

      switch (folded) {
        case EXPAND:
          folded = rest.charCodeAt(0);
          break;
        case IGNORE:
          index = next;
          continue;
        case MARK:
          if (!open) folded = BREAK;
          else if (!dropsMarks(letters[write - 1] ?? 0)) folded = unit;
          else {
            if (unit === BREVE && letters[write - 1] === SMALL_I) {
              letters[write - 1] = SHORT_I;
              hashed = hashOf(letters, at[count] ?? 0, write);
            }
            index = next;
            ended = next;
            continue;
          }
          break;
        case LESS_THAN: {
          const markup = markupAt(text, index);
          if (markup === undefined) break;
          next = markup.end;
          if (markup.inline) {
            index = next;
            continue;
          }
          stop = SURE;
          break;
        }
        case DOT:
        case COMMA: {
          const last = letters[write - 1] ?? 0;
          const following = FOLD[next < units ? text.charCodeAt(next) : 0] ?? BREAK;
          if (open && ended === index) {
            if (isDigit(last) && isDigit(following)) {
              letters[write] = 0x2e;
              write += 1;
              hashed = nextHash(hashed, 0x2e);
              index = next;
              continue;
            }
            if (folded === DOT && write - segment === 1 && isLetter(last)) {
              const beyond = FOLD[next + 1 < units ? text.charCodeAt(next + 1) : 0] ?? BREAK;
              if (isLetter(following) && endsWord(beyond)) {
                segment = write;
                index = next;
                continue;
              }
              if (segment > (at[count] ?? 0)) {
                ended = next;
                break;
              }
            }
            if (folded === DOT && following >= FIRST_LETTER && isWww(letters, at[count] ?? 0, write)) {
              write = at[count] ?? 0;
              open = false;
              place += 1;
              next = addressEnd(text, next);
              break;
            }
          }
          if (folded === DOT) {
            stop = DOT;
            spaced = false;
          }
          break;
        }
        case STOP:
        case FULL_STOP:
          stop = folded;
          spaced = false;
          break;
        case SPACE:
          spaced = true;
          break;
        case APOSTROPHE:
          if (open || ended === index) afterApostrophe = next;
          break;
        case COLON:
        case AT_SIGN:
          if (open && ended === index) {
            const address =
              folded === COLON
                ? isScheme(letters, at[count] ?? 0, write) && text.startsWith('//', next)
                : (FOLD[text.charCodeAt(next)] ?? BREAK) >= FIRST_LETTER;
            if (address) {
              write = at[count] ?? 0;
              open = false;
              place += 1;
              next = addressEnd(text, next);
            }
          }
          break;
      }

      if (folded < FIRST_LETTER) {
        if (open) {
          open = false;
          if (possessive && write - (at[count] ?? 0) === 1 && letters[write - 1] === LETTER_S) write -= 1;
          else {
            push(tokens, count, write, hashed, began, ended, place);
            count += 1;
            place += 1;
          }
        }
        if (folded !== SINGLE) {
          index = next;
          continue;
        }
        single = true;
        folded = rest.charCodeAt(0);
      }
    }

    if (!open) {
      if (stop !== 0) {
        const ends =
          stop === SURE ||
          (spaced &&
            !isLower(unit) &&
            (stop === STOP || !mayCarryDot(letters, at[count - 1] ?? 0, at[count] ?? 0)));
        if (ends && count > first) place += GAP;
        stop = 0;
      }
      open = true;
      began = index;
      segment = write;
      hashed = SEED;
      possessive = index === afterApostrophe;
    }
    letters[write] = folded;
    write += 1;
    hashed = nextHash(hashed, folded);
    for (let more = 1; more < rest.length; more += 1) {
      letters[write] = rest.charCodeAt(more);
      write += 1;
      hashed = nextHash(hashed, rest.charCodeAt(more));
    }
    ended = next;
    index = next;
    if (single) {
      open = false;
      push(tokens, count, write, hashed, began, ended, place);
      count += 1;
      place += 1;
    }
  }
  tokens.field.fill(field, first, count);
  tokens.count = count;
}

function push(
  tokens: Tokens,
  count: number,
  write: number,
  hash: number,
  start: number,
  end: number,
  position: number,
): void {
  tokens.hash[count] = hash;
  tokens.start[count] = start;
  tokens.end[count] = end;
  tokens.position[count] = position;
  tokens.at[count + 1] = write;
}
