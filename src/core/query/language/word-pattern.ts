/** Turns a word or phrase of a query, with its `=` and stars, into patterns over folded words. */
import type { WordMatch, WordPattern } from './ast.ts';
import { capitalsOf, foldWords } from '../words/fold.ts';

export type WordPatterns =
  | { readonly kind: 'ok'; readonly words: readonly WordPattern[] }
  | { readonly kind: 'wrong'; readonly what: string; readonly remedy: string };

const PUNCTUATION = /^[,;.:!?…'’‘]+|[,;.:!?…'’‘]+$/g;

function matchOf(open: boolean, close: boolean): WordMatch {
  if (open) return close ? 'infix' : 'suffix';
  return close ? 'prefix' : 'exact';
}

/**
 * The patterns of one written word. Hyphens and apostrophes split it as they split texts, so it may be a phrase:
 * `burden-shar*` is `burden` followed by a word that begins with `shar`.
 */
export function patternsOfWord(written: string, cased = false): WordPatterns {
  const exact = cased || written.startsWith('=');
  const bare = written.replace(/^=/, '').replaceAll(PUNCTUATION, '');
  const core = bare.replace(/^\*/, '').replace(/\*$/, '');
  const starred = core !== bare;
  if (bare === '*') {
    return {
      kind: 'wrong',
      what: 'a star by itself stands for nothing',
      remedy: 'write letters before or after it, or NEAR/2 to leave a word open',
    };
  }
  if (core.includes('*')) {
    return {
      kind: 'wrong',
      what: `"${written}" has a star inside the word`,
      remedy: 'a star stands for the beginning or the end of a word: appoint* or *sekretär*',
    };
  }
  if (exact && starred) {
    return {
      kind: 'wrong',
      what: `"${written}" asks for an exact word and for any ending`,
      remedy: 'drop the = or the star, or list the exact forms',
    };
  }
  const folded = foldWords(core);
  if (folded.length === 0) {
    return {
      kind: 'wrong',
      what: `"${written}" has no letters or digits, so it can never match`,
      remedy: 'remove it, or write the word it stands for',
    };
  }
  const last = folded.length - 1;
  const words = folded.map(({ letters, start, end }, index) => ({
    match: matchOf(index === 0 && bare.startsWith('*'), index === last && bare.endsWith('*')),
    letters,
    capitals: exact ? capitalsOf(core, start, end) : undefined,
  }));
  return { kind: 'ok', words };
}

/** Letters and digits, single blanks, and stars at the ends of words; of these, words in capitals may be operators. */
const PLAIN = /^[\p{L}\p{N}]+\*?(?: [\p{L}\p{N}]+\*?)*$/u;
const OPERATOR = /(?:^| )(?:AND|OR|NOT|NEAR|BEFORE)(?: |$)/;
const STAR = 0x2a;
/** UTF-16 units; what is longer is looked at with care. */
const LONGEST_PLAIN = 200;

/**
 * The patterns of a phrase that is nothing but words, as `patternsOfWord` reads each of them, at a fraction of the cost;
 * undefined where it may be more. Nearly all entries of lists are such.
 */
export function plainPatterns(written: string): readonly WordPattern[] | undefined {
  if (written.length > LONGEST_PLAIN || !PLAIN.test(written) || OPERATOR.test(written)) return undefined;
  const folded = foldWords(written);
  // A character that no word is made of leaves a written word without any.
  for (const word of written.matchAll(/[^ ]+/g))
    if (!folded.some(({ start }) => start === word.index)) return undefined;
  return folded.map(({ letters, end }) => ({
    match: written.charCodeAt(end) === STAR ? 'prefix' : 'exact',
    letters,
    capitals: undefined,
  }));
}

/** The patterns of the words between quotation marks; each may carry stars or an `=` of its own. */
export function patternsOfPhrase(written: string, cased: boolean): WordPatterns {
  const words: WordPattern[] = [];
  for (const word of written.split(/\s+/)) {
    if (word !== '*' && foldWords(word).length === 0) continue;
    const patterns = patternsOfWord(word, cased);
    if (patterns.kind === 'wrong') return patterns;
    words.push(...patterns.words);
  }
  if (words.length > 0) return { kind: 'ok', words };
  return {
    kind: 'wrong',
    what: 'this phrase has no words',
    remedy: 'write words between the quotation marks',
  };
}
