/** The one rule of distance that NEAR and BEFORE are made of: which stretches two operands make together. */
import { addLengths, addRaised, anyBetween, BITS, highest, isEmpty, lowestFrom, MASK } from './mask.ts';
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

/**
 * What is done with two stretches that may belong together: `one` begins `ahead` words before `other`, both given by
 * the places of their rows.
 */
type Meeting = (one: number, other: number, ahead: number) => void;

/** The stretches that NEAR or BEFORE makes of those of its operands, from the first word of both to their last. */
export function joinRows(memory: RowMemory, near: NearNode, left: Rows, right: Rows): Rows {
  if (left.count === 0 || right.count === 0) return { from: 0, count: 0 };
  const forward = joined(memory, near, left, right);
  if (near.ordered) return forward;
  joined(memory, near, right, left);
  return gatherRows(memory, forward.from);
}

/** The stretches made by pairs of which the first begins first. */
function joined(memory: RowMemory, near: NearNode, firsts: Rows, seconds: Rows): Rows {
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
    joinRow(memory.values, near, one, next, end, row + LENGTHS);
    if (isEmpty(memory.values, row + LENGTHS)) memory.used = row;
    else {
      memory.values.copyWithin(row + MADE, row + LENGTHS, row + LENGTHS + MASK);
      count += 1;
    }
  }
  return { from, count };
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
function follows(values: Int32Array, one: number, ahead: number, distance: number): boolean {
  return anyBetween(values, one + LENGTHS, ahead - distance, ahead - 1);
}

/** Calls back for each two rows of which the second begins after the first, and near enough for any stretch of both. */
function eachMeeting(memory: RowMemory, firsts: Rows, seconds: Rows, meet: Meeting): void {
  const end = seconds.from + seconds.count * ROW;
  let next = seconds.from;
  for (let one = firsts.from; one < firsts.from + firsts.count * ROW; one += ROW) {
    const start = memory.values[one] ?? 0;
    next = rowAfter(memory, next, end, start);
    for (let other = next; other < end; other += ROW) {
      const ahead = (memory.values[other] ?? 0) - start;
      if (ahead >= BITS) break;
      meet(one, other, ahead);
    }
  }
}

/** Masks of lengths, one for each row of the same number: which stretches of the rows are asked for. */
export type Wanted = { readonly rows: Rows; readonly masks: number };

/** Room to ask for stretches of these rows; none is asked for yet. */
export function wantNothing(memory: RowMemory, rows: Rows): Wanted {
  return { rows, masks: reserve(memory, rows.count * MASK) };
}

/** Asks for all stretches of the rows. */
export function wantAll(memory: RowMemory, rows: Rows): Wanted {
  const wanted = wantNothing(memory, rows);
  for (let row = 0; row < rows.count; row += 1) {
    addRaised(memory.values, rows.from + row * ROW + LENGTHS, 0, wanted.masks + row * MASK);
  }
  return wanted;
}

/** Of the operands' stretches, asks for those that the wanted stretches of NEAR or BEFORE were made of. */
export function wantOperands(
  memory: RowMemory,
  near: NearNode,
  wanted: Wanted,
  left: Rows,
  right: Rows,
): readonly [left: Wanted, right: Wanted] {
  const operands = [wantNothing(memory, left), wantNothing(memory, right)] as const;
  wantPairs(memory, near, wanted, operands[0], operands[1]);
  if (!near.ordered) wantPairs(memory, near, wanted, operands[1], operands[0]);
  return operands;
}

function wantPairs(memory: RowMemory, near: NearNode, wanted: Wanted, firsts: Wanted, seconds: Wanted): void {
  const scratch = reserve(memory, MASK);
  let result = wanted.rows.from;
  const end = result + wanted.rows.count * ROW;
  eachMeeting(memory, firsts.rows, seconds.rows, (one, other, ahead) => {
    const start = memory.values[one] ?? 0;
    result = rowAfter(memory, result, end, start - 1);
    if (result >= end || memory.values[result] !== start) return;
    const asked = maskOf(wanted, result);
    const first = maskOf(firsts, one);
    const second = maskOf(seconds, other);
    wantFollowing(memory.values, near.distance, asked, [one, other], [first, second], ahead);
    if (!near.ordered) wantCrossing(memory.values, scratch, asked, [one, other], [first, second], ahead);
  });
}

type Two = readonly [one: number, other: number];

function wantFollowing(
  values: Int32Array,
  distance: number,
  asked: number,
  [one, other]: Two,
  [first, second]: Two,
  ahead: number,
): void {
  if (!follows(values, one, ahead, distance)) return;
  // The wanted lengths, counted from the second's begin, are the second's own.
  if (addRaised(values, asked, -ahead, second, 0, BITS - 1, other + LENGTHS))
    addRaised(values, one + LENGTHS, 0, first, ahead - distance, ahead - 1);
}

/** Asks for pairs of which one lies between the words of the other, or the two cross. */
function wantCrossing(
  values: Int32Array,
  scratch: number,
  asked: number,
  [one, other]: Two,
  [first, second]: Two,
  ahead: number,
): void {
  if (isEmpty(values, one + MADE)) return;
  const inner = lowestFrom(values, other + LENGTHS, 0) + ahead;
  values.fill(0, scratch, scratch + MASK);
  if (addRaised(values, asked, 0, scratch, inner + 1, BITS - 1, one + MADE)) {
    addRaised(values, scratch, 0, first);
    addRaised(values, other + LENGTHS, 0, second, 0, highest(values, scratch) - ahead - 1);
  }
  if (isEmpty(values, other + MADE)) return;
  const cut = lowestFrom(values, one + MADE, ahead + 1);
  values.fill(0, scratch, scratch + MASK);
  if (!addRaised(values, asked, -ahead, scratch, cut + 1 - ahead, BITS - 1, other + MADE)) return;
  addRaised(values, scratch, 0, second);
  addRaised(values, one + MADE, 0, first, ahead + 1, highest(values, scratch) + ahead - 1);
}

function maskOf({ rows, masks }: Wanted, row: number): number {
  return masks + ((row - rows.from) / ROW) * MASK;
}
