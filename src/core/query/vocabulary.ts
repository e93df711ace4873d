/** Numbers every distinct word pattern, phrase, term and list of a rule set, so that rules share them. */
import type { WordPattern } from './ast.ts';

export type Vocabulary = {
  readonly patterns: readonly WordPattern[];
  /** Keyword that a pattern is by itself, by pattern; -1 where it is only part of phrases. */
  readonly keywordOfPattern: readonly number[];
  /** Where phrases that begin with a pattern go on, by pattern; -1 where none does. */
  readonly stepOfPattern: readonly number[];
  /** Keyword that a phrase ending at a step is, by step; -1 where phrases only go on. */
  readonly keywordOfStep: readonly number[];
  /** The step after a step and a pattern, keyed by `step * 2^24 + pattern`. */
  readonly steps: ReadonlyMap<number, number>;
  /** For each term: the keyword it asks for, and the fields it may stand in (bit 0 is the first of `FIELDS`). */
  readonly terms: readonly { readonly id: number; readonly keyword: number; readonly fields: number }[];
  /** For each list: the terms and lists it holds. */
  readonly lists: readonly { readonly id: number; readonly members: readonly number[] }[];
  /** Terms and lists together: ids run from 0 up to this. */
  readonly size: number;
  readonly keywords: number;
};

export const PATTERN_BITS = 24;

/** Collects the vocabulary while queries are linked. */
export function createVocabulary() {
  const patterns: WordPattern[] = [];
  const patternIds = new Map<string, number>();
  const keywordOfPattern: number[] = [];
  const stepOfPattern: number[] = [];
  const keywordOfStep: number[] = [];
  const steps = new Map<number, number>();
  const terms: { id: number; keyword: number; fields: number }[] = [];
  const termIds = new Map<number, number>();
  const lists: { id: number; members: readonly number[] }[] = [];
  let size = 0;
  let keywords = 0;

  const patternOf = (word: WordPattern): number => {
    const key = `${word.match.charAt(0)}${word.capitals ?? ''} ${word.letters}`;
    const known = patternIds.get(key);
    if (known !== undefined) return known;
    patternIds.set(key, patterns.length);
    keywordOfPattern.push(-1);
    stepOfPattern.push(-1);
    return patterns.push(word) - 1;
  };

  const newStep = (): number => keywordOfStep.push(-1) - 1;

  const keywordOf = (words: readonly WordPattern[]): number => {
    const [first, ...others] = words.map(patternOf);
    if (first === undefined) throw new Error('a term without words');
    if (others.length === 0) {
      if (keywordOfPattern[first] === -1) keywordOfPattern[first] = keywords++;
      return keywordOfPattern[first] ?? -1;
    }
    if (stepOfPattern[first] === -1) stepOfPattern[first] = newStep();
    let step = stepOfPattern[first] ?? -1;
    for (const pattern of others) {
      const key = step * 2 ** PATTERN_BITS + pattern;
      step = steps.get(key) ?? newStep();
      steps.set(key, step);
    }
    if (keywordOfStep[step] === -1) keywordOfStep[step] = keywords++;
    return keywordOfStep[step] ?? -1;
  };

  return {
    /** The id of a word or phrase in some fields. */
    term(words: readonly WordPattern[], fields: number): number {
      const keyword = keywordOf(words);
      const key = keyword * 32 + fields;
      const known = termIds.get(key);
      if (known !== undefined) return known;
      const id = size++;
      termIds.set(key, id);
      terms.push({ id, keyword, fields });
      return id;
    },
    /** A new id that is seen whenever one of the members is. */
    list(members: readonly number[]): number {
      const id = size++;
      lists.push({ id, members: [...new Set(members)] });
      return id;
    },
    finish(): Vocabulary {
      return {
        patterns,
        keywordOfPattern,
        stepOfPattern,
        keywordOfStep,
        steps,
        terms,
        lists,
        size,
        keywords,
      };
    },
  };
}
