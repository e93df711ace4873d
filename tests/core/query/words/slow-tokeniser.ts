/** Words of a text by the rules of docs/query-language.md, written for obviousness: the peer of tokenise.ts. */
import type { FoldedWord } from '../../../../src/core/query/words/fold.ts';

export type SlowWord = FoldedWord & { readonly capitals: string };

type Character = { readonly text: string; readonly start: number; readonly end: number };

/** Stands for a less-than sign or ampersand that is neither markup nor a reference. */
const SIGN = '\uE001';

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: SIGN,
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  rsquo: '’',
  eacute: 'é',
  Eacute: 'É',
  ndash: '–',
  szlig: 'ß',
  shy: '\u00ad',
};
const INLINE = /^<\/?(?:b|i|em|strong|a|span)(?![A-Za-z0-9])/i;
/** Stands for a block element: a space and a sure end of sentence. */
const BLOCK = '\uE000';
const ABBREVIATIONS = new Set(['gen', 'mr', 'dr', 'st', 'prof', 'sen', 'jan']);
const APOSTROPHES = new Set("'‘’ʼ`´");
const SPECIAL: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ς: 'σ',
};

/** The characters that are left when markup is gone and references are decoded, with the place each came from. */
function charactersOf(text: string): readonly Character[] {
  const characters: Character[] = [];
  let rest = text;
  let start = 0;
  const take = (length: number, decoded: string | undefined): void => {
    if (decoded !== undefined) characters.push({ text: decoded, start, end: start + length });
    start += length;
    rest = rest.slice(length);
  };
  while (start < text.length) {
    const tag = /^<\/?[A-Za-z][^<>]*>/.exec(rest)?.[0];
    const twice = /^&amp;(?:#(\d+)|([A-Za-z]+));/.exec(rest);
    const reference = /^&(?:#(\d+)|#x([\da-f]+)|([A-Za-z]+));/i.exec(rest);
    const decodedTwice = twice === null ? undefined : decode(twice[1], undefined, twice[2]);
    const decoded = reference === null ? undefined : decode(reference[1], reference[2], reference[3]);
    if (tag !== undefined) take(tag.length, INLINE.test(tag) ? undefined : BLOCK);
    else if (twice !== null && decodedTwice !== undefined) take(twice[0].length, decodedTwice);
    else if (reference !== null && decoded !== undefined) take(reference[0].length, decoded);
    else {
      const [character = ''] = rest;
      take(character.length, character === '<' ? SIGN : character === '&' ? SIGN : character);
    }
  }
  return characters;
}

function decode(decimal?: string, hexadecimal?: string, name?: string): string | undefined {
  if (name !== undefined) return NAMED[name];
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return String.fromCodePoint(code);
}

/** Folded letters of a character; empty for what is no letter. */
function foldedOf(character: string, before: string): string {
  if (/[\u0300-\u036f]/.test(character)) {
    if (character === '\u0306' && before === 'и') return '\u0306';
    return /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]/u.test(before) ? '' : character;
  }
  const lower = character.toLowerCase();
  if (lower === 'й') return lower;
  const bare = lower.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '');
  const spelled = bare.replaceAll(/./gu, (letter) => SPECIAL[letter] ?? letter);
  return /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]/u.test(spelled)
    ? spelled
    : lower.normalize('NFKC');
}

const isLetter = (text: string): boolean => /^[\p{L}\p{M}\p{Nd}\p{Nl}]+$/u.test(text);
const isAlone = (text: string): boolean =>
  /^[%\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}\p{Script=Hiragana}]$/u.test(text);
const isIgnored = (text: string): boolean =>
  ['\u00ad', '\u200d', '\u200c', '\ufeff', '\u2060'].includes(text);

/** The words of one text. Positions begin at 0. */
export function slowWords(text: string, gap: number): readonly SlowWord[] {
  const characters = charactersOf(text).filter(({ text }) => !isIgnored(text));
  const at = (index: number): string => characters[index]?.text ?? '';
  const plain = (index: number): boolean => at(index) !== '' && isLetter(at(index)) && !isAlone(at(index));
  /** Whether a character stands right after the one before it, as itself. */
  const touching = (index: number): boolean => {
    const [before, own] = [characters[index - 1], characters[index]];
    return own !== undefined && before?.end === own.start && own.end - own.start === own.text.length;
  };
  const rawAfter = (index: number): string => text.charAt(characters[index]?.end ?? text.length);
  const words: SlowWord[] = [];
  let position = -1;
  let index = 0;
  let between = '';
  let wordEndedAt = -1;
  while (index < characters.length) {
    if (!isAlone(at(index)) && !(plain(index) && !/[\u0300-\u036f]/.test(at(index)))) {
      between += at(index);
      index += 1;
      continue;
    }
    const first = index;
    let letters = '';
    let capitals = '';
    const append = (): void => {
      const folded = foldedOf(at(index), letters.at(-1) ?? '');
      if (folded === '\u0306') letters = `${letters.slice(0, -1)}й`;
      else {
        letters += folded;
        capitals += (at(index) === at(index).toLowerCase() ? 'x' : 'X').repeat(folded.length);
      }
      index += 1;
    };
    let acronym = false;
    if (isAlone(at(index))) append();
    else {
      while (plain(index)) {
        append();
        const decimal =
          /[.,]/.test(at(index)) &&
          /\d/.test(at(index - 1)) &&
          /\d/.test(at(index + 1)) &&
          touching(index) &&
          touching(index + 1);
        if (decimal) {
          letters += '.';
          capitals += 'x';
          index += 1;
        }
        const single =
          (acronym || letters.length === 1) &&
          /\p{L}/u.test(letters.at(-1) ?? '') &&
          at(index) === '.' &&
          touching(index);
        const another = plain(index + 1) && /\p{L}/u.test(at(index + 1)) && touching(index + 1);
        if (single && another && /^$|[^\p{L}\p{M}\p{N}%&<\u00ad\ud800-\udfff]/u.test(rawAfter(index + 1))) {
          acronym = true;
          index += 1;
        }
      }
      if (acronym && at(index) === '.' && touching(index)) index += 1;
    }
    const possessive =
      letters === 's' && first > 0 && wordEndedAt === first - 1 && APOSTROPHES.has(at(first - 1));
    if (!possessive) {
      position +=
        1 + (words.length > 0 && endsSentence(between, words.at(-1)?.letters ?? '', at(first)) ? gap : 0);
      words.push({
        letters,
        capitals,
        position,
        start: characters[first]?.start ?? 0,
        end: characters[index - 1]?.end ?? 0,
      });
    }
    wordEndedAt = index;
    between = '';
  }
  return words;
}

/** Whether a sentence ends in what stands between two words. */
function endsSentence(between: string, before: string, next: string): boolean {
  const last = between.match(/[.!?;…。\uE000]/g)?.at(-1);
  if (last === undefined) return false;
  if (last === BLOCK || last === '。') return true;
  const spaced = /\s/.test(between.slice(between.lastIndexOf(last) + 1));
  if (!spaced || (next === next.toLowerCase() && next !== next.toUpperCase())) return false;
  if (last !== '.') return true;
  const carriesDot =
    before.length === 1 ||
    /^\d\d$/.test(before) ||
    ABBREVIATIONS.has(before) ||
    (before === 'no' && /\d/.test(next));
  return !carriesDot;
}
