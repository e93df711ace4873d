/** Stretches of words, a row for each word that some begin at, in one memory that is used anew for every text. */
import { addNumber, addRaised, BITS, lowestFrom, MASK } from './mask.ts';

/*
 * A row is the position of the first word, a mask of the lengths (in words, less one) of the stretches that begin there,
 * and a mask of those lengths that NEAR made, which may have other words between theirs. Of a stretch only its begin and
 * end are kept, and none is longer than a mask counts: so there are at most 128 for each word of the text.
 */
export const ROW = 1 + 2 * MASK;
export const LENGTHS = 1;
export const MADE = 1 + MASK;

/** Rows in the order of their first words; row i is at `from + i * ROW`. */
export type Rows = { readonly from: number; readonly count: number };

export type RowMemory = { values: Int32Array; used: number };

export const NO_ROWS: Rows = { from: 0, count: 0 };

export function createRowMemory(): RowMemory {
  return { values: new Int32Array(64 * ROW), used: 0 };
}

/** Takes so many zeros from the memory; gives their place. */
export function reserve(memory: RowMemory, count: number): number {
  const at = memory.used;
  memory.used += count;
  if (memory.used > memory.values.length) {
    const longer = new Int32Array(memory.used * 2);
    longer.set(memory.values.subarray(0, at));
    memory.values = longer;
  } else memory.values.fill(0, at, memory.used);
  return at;
}

/** Adds an empty row; gives its place. */
export function addRow(memory: RowMemory, start: number): number {
  const row = reserve(memory, ROW);
  memory.values[row] = start;
  return row;
}

/** Adds a stretch to a row. */
export function addStretch({ values }: RowMemory, row: number, length: number): void {
  addNumber(values, row + LENGTHS, length);
}

/** Copies rows to the end of the memory. */
export function copyRows(memory: RowMemory, { from, count }: Rows): void {
  const to = reserve(memory, count * ROW);
  memory.values.copyWithin(to, from, from + count * ROW);
}

/** More rows than this are sorted by the platform. */
const FEW_ROWS = 24;

/** Makes one set of all rows from `from` to the end of the memory: in order, those that begin at one word as one. */
export function gatherRows(memory: RowMemory, from: number): Rows {
  const count = (memory.used - from) / ROW;
  if (count < 2) return { from, count };
  if (count > FEW_ROWS) return gatherMany(memory, from, count);
  const { values } = memory;
  for (let row = from + ROW; row < memory.used; row += ROW) {
    const start = values[row] ?? 0;
    let to = row;
    while (to > from && (values[to - ROW] ?? 0) > start) to -= ROW;
    if (to === row) continue;
    const held = values.slice(row, row + ROW);
    values.copyWithin(to + ROW, to, row);
    values.set(held, to);
  }
  return withoutTwins(memory, from);
}

function gatherMany(memory: RowMemory, from: number, count: number): Rows {
  const { values } = memory;
  const places = Array.from({ length: count }, (_, row) => from + row * ROW);
  places.sort((one, other) => (values[one] ?? 0) - (values[other] ?? 0));
  const sorted = new Int32Array(count * ROW);
  places.forEach((place, row) => sorted.set(values.subarray(place, place + ROW), row * ROW));
  values.set(sorted, from);
  return withoutTwins(memory, from);
}

/** Of rows in order, makes those that begin at one word one. */
function withoutTwins(memory: RowMemory, from: number): Rows {
  const { values } = memory;
  let last = from;
  for (let row = from + ROW; row < memory.used; row += ROW) {
    if (values[row] === values[last]) {
      for (let word = LENGTHS; word < ROW; word += 1)
        values[last + word] = (values[last + word] ?? 0) | (values[row + word] ?? 0);
      continue;
    }
    last += ROW;
    if (last !== row) values.copyWithin(last, row, row + ROW);
  }
  memory.used = last + ROW;
  return { from, count: (memory.used - from) / ROW };
}

/** The place of the first row from `at` on, before `end`, that begins after a position. */
export function rowAfter({ values }: RowMemory, at: number, end: number, position: number): number {
  let row = at;
  while (row < end && (values[row] ?? 0) <= position) row += ROW;
  return row;
}

/** First words of the stretches, in order. */
export function startsOf({ values }: RowMemory, { from, count }: Rows): readonly number[] {
  return Array.from({ length: count }, (_, row) => values[from + row * ROW] ?? 0);
}

/** Last words of the stretches, each once, in order. */
export function endsOf(memory: RowMemory, { from, count }: Rows): readonly number[] {
  const ends: number[] = [];
  const scratch = reserve(memory, 2 * MASK);
  const { values } = memory;
  // Ends that rows behind may still come before, counted from the first word of the last row.
  let [pending, shifted] = [scratch, scratch + MASK];
  let start = 0;
  const take = (below: number): void => {
    for (let end = lowestFrom(values, pending, 0); end < below; end = lowestFrom(values, pending, end + 1))
      ends.push(start + end);
  };
  for (let row = from; row < from + count * ROW; row += ROW) {
    const ahead = (values[row] ?? 0) - start;
    take(Math.min(ahead, BITS));
    values.fill(0, shifted, shifted + MASK);
    if (ahead < BITS) addRaised(values, pending, -ahead, shifted);
    addRaised(values, row + LENGTHS, 0, shifted);
    [pending, shifted] = [shifted, pending];
    start += ahead;
  }
  take(BITS);
  memory.used = scratch;
  return ends;
}
