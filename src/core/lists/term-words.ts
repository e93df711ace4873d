/** Says in words what a list means: a term of it in a language, or its name. */
import { parseListEntry } from '../query/language/parse.ts';
import { foldWords } from '../query/words/fold.ts';
import { isShared, type List, termGroups } from './list.ts';

/** Names of shared lists are English words. */
const NAMED_IN = 'en';
/** Beginnings of words shorter than this say nothing. */
const SHORTEST = 3;

/**
 * The first word or phrase of a list, or of one actor of it, under a language; a beginning such as `dismiss*` as the
 * list's name where that begins so, or else as far as it goes: `renegoc…`. Undefined where nothing stands under it.
 */
export function firstTermIn(
  name: string,
  list: List,
  lang: string,
  actor: string | undefined,
): string | undefined {
  const terms = termGroups(list)
    .filter((group) => group.lang === lang && group.actor === actor)
    .flatMap((group) => group.terms);
  const [first, ...others] = terms.filter(isWording);
  if (first === undefined || !first.includes('*')) return first && plainTerm(first);
  const stem = foldWords(first.replaceAll('*', ''))[0]?.letters ?? '';
  const named = nameWords(name);
  if (actor === undefined && foldWords(named)[0]?.letters.startsWith(stem) === true) return named;
  const whole = others.find((term) => !term.includes('*'));
  if (whole !== undefined) return plainTerm(whole);
  return stem.length < SHORTEST ? undefined : plainTerm(first.replaceAll('*', '…'));
}

/**
 * A list's name as words: of a brief's own as its author wrote it, of a shared one only where the list has these words
 * itself, in English, so that a name made for analysts is not shown to readers. Undefined otherwise.
 */
export function nameOfListIn(name: string, list: List, lang: string): string | undefined {
  const words = nameWords(name);
  if (!isShared(name)) return words;
  if (lang !== NAMED_IN) return undefined;
  const written = termGroups(list)
    .filter((group) => group.lang === undefined || group.lang === lang)
    .flatMap(({ terms }) => terms.filter((term) => !term.includes('$')))
    .flatMap((term) => term.split(/[\s-]+/).map((word) => word.replaceAll(/[=*"]/g, '')));
  const cased = words.split(' ').map((word) => casedAs(written, word));
  return cased.every((word) => word !== undefined) ? cased.join(' ') : undefined;
}

/** The words of a name, without the file: `places.costa_rica` is "costa rica". */
function nameWords(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).replaceAll('_', ' ');
}

/** The word as the list writes it: `us` as `US`, `belgium`, which begins like `Belgi*`, with a capital. */
function casedAs(written: readonly string[], word: string): string | undefined {
  const like = written.filter((each) => {
    const folded = each.toLowerCase();
    return (
      folded === word || (folded.length > SHORTEST && (word.startsWith(folded) || folded.startsWith(word)))
    );
  });
  const [first] = like;
  if (first === undefined) return undefined;
  if (like.some((each) => each === each.toLowerCase())) return word;
  const exact = like.find((each) => each.toLowerCase() === word);
  return exact ?? `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** Whether a term is words that can be read, and no distance, list or field. */
function isWording(term: string): boolean {
  if (term.includes('$')) return false;
  const parsed = parseListEntry(term);
  return parsed.kind === 'ok' && parsed.ast.kind === 'term' && !term.startsWith('*');
}

function plainTerm(term: string): string {
  return term.replaceAll(/["=]/g, '').trim();
}
