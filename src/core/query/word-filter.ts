/** Turns away most words that can meet no pattern, at the price of two bits of memory that stay in the cache. */
import type { WordPattern } from './ast.ts';
import { hashOf } from './hash.ts';

export type WordFilter = (hash: number, letters: Uint16Array, from: number, to: number) => boolean;

/** Letters of a word's beginning that are looked at for patterns of the form `prefix*`. */
const LONGEST_STEM = 4;
/** Bits for each pattern, so that about one word in sixteen passes by accident. */
const BITS_PER_PATTERN = 16;
const FEWEST_BITS = 1 << 12;
const MOST_BITS = 1 << 22;

/**
 * A filter that says false only of words that meet none of the patterns. Undefined where the patterns leave nothing
 * to turn away: stars at the beginning of words, or stems of a single letter.
 */
export function createWordFilter(patterns: readonly WordPattern[]): WordFilter | undefined {
  const prefixes = patterns.filter(({ match }) => match === 'prefix');
  const stem = prefixes.reduce((shortest, { letters }) => Math.min(shortest, letters.length), LONGEST_STEM);
  if (stem < 2 || patterns.some(({ match }) => match === 'suffix' || match === 'infix')) return undefined;

  let bits = FEWEST_BITS;
  while (bits < patterns.length * BITS_PER_PATTERN && bits < MOST_BITS) bits *= 2;
  const mask = bits - 1;
  const wholes = new Uint32Array(bits / 32);
  const stems = new Uint32Array(bits / 32);
  const mark = (set: Uint32Array, bit: number): void => {
    set[bit >>> 5] = (set[bit >>> 5] ?? 0) | (1 << (bit & 31));
  };
  for (const { match, letters } of patterns) {
    const units = unitsOf(letters);
    if (match === 'exact') mark(wholes, mixed(hashOf(units, 0, units.length)) & mask);
    else mark(stems, stemOf(units, 0, stem) & mask);
  }
  const anyPrefix = prefixes.length > 0;

  return (hash, letters, from, to) => {
    const whole = mixed(hash) & mask;
    if (((wholes[whole >>> 5] ?? 0) & (1 << (whole & 31))) !== 0) return true;
    if (!anyPrefix || to - from < stem) return false;
    const beginning = stemOf(letters, from, stem) & mask;
    return ((stems[beginning >>> 5] ?? 0) & (1 << (beginning & 31))) !== 0;
  };
}

function unitsOf(word: string): Uint16Array {
  return Uint16Array.from({ length: word.length }, (_, index) => word.charCodeAt(index));
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
