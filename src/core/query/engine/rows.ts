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

/** One set of rows out of several: rows that begin at one word become one. */
export function union(memory: RowMemory, all: readonly Rows[]): Rows {
  const filled = all.filter(({ count }) => count > 0);
  const [only, second] = filled;
  if (only === undefined) return NO_ROWS;
  if (second === undefined) return only;
  const places = filled.flatMap(({ from, count }) =>
    Array.from({ length: count }, (_, row) => from + row * ROW),
  );
  const starts = memory.values;
  places.sort((one, other) => (starts[one] ?? 0) - (starts[other] ?? 0));
  const from = memory.used;
  let row = -1;
  let count = 0;
  for (const place of places) {
    const start = memory.values[place] ?? 0;
    if (row === -1 || memory.values[row] !== start) {
      row = addRow(memory, start);
      count += 1;
    }
    addRaised(memory.values, place + LENGTHS, 0, row + LENGTHS);
    addRaised(memory.values, place + MADE, 0, row + MADE);
  }
  return { from, count };
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
export function endsOf(memory: RowMemory, rows: Rows): readonly number[] {
  const ends = new Set<number>();
  for (const [row, start] of startsOf(memory, rows).entries()) {
    const mask = rows.from + row * ROW + LENGTHS;
    for (let length = 0; length < BITS; length += 1) {
      length = lowestFrom(memory.values, mask, length);
      if (length < BITS) ends.add(start + length);
    }
  }
  return [...ends].toSorted((one, other) => one - other);
}
