/** Numbers every distinct word pattern, phrase, term and list of a rule set, so that rules share them. */
import type { WordPattern } from '../language/ast.ts';
import type { Node } from '../language/node.ts';

/**
 * A word or phrase in some fields and perhaps one language: bit 0 of `fields` is the first of `FIELDS`, and from bit
 * `LANGUAGE` on stands the number of the language, 0 for all.
 */
export type Term = { readonly id: number; readonly fields: number };

/** Where the number of a language begins among the bits of a term's fields. */
export const LANGUAGE = 8;

export type Numbering = {
  readonly patterns: readonly WordPattern[];
  /** Terms that a pattern is by itself, by pattern. */
  readonly termsOfPattern: readonly (readonly Term[])[];
  /** The step at which phrases are that begin with a pattern, by pattern; -1 where none does. */
  readonly stepOfPattern: readonly number[];
  /** How phrases go on: from a step, by a pattern, to the next step. */
  readonly steps: readonly (readonly [step: number, pattern: number, next: number])[];
  /** Terms that are complete at a step, by step. */
  readonly termsOfStep: readonly (readonly Term[])[];
  /** For each list: the terms and lists that it is seen by. */
  readonly lists: readonly { readonly id: number; readonly members: readonly number[] }[];
  /** Entries of lists that are more than a word or phrase, and the list that each is noted at when it may hold. */
  readonly entries: readonly { readonly node: Node; readonly list: number }[];
  /** Numbers, from 1, of the languages that some term is bound to, by primary subtag. */
  readonly languages: ReadonlyMap<string, number>;
  /** Terms and lists together: ids run from 0 up to this. */
  readonly size: number;
};

const NO_TERMS: readonly Term[] = [];

/** Collects the vocabulary while queries are linked. */
export function createNumbering() {
  const patterns: WordPattern[] = [];
  const patternIds = new Map<string, number>();
  const termsOfPattern: (readonly Term[])[] = [];
  const stepOfPattern: number[] = [];
  const steps: [step: number, pattern: number, next: number][] = [];
  const stepIds = new Map<string, number>();
  const termsOfStep: (readonly Term[])[] = [];
  const lists: { id: number; members: readonly number[] }[] = [];
  const entries: { node: Node; list: number }[] = [];
  const languages = new Map<string, number>();
  let size = 0;

  const languageNumber = (lang: string | undefined): number => {
    if (lang === undefined) return 0;
    const number = languages.get(lang) ?? languages.size + 1;
    languages.set(lang, number);
    return number;
  };

  const patternOf = (word: WordPattern): number => {
    const key = `${word.match.charAt(0)}${word.capitals ?? ''} ${word.letters}`;
    const known = patternIds.get(key);
    if (known !== undefined) return known;
    patternIds.set(key, patterns.length);
    termsOfPattern.push(NO_TERMS);
    stepOfPattern.push(-1);
    return patterns.push(word) - 1;
  };

  const newStep = (): number => termsOfStep.push(NO_TERMS) - 1;

  const stepAfter = (step: number, pattern: number): number => {
    const key = `${step} ${pattern}`;
    const known = stepIds.get(key);
    if (known !== undefined) return known;
    const next = newStep();
    steps.push([step, pattern, next]);
    stepIds.set(key, next);
    return next;
  };

  /** Where the terms of a word or phrase are kept: a row, and which one. */
  const rowOf = (words: readonly WordPattern[]): [rows: (readonly Term[])[], row: number] => {
    const [first, ...others] = words.map(patternOf);
    if (first === undefined) throw new Error('a term without words');
    if (others.length === 0) return [termsOfPattern, first];
    if (stepOfPattern[first] === -1) stepOfPattern[first] = newStep();
    return [termsOfStep, others.reduce(stepAfter, stepOfPattern[first] ?? -1)];
  };

  return {
    /** The id of a word or phrase in some fields (bits), and in entries of one language or of all. */
    term(words: readonly WordPattern[], inFields: number, lang?: string): number {
      const fields = inFields | (languageNumber(lang) << LANGUAGE);
      const [rows, row] = rowOf(words);
      const terms = rows[row] ?? NO_TERMS;
      const known = terms.find((term) => term.fields === fields);
      if (known !== undefined) return known.id;
      const id = size++;
      rows[row] = [...terms, { id, fields }];
      return id;
    },
    /** The number of a list entry that is more than a word or phrase; the list is given later. */
    entry(node: Node): number {
      return entries.push({ node, list: -1 }) - 1;
    },
    /** A new id that is seen whenever one of the members is, or one of the entries may hold. */
    list(members: readonly number[], entriesOfList: readonly number[]): number {
      const id = size++;
      lists.push({ id, members: [...new Set(members)] });
      for (const entry of entriesOfList) {
        const known = entries[entry];
        if (known !== undefined) known.list = id;
      }
      return id;
    },
    finish(): Numbering {
      return { patterns, termsOfPattern, stepOfPattern, steps, termsOfStep, lists, entries, languages, size };
    },
  };
}
