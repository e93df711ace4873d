/** Sets of 128 small numbers as four 32-bit words in an array: which lengths a stretch of words may have. */

/** Words of memory that a mask takes. */
export const MASK = 4;

/** Numbers run from 0 up to this. */
export const BITS = 128;

/** The lowest number of the mask at `at` that is at least `from`; `BITS` where there is none. */
export function lowestFrom(memory: Int32Array, at: number, from: number): number {
  if (from >= BITS) return BITS;
  const first = from < 0 ? 0 : from;
  let word = first >>> 5;
  let bits = (memory[at + word] ?? 0) & (-1 << (first & 31));
  while (bits === 0) {
    word += 1;
    if (word === MASK) return BITS;
    bits = memory[at + word] ?? 0;
  }
  return (word << 5) + (31 - Math.clz32(bits & -bits));
}

/** The lowest number from `from` (0 or more) on that the mask does not hold; `BITS` where it holds all of them. */
export function lowestMissing(memory: Int32Array, at: number, from: number): number {
  if (from >= BITS) return BITS;
  let word = from >>> 5;
  let bits = ~(memory[at + word] ?? 0) & (-1 << (from & 31));
  while (bits === 0) {
    word += 1;
    if (word === MASK) return BITS;
    bits = ~(memory[at + word] ?? 0);
  }
  return (word << 5) + (31 - Math.clz32(bits & -bits));
}

/** The highest number of the mask; -1 where it is empty. */
export function highest(memory: Int32Array, at: number): number {
  for (let word = MASK - 1; word >= 0; word -= 1) {
    const bits = memory[at + word] ?? 0;
    if (bits !== 0) return (word << 5) + (31 - Math.clz32(bits));
  }
  return -1;
}

/** Whether the mask holds a number from `low` to `high`, both included. */
export function anyBetween(memory: Int32Array, at: number, low: number, high: number): boolean {
  return lowestFrom(memory, at, low) <= Math.min(high, BITS - 1);
}

/** Whether two masks hold the same. */
export function isSame(memory: Int32Array, one: number, other: number): boolean {
  for (let word = 0; word < MASK; word += 1) if (memory[one + word] !== memory[other + word]) return false;
  return true;
}

export function isEmpty(memory: Int32Array, at: number): boolean {
  return memory[at] === 0 && memory[at + 1] === 0 && memory[at + 2] === 0 && memory[at + 3] === 0;
}

export function addNumber(memory: Int32Array, at: number, number: number): void {
  const word = at + (number >>> 5);
  memory[word] = (memory[word] ?? 0) | (1 << (number & 31));
}

/** Word `word` of the mask with `by` (0 or more, or less) added to all its numbers. */
function shiftedWord(memory: Int32Array, at: number, word: number, by: number): number {
  const source = word - (by >> 5);
  const bits = by & 31;
  const here = source >= 0 && source < MASK ? (memory[at + source] ?? 0) : 0;
  if (bits === 0) return here;
  const below = source >= 1 && source <= MASK ? (memory[at + source - 1] ?? 0) : 0;
  return (here << bits) | (below >>> (32 - bits));
}

/** The bits of word `word` that stand for numbers from `low` to `high`. */
function windowWord(word: number, low: number, high: number): number {
  const from = Math.max(low - (word << 5), 0);
  const to = Math.min(high - (word << 5), 31);
  if (from > 31 || to < from) return 0;
  return (-1 << from) & (-1 >>> (31 - to));
}

/**
 * Adds to the mask at `to` the numbers of the mask at `at`, each raised by `by`, that are then from `low` to `high` and,
 * where `within` is the place of a mask, in that one too. Says whether there were any.
 */
export function addRaised(
  memory: Int32Array,
  at: number,
  by: number,
  to: number,
  low = 0,
  high = BITS - 1,
  within = -1,
): boolean {
  let any = 0;
  for (let word = 0; word < MASK; word += 1) {
    let bits = shiftedWord(memory, at, word, by) & windowWord(word, low, high);
    if (within !== -1) bits &= memory[within + word] ?? 0;
    if (bits === 0) continue;
    memory[to + word] = (memory[to + word] ?? 0) | bits;
    any |= bits;
  }
  return any !== 0;
}

/** Adds to the mask at `to` the numbers of the mask at `at`, each raised by `by` (0 or more). */
export function addLengths(memory: Int32Array, at: number, by: number, to: number): void {
  const bits = by & 31;
  let word = to + (by >>> 5);
  const last = to + MASK;
  let carry = 0;
  for (let source = at; word < last; source += 1, word += 1) {
    const here = source < at + MASK ? (memory[source] ?? 0) : 0;
    memory[word] = (memory[word] ?? 0) | (here << bits) | carry;
    carry = bits === 0 ? 0 : here >>> (32 - bits);
  }
}
