/** What a term of a headline is: a plain word, a number, a name, or one of the concepts of the shared lists. */
import { KIN_MARK, NAME_MARK } from './reading/headline-words.ts';

export const WORD = 0;
export const NUMBER = 1;
export const NAME = 2;
export const PLACE = 3;
export const ACT = 4;
/** Whatever else stands in the lists: bodies, offices, things. */
export const SUBJECT = 5;
/** What a word has in common with its kin in other languages; between two texts of one language it says nothing. */
export const KIN = 6;
/** A day of the week or a month: two plans of one office for Monday are two. */
export const WHEN = 7;
export type TermKind =
  | typeof WORD
  | typeof NUMBER
  | typeof NAME
  | typeof PLACE
  | typeof ACT
  | typeof SUBJECT
  | typeof KIN
  | typeof WHEN;
/** All of them, each in its place. */
export const KINDS = [WORD, NUMBER, NAME, PLACE, ACT, SUBJECT, KIN, WHEN] as const;

/**
 * Numbers that any two headlines may have in common, whatever they count: what there are up to a dozen of, the decades and
 * one hundred. Two weeks and two hours have nothing to do with each other.
 */
const USUAL_NUMBER = /^(?:\d|1[012]|[2-9]0|100)$/;

/** Whether a term is a number that tells nothing by itself. */
export function isUsualNumber(term: string): boolean {
  return USUAL_NUMBER.test(term);
}

/** The kind of a term by its spelling: the lists of places and of acts stand in files of these names. */
export function termKind(term: string): TermKind {
  if (term.startsWith(NAME_MARK)) return NAME;
  if (term.startsWith(KIN_MARK)) return KIN;
  if (/^\d/.test(term)) return isUsualNumber(term) ? WORD : NUMBER;
  if (!term.includes('.')) return WORD;
  if (term.startsWith('places.')) return PLACE;
  if (term.startsWith('calendar.')) return WHEN;
  return term.startsWith('acts.') ? ACT : SUBJECT;
}
