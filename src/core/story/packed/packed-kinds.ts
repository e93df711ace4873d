/** The kinds of things that a title names, with their names, in a text of term numbers: a hundred thousand small lists are megabytes. */
import type { NamedKind } from '../reading/named-kinds.ts';

/** A number takes two characters of 15 bits; the second of a kind has one bit more. */
const BITS = 15;
const MASK = 2 ** BITS - 1;
const KIND = 2 ** BITS;

/** Packs kinds by the numbers of their terms; a vocabulary holds those as long as the text is kept. */
export function packKinds(kinds: readonly NamedKind[], numberOf: (term: string) => number): string {
  const write = (term: string, mark: number): string => {
    const number = numberOf(term);
    return String.fromCharCode(number & MASK, (number >>> BITS) | mark);
  };
  return kinds
    .map(({ kind, names }) => write(kind, KIND) + names.map((name) => write(name, 0)).join(''))
    .join('');
}

/** The kinds with their names again. */
export function unpackKinds(
  packed: string,
  spellingOf: (term: number) => string,
): ReadonlyMap<string, readonly string[]> {
  const kinds = new Map<string, string[]>();
  let names: string[] = [];
  eachTerm(packed, (term, isKind) => {
    if (!isKind) {
      names.push(spellingOf(term));
      return;
    }
    names = [];
    kinds.set(spellingOf(term), names);
  });
  return kinds;
}

/** The terms of kinds and names, as often as they stand there. */
export function termsOfKinds(packed: string): readonly number[] {
  const terms: number[] = [];
  eachTerm(packed, (term) => terms.push(term));
  return terms;
}

function eachTerm(packed: string, visit: (term: number, isKind: boolean) => void): void {
  for (let at = 0; at < packed.length; at += 2) {
    const [low, high] = [packed.charCodeAt(at), packed.charCodeAt(at + 1)];
    visit(((high & MASK) << BITS) | low, (high & KIND) !== 0);
  }
}
