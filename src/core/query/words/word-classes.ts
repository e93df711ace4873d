/** Works out which word patterns a word meets, trying every part of it that a pattern could be. */
import type { WordMatch, WordPattern } from '../language/ast.ts';
import { nextHash, SEED } from './hash.ts';
import { createSpellingTable, findSpelling, type SpellingTable } from './spelling-table.ts';

const KINDS: readonly WordMatch[] = ['exact', 'prefix', 'suffix', 'infix'];
const EXACT = 0;
const PREFIX = 1;
const SUFFIX = 2;
const INFIX = 3;

export const END = -1;

export type PatternTable = {
  readonly spellings: SpellingTable;
  /** First pattern by spelling and kind; -1 for none. */
  readonly heads: Int32Array;
  /** The next pattern of the same spelling and kind, by pattern; -1 closes. */
  readonly nexts: Int32Array;
  readonly anyPrefix: boolean;
  /** Whether some pattern may begin inside a word. */
  readonly anyInner: boolean;
};

/** The table of a rule set's patterns; pattern numbers are the places in the list given. */
export function createPatternTable(patterns: readonly WordPattern[]): PatternTable {
  const written = [...new Set(patterns.map(({ letters }) => letters))];
  const numbers = new Map(written.map((spelling, number) => [spelling, number]));
  const heads = new Int32Array(written.length * KINDS.length).fill(END);
  const nexts = new Int32Array(patterns.length).fill(END);
  patterns.forEach(({ letters, match }, pattern) => {
    const head = (numbers.get(letters) ?? 0) * KINDS.length + KINDS.indexOf(match);
    nexts[pattern] = heads[head] ?? END;
    heads[head] = pattern;
  });
  return {
    spellings: createSpellingTable(written),
    heads,
    nexts,
    anyPrefix: patterns.some(({ match }) => match === 'prefix'),
    anyInner: patterns.some(({ match }) => match === 'suffix' || match === 'infix'),
  };
}

/** Lists of pattern numbers, one after another, each closed by -1. */
export type ClassLists = { values: Int32Array; used: number };

/** Appends the patterns that the word in `letters[from, to)` meets, each once; does not close the list. */
export function appendClasses(
  table: PatternTable,
  letters: Uint16Array,
  from: number,
  to: number,
  hash: number,
  lists: ClassLists,
): void {
  const { spellings, heads, anyInner, anyPrefix } = table;
  const begin = lists.used;
  const whole = findSpelling(spellings, hash, letters, from, to);
  if (whole !== -1)
    for (let kind = EXACT; kind <= INFIX; kind += 1) append(table, whole * KINDS.length + kind, lists);
  const lastStart = anyInner ? to : anyPrefix ? from + 1 : from;
  for (let start = from; start < lastStart; start += 1) {
    let part = SEED;
    const lastEnd = Math.min(to, start + spellings.longest);
    for (let end = start; end < lastEnd; end += 1) {
      part = nextHash(part, letters[end] ?? 0);
      if (start === from && end + 1 === to) continue;
      const found = findSpelling(spellings, part, letters, start, end + 1);
      if (found === -1) continue;
      const head = found * KINDS.length;
      if (start === from) append(table, head + PREFIX, lists);
      if (end + 1 === to) append(table, head + SUFFIX, lists);
      const infix = heads[head + INFIX] ?? END;
      if (infix !== END && !isListed(lists, begin, infix)) append(table, head + INFIX, lists);
    }
  }
}

function append({ heads, nexts }: PatternTable, head: number, lists: ClassLists): void {
  for (let pattern = heads[head] ?? END; pattern !== END; pattern = nexts[pattern] ?? END) {
    // Room for this pattern and the closing mark.
    if (lists.used + 2 > lists.values.length) {
      const longer = new Int32Array(lists.values.length * 2);
      longer.set(lists.values);
      lists.values = longer;
    }
    lists.values[lists.used] = pattern;
    lists.used += 1;
  }
}

function isListed({ values, used }: ClassLists, from: number, pattern: number): boolean {
  for (let index = from; index < used; index += 1) if (values[index] === pattern) return true;
  return false;
}
