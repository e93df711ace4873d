/** Turns away most words that can meet no pattern, at the price of two bits of memory that stay in the cache. */
import type { WordPattern } from './ast.ts';
import { hashOf } from './hash.ts';

/** Data only, with functions beside it: closures of many engines would keep the compiler from inlining them. */
export type WordFilter = {
  /** False where the patterns leave nothing to turn away: stars before letters, or stems of a single letter. */
  readonly useful: boolean;
  readonly mask: number;
  /** Bits for hashes of whole words. */
  readonly wholes: Uint32Array;
  /** Bits for the beginnings of words that patterns of the form `prefix*` have. */
  readonly stems: Uint32Array;
  /** Letters in a beginning; 0 where no pattern is a prefix. */
  readonly stem: number;
};

/** Letters of a word's beginning that are looked at, at most. */
const LONGEST_STEM = 4;
/** Bits for each pattern, so that about one word in sixteen passes by accident. */
const BITS_PER_PATTERN = 16;
const FEWEST_BITS = 1 << 12;
const MOST_BITS = 1 << 22;

/** Builds the filter for a rule set's patterns. */
export function createWordFilter(patterns: readonly WordPattern[]): WordFilter {
  const prefixes = patterns.filter(({ match }) => match === 'prefix');
  const shortest = prefixes.reduce((least, { letters }) => Math.min(least, letters.length), LONGEST_STEM);
  const inner = patterns.some(({ match }) => match === 'suffix' || match === 'infix');
  let bits = FEWEST_BITS;
  while (bits < patterns.length * BITS_PER_PATTERN && bits < MOST_BITS) bits *= 2;
  const filter: WordFilter = {
    useful: shortest > 1 && !inner,
    mask: bits - 1,
    wholes: new Uint32Array(bits / 32),
    stems: new Uint32Array(bits / 32),
    stem: prefixes.length === 0 ? 0 : shortest,
  };
  const longest = patterns.reduce((most, { letters }) => Math.max(most, letters.length), 0);
  const units = new Uint16Array(longest);
  for (const { match, letters } of patterns) {
    for (let index = 0; index < letters.length; index += 1) units[index] = letters.charCodeAt(index);
    if (match === 'exact') mark(filter.wholes, mixed(hashOf(units, 0, letters.length)) & filter.mask);
    else mark(filter.stems, stemOf(units, 0, shortest) & filter.mask);
  }
  return filter;
}

/** False only for a word that meets none of the patterns. The word is in `letters[from, to)`. */
export function mayMeet(
  filter: WordFilter,
  hash: number,
  letters: Uint16Array,
  from: number,
  to: number,
): boolean {
  const { mask, stem } = filter;
  if (isMarked(filter.wholes, mixed(hash) & mask)) return true;
  return stem !== 0 && to - from >= stem && isMarked(filter.stems, stemOf(letters, from, stem) & mask);
}

function mark(bits: Uint32Array, bit: number): void {
  bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
}

function isMarked(bits: Uint32Array, bit: number): boolean {
  return ((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}

function mixed(hash: number): number {
  return hash ^ (hash >>> 13);
}

function stemOf(letters: Uint16Array, from: number, length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index += 1)
    sum = Math.imul(sum, 0x9e3779b1) + (letters[from + index] ?? 0);
  return sum ^ (sum >>> 15);
}
