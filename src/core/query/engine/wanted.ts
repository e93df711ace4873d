/** Which stretches of the operands of NEAR and BEFORE the wanted stretches of the whole were made of. */
import {
  addNumber,
  addRaised,
  BITS,
  highest,
  isEmpty,
  isSame,
  lowestFrom,
  lowestMissing,
  MASK,
} from './mask.ts';
import { follows } from './near.ts';
import { LENGTHS, MADE, reserve, ROW, type RowMemory, type Rows, rowAfter } from './rows.ts';
import type { NearNode } from '../language/node.ts';

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

/** A pair of rows of which all stretches are wanted already has nothing more to ask for, and is passed over. */
function wantPairs(memory: RowMemory, near: NearNode, wanted: Wanted, firsts: Wanted, seconds: Wanted): void {
  const before = memory.used;
  const room = {
    aheads: reserve(memory, MASK),
    asked: reserve(memory, MASK),
    scratch: reserve(memory, MASK),
  };
  const { values } = memory;
  const { from, count } = seconds.rows;
  const known = {
    complete: new Uint8Array(count),
    lowest: Int16Array.from({ length: count }, (_, row) => lowestFrom(values, from + row * ROW + LENGTHS, 0)),
  };
  const end = from + count * ROW;
  const resultEnd = wanted.rows.from + wanted.rows.count * ROW;
  let [result, next] = [wanted.rows.from, from];
  for (let one = firsts.rows.from; one < firsts.rows.from + firsts.rows.count * ROW; one += ROW) {
    const start = values[one] ?? 0;
    next = rowAfter(memory, next, end, start);
    result = rowAfter(memory, result, resultEnd, start - 1);
    if (next === end || result === resultEnd) break;
    if (values[result] !== start || isEmpty(values, maskOf(wanted, result))) continue;
    wantOfOne(values, near, { one, next, result, first: maskOf(firsts, one), wanted, seconds }, known, room);
  }
  memory.used = before;
}

type Asking = {
  /** The places of the row that begins first, of the first row that begins behind it, and of what both made. */
  readonly one: number;
  readonly next: number;
  readonly result: number;
  /** The mask of what is asked of the row that begins first. */
  readonly first: number;
  readonly wanted: Wanted;
  readonly seconds: Wanted;
};
/** Of the rows that begin second: whether all of their stretches are wanted, and their shortest ones. */
type Known = { readonly complete: Uint8Array; readonly lowest: Int16Array };
/** Room for masks. */
type Room = Readonly<Record<'aheads' | 'asked' | 'scratch', number>>;

/** Asks the pairs of one row that begins first. */
function wantOfOne(
  values: Int32Array,
  { distance, ordered }: NearNode,
  { one, next, result, first, wanted, seconds }: Asking,
  { complete, lowest }: Known,
  { aheads, asked: crossed, scratch }: Room,
): void {
  const { rows } = seconds;
  const end = rows.from + rows.count * ROW;
  const start = values[one] ?? 0;
  const lengths = one + LENGTHS;
  const asked = maskOf(wanted, result);
  const askedAll = isSame(values, asked, result + LENGTHS);
  const isComplete = isSame(values, first, lengths);
  const crosses = !ordered && !isEmpty(values, one + MADE);
  const reach = crosses ? BITS - 1 : Math.min(highest(values, lengths) + distance, BITS - 1);
  values.fill(0, aheads, aheads + MASK);
  values.fill(0, crossed, crossed + MASK);
  // Of the stretches that NEAR made of this row, those that are asked for as they are.
  if (crosses) addRaised(values, asked, 0, crossed, 0, BITS - 1, one + MADE);
  const longest = highest(values, crossed);
  let innermost = BITS;
  for (let other = next; other < end; other += ROW) {
    const ahead = (values[other] ?? 0) - start;
    if (ahead > reach) break;
    const index = (other - rows.from) / ROW;
    const isDone = complete[index] === 1;
    const shortest = (lowest[index] ?? BITS) + ahead;
    if (crosses) innermost = Math.min(innermost, shortest);
    if (isDone && isComplete) continue;
    const second = maskOf(seconds, other);
    if (follows(values, one, ahead, distance)) {
      // The wanted lengths, counted from the second's begin, are the second's own.
      const meets =
        isDone && askedAll
          ? shortest < BITS
          : addRaised(values, asked, -ahead, second, 0, BITS - 1, other + LENGTHS);
      if (meets) addNumber(values, aheads, ahead);
    }
    if (crosses && !isDone && shortest < longest)
      addRaised(values, other + LENGTHS, 0, second, 0, longest - ahead - 1);
    if (crosses && !isEmpty(values, other + MADE))
      wantCrossing(values, scratch, asked, [one, other], [first, second], ahead);
    if (!isDone && isSame(values, second, other + LENGTHS)) complete[index] = 1;
  }
  // One that ends a word to `distance` words before some that it makes a wanted one with.
  for (let low = lowestFrom(values, aheads, 0); low < BITS;) {
    const high = lowestMissing(values, aheads, low) - 1;
    addRaised(values, lengths, 0, first, low - distance, high - 1);
    low = lowestFrom(values, aheads, high + 1);
  }
  if (innermost < longest) addRaised(values, crossed, 0, first, innermost + 1);
}

type Two = readonly [one: number, other: number];

/** Asks for two stretches that NEAR made and that cross. */
function wantCrossing(
  values: Int32Array,
  scratch: number,
  asked: number,
  [one, other]: Two,
  [first, second]: Two,
  ahead: number,
): void {
  const cut = lowestFrom(values, one + MADE, ahead + 1);
  values.fill(0, scratch, scratch + MASK);
  if (!addRaised(values, asked, -ahead, scratch, cut + 1 - ahead, BITS - 1, other + MADE)) return;
  addRaised(values, scratch, 0, second);
  addRaised(values, one + MADE, 0, first, ahead + 1, highest(values, scratch) + ahead - 1);
}

function maskOf({ rows, masks }: Wanted, row: number): number {
  return masks + ((row - rows.from) / ROW) * MASK;
}
