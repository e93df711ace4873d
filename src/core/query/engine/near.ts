/** The one rule of distance that NEAR and BEFORE are made of: which stretches two operands make together. */
import {
  addLengths,
  addRaised,
  anyBetween,
  BITS,
  highest,
  isEmpty,
  lowestFrom,
  lowestMissing,
  MASK,
} from './mask.ts';
import { addUnion, type RowUnions, unionsOf } from './row-unions.ts';
import {
  addRow,
  gatherRows,
  LENGTHS,
  MADE,
  reserve,
  ROW,
  type RowMemory,
  type Rows,
  rowAfter,
} from './rows.ts';
import type { NearNode } from '../language/node.ts';

/** Up to so many pairs of rows are looked at one by one; for more, unions of rows are worked out first. */
const MOST_PAIRS = 128;

/** The stretches that NEAR or BEFORE makes of those of its operands, from the first word of both to their last. */
export function joinRows(memory: RowMemory, near: NearNode, left: Rows, right: Rows): Rows {
  if (left.count === 0 || right.count === 0) return { from: 0, count: 0 };
  const before = memory.used;
  const isLarge = left.count * right.count > MOST_PAIRS;
  const seconds = (rows: Rows): Seconds => (isLarge ? secondsOf(memory, near, rows) : { rows });
  const rights = seconds(right);
  const lefts = near.ordered ? undefined : seconds(left);
  const forward = joined(memory, near, left, rights);
  if (lefts !== undefined) joined(memory, near, right, lefts);
  const made = near.ordered ? forward : gatherRows(memory, forward.from);
  // The unions are worked out anew for every NEAR, and their room is given back.
  memory.values.copyWithin(before, made.from, memory.used);
  memory.used -= made.from - before;
  return { from: before, count: made.count };
}

/** Rows that begin second, and of many what they hold together: their lengths and, where they may cross others, what NEAR made. */
type Seconds = { readonly rows: Rows; readonly unions?: Unions };
type Unions = {
  readonly lengths: RowUnions;
  readonly made: { readonly all: RowUnions; readonly long: RowUnions } | undefined;
  /** Room for a mask. */
  readonly scratch: number;
};

function secondsOf(memory: RowMemory, near: NearNode, rows: Rows): Seconds {
  const lengths = unionsOf(memory, rows, LENGTHS, 0);
  const crosses = !near.ordered && hasMade(memory, rows);
  const made = crosses
    ? { all: unionsOf(memory, rows, MADE, 0), long: unionsOf(memory, rows, MADE, 2) }
    : undefined;
  return { rows, unions: { lengths, made, scratch: reserve(memory, MASK) } };
}

function hasMade({ values }: RowMemory, { from, count }: Rows): boolean {
  for (let row = from; row < from + count * ROW; row += ROW) if (!isEmpty(values, row + MADE)) return true;
  return false;
}

/** The stretches made by pairs of which the first begins first. */
function joined(memory: RowMemory, near: NearNode, firsts: Rows, { rows: seconds, unions }: Seconds): Rows {
  const from = memory.used;
  const end = seconds.from + seconds.count * ROW;
  let next = seconds.from;
  let count = 0;
  for (let one = firsts.from; one < firsts.from + firsts.count * ROW; one += ROW) {
    const start = memory.values[one] ?? 0;
    next = rowAfter(memory, next, end, start);
    if (next === end) break;
    if ((memory.values[next] ?? 0) - start >= BITS) continue;
    const row = addRow(memory, start);
    if (unions === undefined) joinRow(memory.values, near, one, next, end, row + LENGTHS);
    else joinByUnions(memory, near, one, { next, ...unions }, row + LENGTHS);
    if (isEmpty(memory.values, row + LENGTHS)) memory.used = row;
    else {
      memory.values.copyWithin(row + MADE, row + LENGTHS, row + LENGTHS + MASK);
      count += 1;
    }
  }
  return { from, count };
}

/** The same as `joinRow`, in a time that does not grow with the rows that begin near by. */
function joinByUnions(
  memory: RowMemory,
  near: NearNode,
  one: number,
  unions: Unions & { readonly next: number },
  to: number,
): void {
  const { values } = memory;
  const { next, lengths } = unions;
  const start = values[one] ?? 0;
  const { distance } = near;
  // What begins one word to `distance` words after any end of this row's.
  for (let low = lowestFrom(values, one + LENGTHS, 0); low < BITS;) {
    let high = lowestMissing(values, one + LENGTHS, low) - 1;
    let following = lowestFrom(values, one + LENGTHS, high + 1);
    while (following < BITS && following <= high + distance) {
      high = lowestMissing(values, one + LENGTHS, following) - 1;
      following = lowestFrom(values, one + LENGTHS, high + 1);
    }
    addUnion(memory, lengths, { start, next, low: low + 1, high: high + distance, least: 0 }, to);
    low = following;
  }
  if (!near.ordered && !isEmpty(values, one + MADE)) crossByUnions(memory, one, unions, to);
}

/** Adds what crosses the stretches that NEAR made of this row, or lies between their words. */
function crossByUnions(
  memory: RowMemory,
  one: number,
  { next, lengths, made, scratch }: Unions & { readonly next: number },
  to: number,
): void {
  const { values } = memory;
  const start = values[one] ?? 0;
  values.fill(0, scratch, scratch + MASK);
  addUnion(memory, lengths, { start, next, low: 1, high: BITS - 1, least: 0 }, scratch);
  const innermost = lowestFrom(values, scratch, 0);
  if (innermost < BITS) addRaised(values, one + MADE, 0, to, innermost + 1);
  if (made === undefined) return;
  let before = 1;
  for (let cut = lowestFrom(values, one + MADE, 1); cut < BITS;) {
    // Of what begins before this end and behind the end before it, what ends behind it.
    const last = lowestMissing(values, one + MADE, cut) - 1;
    addUnion(memory, made.all, { start, next, low: before, high: cut - 1, least: cut + 1 }, to);
    // Between ends on neighbouring words everything crosses one that is longer than a word.
    addUnion(memory, made.long, { start, next, low: cut, high: last - 1, least: 0 }, to);
    before = last;
    cut = lowestFrom(values, one + MADE, last + 1);
  }
}

/** Adds to the mask at `to` the lengths of the stretches that one row makes with those from `next` on. */
function joinRow(
  values: Int32Array,
  { distance, ordered }: NearNode,
  one: number,
  next: number,
  end: number,
  to: number,
): void {
  const start = values[one] ?? 0;
  const least = lowestFrom(values, one + LENGTHS, 0);
  const most = highest(values, one + LENGTHS);
  const crosses = !ordered && !isEmpty(values, one + MADE);
  let innermost = BITS;
  for (let other = next; other < end; other += ROW) {
    const ahead = (values[other] ?? 0) - start;
    if (ahead >= BITS || (!crosses && ahead - distance > most)) break;
    const near = ahead > least && ahead - distance <= most;
    if (near && follows(values, one, ahead, distance)) addLengths(values, other + LENGTHS, ahead, to);
    if (!crosses) continue;
    innermost = Math.min(innermost, lowestFrom(values, other + LENGTHS, 0) + ahead);
    if (isEmpty(values, other + MADE)) continue;
    const cut = lowestFrom(values, one + MADE, ahead + 1);
    if (cut < BITS) addRaised(values, other + MADE, ahead, to, cut + 1);
  }
  // What lies between the words of this row's stretches is near them, and makes them no longer.
  if (innermost < BITS) addRaised(values, one + MADE, 0, to, innermost + 1);
}

/** Whether a stretch of `one` ends so that one that begins `ahead` words after its begin is near enough. */
export function follows(values: Int32Array, one: number, ahead: number, distance: number): boolean {
  return anyBetween(values, one + LENGTHS, ahead - distance, ahead - 1);
}
