/** What a term of a headline is: a plain word, a number, a name, or one of the concepts of the shared lists. */
import { KIN_MARK, NAME_MARK } from './headline.ts';

export const WORD = 0;
export const NUMBER = 1;
export const NAME = 2;
export const PLACE = 3;
export const ACT = 4;
/** Whatever else stands in the lists: bodies, offices, things. */
export const SUBJECT = 5;
/** What a word has in common with its kin in other languages; between two texts of one language it says nothing. */
export const KIN = 6;
export type TermKind =
  | typeof WORD
  | typeof NUMBER
  | typeof NAME
  | typeof PLACE
  | typeof ACT
  | typeof SUBJECT
  | typeof KIN;

/** The kind of a term by its spelling: the lists of places and of acts stand in files of these names. */
export function termKind(term: string): TermKind {
  if (term.startsWith(NAME_MARK)) return NAME;
  if (term.startsWith(KIN_MARK)) return KIN;
  if (/^\d/.test(term)) return NUMBER;
  if (!term.includes('.')) return WORD;
  if (term.startsWith('places.')) return PLACE;
  return term.startsWith('acts.') ? ACT : SUBJECT;
}
