/** What rows side by side hold together, looked up in two steps however many rows these are. */
import { addRaised, BITS, MASK } from './mask.ts';
import { reserve, ROW, type RowMemory, type Rows } from './rows.ts';

/**
 * A sparse table: level `p` has, for each row, what it and the rows behind it hold, 2^p of them in all, counted from its
 * own first word. Since adding the same twice changes nothing, any stretch of rows is two of these, which may overlap.
 */
export type RowUnions = { readonly rows: Rows; readonly masks: number };

/** Rows that begin within the numbers of one mask are fewer than 128, so that two times 64 are all of them. */
const LEVELS = 7;

/** The unions of one of the rows' two masks, by its place in a row, without lengths below `least`. Takes memory. */
export function unionsOf(memory: RowMemory, rows: Rows, mask: number, least: number): RowUnions {
  const { from, count } = rows;
  const masks = reserve(memory, LEVELS * count * MASK);
  const { values } = memory;
  for (let row = 0; row < count; row += 1)
    addRaised(values, from + row * ROW + mask, 0, masks + row * MASK, least);
  for (let level = 1, half = 1; level < LEVELS; level += 1, half *= 2) {
    const below = masks + (level - 1) * count * MASK;
    const here = masks + level * count * MASK;
    for (let row = 0; row + half < count; row += 1) {
      const apart = (values[from + (row + half) * ROW] ?? 0) - (values[from + row * ROW] ?? 0);
      addRaised(values, below + row * MASK, 0, here + row * MASK);
      if (apart < BITS) addRaised(values, below + (row + half) * MASK, apart, here + row * MASK);
    }
  }
  return { rows, masks };
}

/**
 * Adds to the mask at `to`, which counts from the word at `start`, what the rows hold that begin at `low` to `high` words
 * after it, no length below `least`. Only rows from the one at `next` on are looked at; none of these begins at `start` or before.
 */
export function addUnion(
  { values }: RowMemory,
  { rows, masks }: RowUnions,
  { start, next, low, high, least }: Stretch,
  to: number,
): void {
  const end = rows.from + rows.count * ROW;
  const first = firstFrom(values, next, end, start + low);
  const last = firstFrom(values, first, end, start + Math.min(high, BITS - 1) + 1);
  const count = (last - first) / ROW;
  if (count <= 0) return;
  const level = 31 - Math.clz32(count);
  const table = masks + level * rows.count * MASK;
  for (const place of [first, last - (1 << level) * ROW])
    addRaised(values, table + ((place - rows.from) / ROW) * MASK, (values[place] ?? 0) - start, to, least);
}

export type Stretch = {
  readonly start: number;
  /** The place of the first row to look at. */
  readonly next: number;
  readonly low: number;
  readonly high: number;
  readonly least: number;
};

/** The place of the first row from `at` on, before `end`, that begins at a position or after it, by halving. */
function firstFrom(values: Int32Array, at: number, end: number, position: number): number {
  let [low, high] = [0, Math.min((end - at) / ROW, BITS)];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[at + middle * ROW] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return at + low * ROW;
}
