/** The folded words of a headline, one spelling for accents, apostrophes, thousands and percent. */

/** Tells a name from the word that it is written with. */
export const NAME_MARK = '^';
/** Tells what a word has in common with its kin in other languages: commission, Kommission, comisión, komisja. */
export const KIN_MARK = '~';
/** Words are compared by their beginning: endings differ by case, number and language, beginnings by meaning. */
export const STEM = 7;

const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  ı: 'i',
};
const PLAIN = /^[\u0020-\u007e]*$/;
const US = /\bU\.S\.A?\.?|\bUSA?\b|\bEE\. ?UU\.?|\bVS\b/g;

/** Lower case, no diacritics, one kind of apostrophe. */
export function fold(text: string): string {
  // Most text has nothing to fold but its capitals, and normalising is slow.
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll('`', "'");
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[ßłøæœđðı]/g, (letter) => SPELLED[letter] ?? letter)
    .replace(/[’‘`´]/g, "'");
}

/** The words of a text, folded; numbers without separators of thousands, and `d` for the decimal point. */
export function wordsOf(text: string): readonly string[] {
  const plain = fold(text.replace(US, ' usa '))
    .replace(/(\d)[.,](?=\d{3}\b)/g, '$1')
    .replace(/(\d)[.,](?=\d)/g, '$1d')
    .replace(/%/g, ' percent ')
    .replace(/'s\b/g, '')
    .replace(/\b(?:d|l|dell|all|dall|un|qu|s|n|c|j|m|nell|sull)'(?=\p{L})/gu, ' ');
  return (plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).flatMap(piecesOf);
}

/** Pairs of letters, as scripts without spaces are read. */
const LETTER_PAIR =
  /^[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Hangul}\p{N}]{2}$/u;

/** Whether a word is a pair of letters of a script without spaces. */
export function isLetterPair(word: string): boolean {
  return word.length === 2 && LETTER_PAIR.test(word);
}

/** Scripts without spaces are read by pairs of letters. */
function piecesOf(word: string): readonly string[] {
  if (word.length < 3 || !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word))
    return [word];
  return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
}
