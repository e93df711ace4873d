/** A hash table from letters to numbers that looks words up without making strings. */
import { hashOf } from './hash.ts';

export type SpellingTable = {
  readonly mask: number;
  /** Spelling number + 1 by slot; 0 is free. */
  readonly slots: Int32Array;
  readonly hashes: Int32Array;
  /** Letters of all spellings; those of spelling i begin at `at[i]`. */
  readonly pool: Uint16Array;
  readonly at: Int32Array;
  /** Letters of the longest spelling. */
  readonly longest: number;
};

/** A table in which spelling i of the list has number i. */
export function createSpellingTable(spellings: readonly string[]): SpellingTable {
  const at = new Int32Array(spellings.length + 1);
  spellings.forEach((spelling, index) => {
    at[index + 1] = (at[index] ?? 0) + spelling.length;
  });
  const pool = new Uint16Array(at[spellings.length] ?? 0);
  const size = 2 ** Math.max(4, Math.ceil(Math.log2(spellings.length * 2 + 1)));
  const mask = size - 1;
  const slots = new Int32Array(size);
  const hashes = new Int32Array(size);
  spellings.forEach((spelling, index) => {
    const start = at[index] ?? 0;
    for (let letter = 0; letter < spelling.length; letter += 1) {
      pool[start + letter] = spelling.charCodeAt(letter);
    }
    const hash = hashOf(pool, start, start + spelling.length);
    let slot = spread(hash) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = index + 1;
    hashes[slot] = hash;
  });
  const longest = spellings.reduce((most, { length }) => Math.max(most, length), 0);
  return { mask, slots, hashes, pool, at, longest };
}

/** Number of the spelling in `letters[from, to)`, whose hash is given; -1 where it is not in the table. */
export function findSpelling(
  table: SpellingTable,
  hash: number,
  letters: Uint16Array,
  from: number,
  to: number,
): number {
  const { mask, slots, hashes, at, pool } = table;
  for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
    const number = (slots[slot] ?? 0) - 1;
    if (number === -1) return -1;
    if (hashes[slot] !== hash) continue;
    const start = at[number] ?? 0;
    const length = (at[number + 1] ?? 0) - start;
    if (length === to - from && sameLetters(pool, start, letters, from, length)) return number;
  }
}

/** Mixes the high bits of a hash into the low ones that pick a slot. */
export function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

/** Whether `length` letters are the same in both arrays from the two places on. */
export function sameLetters(
  one: Uint16Array,
  oneAt: number,
  other: Uint16Array,
  otherAt: number,
  length: number,
): boolean {
  for (let index = 0; index < length; index += 1) {
    if (one[oneAt + index] !== other[otherAt + index]) return false;
  }
  return true;
}
