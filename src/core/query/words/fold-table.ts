/** One table that says, for every UTF-16 unit, which letter it folds to or what it does to the word it stands in. */

/** What a unit that is no plain letter does; letters fold to values from `FIRST_LETTER`. */
export const BREAK = 0;
export const SPACE = 1;
/** Soft hyphens, joiners, direction marks: as if they were not there. */
export const IGNORE = 2;
/** Combining marks U+0300–036F: dropped on Latin, Greek and Cyrillic, kept elsewhere. */
export const MARK = 3;
/** Folds to several letters; see `expansionOf`. */
export const EXPAND = 4;
/** A word by itself. */
export const PERCENT = 5;
export const DOT = 6;
export const COMMA = 7;
/** Ends a sentence where a space follows. */
export const STOP = 8;
/** Ends a sentence whatever follows. */
export const FULL_STOP = 9;
export const APOSTROPHE = 10;
export const AMPERSAND = 11;
export const LESS_THAN = 12;
export const SURROGATE = 13;
export const COLON = 14;
export const AT_SIGN = 15;
/** Not worked out yet; `foldOf` does that. */
const UNREAD = 16;
export const FIRST_LETTER = 0x30;
/** Letters from here on are words by themselves: Chinese and Japanese characters, Hangul syllables. */
export const FIRST_ALONE = 0x2e80;

/** By unit; a value below `FIRST_LETTER` is a kind. Whoever meets a kind that is none of the above asks `foldOf`. */
export const FOLD: Uint16Array = new Uint16Array(0x10000);

const UPPER = 1;
const LOWER = 2;
const CASE = new Uint8Array(0x10000);

const EXPANSIONS = new Map<number, string>();

/** Letters that no Unicode decomposition takes apart, though readers type them so. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ƒ: 'f',
  ŧ: 't',
  ĸ: 'k',
  ς: 'σ',
};

const SPELLED_LETTER = new RegExp(`[${Object.keys(SPELLED).join('')}]`, 'g');
const WORD_CHARACTER = /^[\p{L}\p{M}\p{Nd}\p{Nl}]+$/u;
const ALONE = /^[\u2e80-\u9fff\uac00-\ud7a3]$/;
const ASTRAL_ALONE = /^\p{Script=Han}$/u;
const MARKS = /[\u0300-\u036f]/g;
/** Folded letters below this are Latin, Greek or Cyrillic. */
const FIRST_OTHER_SCRIPT = 0x530;

const UNITS: readonly (readonly [kind: number, units: string])[] = [
  [SPACE, ' \t\n\v\f\r\u0085\u00A0\u1680\u2028\u2029\u202F\u205F\u3000'],
  [SPACE, '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B'],
  [IGNORE, '\u00AD\u200C\u200D\u200E\u200F\u2060\uFEFF\u061C\u034F'],
  [IGNORE, '\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069'],
  [DOT, '.'],
  [COMMA, ','],
  [STOP, '!?;؟۔।॥…'],
  [FULL_STOP, '。！？｡'],
  [APOSTROPHE, "'‘’‛ʼʻ`´＇′"],
  [AMPERSAND, '&'],
  [LESS_THAN, '<'],
  [COLON, ':'],
  [AT_SIGN, '@'],
  [PERCENT, '%％'],
];

/** The folded spelling of one character, empty where it is no part of a word. */
function spell(character: string): string {
  const composed = character.normalize('NFKC').toLowerCase();
  const bare = composed.normalize('NFKD').replaceAll(MARKS, '');
  const letters = bare.replaceAll(SPELLED_LETTER, (letter) => SPELLED[letter] ?? letter);
  const first = letters.charCodeAt(0);
  const spelled = first < FIRST_OTHER_SCRIPT && composed !== 'й' ? letters : composed;
  return WORD_CHARACTER.test(spelled) && spelled.length <= 4 ? spelled : '';
}

function enter(unit: number): void {
  const character = String.fromCharCode(unit);
  if (unit >= 0xd800 && unit <= 0xdfff) FOLD[unit] = SURROGATE;
  else if (unit >= 0x300 && unit <= 0x36f) FOLD[unit] = MARK;
  else if (unit >= 0xfe00 && unit <= 0xfe0f) FOLD[unit] = IGNORE;
  else if ((unit >= 0xac00 && unit <= 0xd7a3) || (unit >= 0x4e00 && unit <= 0x9fff)) FOLD[unit] = unit;
  else if (WORD_CHARACTER.test(character)) {
    const spelled = spell(character);
    const alone = ALONE.test(spelled);
    if (spelled.length === 1 && (alone || spelled.charCodeAt(0) < FIRST_ALONE))
      FOLD[unit] = spelled.charCodeAt(0);
    else if (spelled !== '') {
      FOLD[unit] = EXPAND;
      EXPANSIONS.set(unit, spelled);
    }
    if (character.toLowerCase() !== character) CASE[unit] = UPPER;
    else if (character.toUpperCase() !== character) CASE[unit] = LOWER;
  }
}

/**
 * Latin, Greek and Cyrillic, and the marks that typesetters use: nearly all texts hold no other units, and to work out all
 * 65,536 takes longer than starting the platform.
 */
const AT_ONCE: readonly (readonly [from: number, to: number])[] = [
  [0, FIRST_OTHER_SCRIPT],
  [0x2000, 0x2100],
];
let whole = false;

function enterMarks(): void {
  for (const [kind, units] of UNITS) for (const unit of units) FOLD[unit.charCodeAt(0)] = kind;
}

FOLD.fill(UNREAD);
for (const [from, to] of AT_ONCE)
  for (let unit = from; unit < to; unit += 1) {
    FOLD[unit] = BREAK;
    enter(unit);
  }
enterMarks();

/** What a unit folds to, or which kind it is of; works out the rest of `FOLD` when it is first asked for a unit there. */
export function foldOf(unit: number): number {
  const known = FOLD[unit] ?? BREAK;
  if (known !== UNREAD || whole) return known;
  whole = true;
  for (let each = 0; each < FOLD.length; each += 1) {
    if (FOLD[each] !== UNREAD) continue;
    FOLD[each] = BREAK;
    enter(each);
  }
  return FOLD[unit] ?? BREAK;
}

/** Whether a unit is an upper-case letter. */
export function isUpper(unit: number): boolean {
  return CASE[unit] === UPPER;
}

/** Whether a unit is a lower-case letter. */
export function isLower(unit: number): boolean {
  return CASE[unit] === LOWER;
}

/** Whether a combining mark after this folded letter is dropped. */
export function dropsMarks(folded: number): boolean {
  return folded < FIRST_OTHER_SCRIPT;
}

/** The letters that an `EXPAND` unit or a character beyond U+FFFF folds to; empty where it is no letter. */
export function expansionOf(codePoint: number): string {
  return codePoint > 0xffff ? spell(String.fromCodePoint(codePoint)) : (EXPANSIONS.get(codePoint) ?? '');
}

/** Whether a character beyond U+FFFF is a word by itself. */
export function isAloneBeyond(codePoint: number): boolean {
  return ASTRAL_ALONE.test(String.fromCodePoint(codePoint));
}
