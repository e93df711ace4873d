/** Turns away most words that can meet no pattern, at the price of two bits of memory that stay in the cache. */
import type { WordPattern } from '../language/ast.ts';
import { hashOf } from './hash.ts';

/** Data only, with functions beside it: closures of many engines would keep the compiler from inlining them. */
export type WordFilter = {
  /** False where the patterns leave nothing to turn away: stems of a single letter, infixes of two. */
  readonly useful: boolean;
  readonly mask: number;
  /** Bits for hashes of whole words. */
  readonly wholes: Uint32Array;
  /** Bits for the beginnings of words that patterns of the form `prefix*` have. */
  readonly stems: Uint32Array;
  /** The lengths of beginning that are looked at, ascending; none where no pattern is a prefix. */
  readonly lengths: Uint8Array;
  /** The same for the endings that patterns of the form `*suffix` have. */
  readonly tails: Uint32Array;
  readonly tailLengths: Uint8Array;
  /** Bits for the first `INNER` letters of patterns of the form `*infix*`; none where no pattern is one. */
  readonly inners: Uint32Array | undefined;
};

/** Lengths of beginning that prefixes are sorted by; of a longer prefix only so many letters are looked at. */
const STEM_LENGTHS = [2, 3, 4, 6, 8] as const;
/** Letters of an infix that are looked at, at every place of a word. */
const INNER = 3;
/** Bits for each pattern, so that about one word in sixteen passes by accident. */
const BITS_PER_PATTERN = 16;
const FEWEST_BITS = 1 << 12;
const MOST_BITS = 1 << 22;

/** Builds the filter for a rule set's patterns. */
export function createWordFilter(patterns: readonly WordPattern[]): WordFilter {
  let bits = FEWEST_BITS;
  while (bits < patterns.length * BITS_PER_PATTERN && bits < MOST_BITS) bits *= 2;
  const mask = bits - 1;
  const wholes = new Uint32Array(bits / 32);
  const stems = new Uint32Array(bits / 32);
  const tails = new Uint32Array(bits / 32);
  const inners = new Uint32Array(bits / 32);
  const lengths = new Set<number>();
  const tailLengths = new Set<number>();
  const longest = patterns.reduce((most, { letters }) => Math.max(most, letters.length), 0);
  const units = new Uint16Array(longest);
  let useful = true;
  for (const { match, letters } of patterns) {
    for (let index = 0; index < letters.length; index += 1) units[index] = letters.charCodeAt(index);
    const length = STEM_LENGTHS.findLast((each) => each <= letters.length);
    if (match === 'exact') mark(wholes, mixed(hashOf(units, 0, letters.length)) & mask);
    else if (match === 'prefix' && length !== undefined) {
      lengths.add(length);
      mark(stems, mixed(lengthen(0, units, 0, length)) & mask);
    } else if (match === 'suffix' && length !== undefined) {
      tailLengths.add(length);
      mark(tails, mixed(lengthen(0, units, letters.length - length, letters.length)) & mask);
    } else if (match === 'infix' && letters.length >= INNER)
      mark(inners, mixed(lengthen(0, units, 0, INNER)) & mask);
    else useful = false;
  }
  return {
    useful,
    mask,
    wholes,
    stems,
    lengths: Uint8Array.from(lengths).sort(),
    tails,
    tailLengths: Uint8Array.from(tailLengths),
    inners: patterns.some(({ match }) => match === 'infix') ? inners : undefined,
  };
}

/** False only for a word that meets none of the patterns. The word is in `letters[from, to)`. */
export function mayMeet(
  filter: WordFilter,
  hash: number,
  letters: Uint16Array,
  from: number,
  to: number,
): boolean {
  const { mask, stems, lengths } = filter;
  if (isMarked(filter.wholes, mixed(hash) & mask)) return true;
  let stem = 0;
  let at = from;
  for (let index = 0; index < lengths.length; index += 1) {
    const end = from + (lengths[index] ?? 0);
    if (end > to) break;
    stem = lengthen(stem, letters, at, end);
    if (isMarked(stems, mixed(stem) & mask)) return true;
    at = end;
  }
  return mayEndOrHold(filter, letters, from, to);
}

/** The same for patterns with a star before their letters, which most rule sets have few of. */
function mayEndOrHold(filter: WordFilter, letters: Uint16Array, from: number, to: number): boolean {
  const { mask, tails, tailLengths, inners } = filter;
  for (let index = 0; index < tailLengths.length; index += 1) {
    const begin = to - (tailLengths[index] ?? 0);
    if (begin >= from && isMarked(tails, mixed(lengthen(0, letters, begin, to)) & mask)) return true;
  }
  if (inners === undefined) return false;
  for (let begin = from; begin + INNER <= to; begin += 1)
    if (isMarked(inners, mixed(lengthen(0, letters, begin, begin + INNER)) & mask)) return true;
  return false;
}

function mark(bits: Uint32Array, bit: number): void {
  bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
}

function isMarked(bits: Uint32Array, bit: number): boolean {
  return ((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}

function mixed(hash: number): number {
  return hash ^ (hash >>> 15);
}

/** The hash of a beginning, taken on by the letters in `letters[from, to)`. */
function lengthen(stem: number, letters: Uint16Array, from: number, to: number): number {
  let sum = stem;
  for (let index = from; index < to; index += 1) sum = Math.imul(sum, 0x9e3779b1) + (letters[index] ?? 0);
  return sum;
}
