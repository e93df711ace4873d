/** The linked rules as flat arrays, made for one walk over the words of a text. */
import type { Node } from './node.ts';
import { createStepTable, type StepTable } from './step-table.ts';
import type { Term, Vocabulary } from './vocabulary.ts';
import { groupsOf, isFlat, isPlain } from './trigger.ts';

export type LinkedRule = { readonly id: string; readonly node: Node };

export type Rule = {
  readonly id: string;
  readonly node: Node;
  /** Bits of the groups of which each must be seen before the rule can match. */
  readonly required: number;
  /** Whether seeing all groups is all there is to the rule. */
  readonly plain: boolean;
  /** Whether, besides, all that was seen of it is evidence, and names no actors. */
  readonly flat: boolean;
};

/** Rows of numbers of differing length, one after another: row i is `values[from[i], from[i + 1])`. */
export type Rows = { readonly from: Int32Array; readonly values: Int32Array };

export type Program = {
  readonly rules: readonly Rule[];
  readonly vocabulary: Vocabulary;
  readonly stepOfPattern: Int32Array;
  readonly steps: StepTable;
  /** For each pattern: pairs of a term that it is by itself, and the term's fields. */
  readonly termsOfPattern: Rows;
  /** For each step of a phrase: pairs of a term that is complete there, and its fields. */
  readonly termsOfStep: Rows;
  /** For each term or list: pairs of rule and group bits. */
  readonly rulesOfId: Rows;
  /** For each term or list: the lists it belongs to. */
  readonly listsOfId: Rows;
  /** All fields that some term may stand in. */
  readonly fields: number;
};

/** Turns linked queries into a program. */
export function createProgram(linked: readonly LinkedRule[], vocabulary: Vocabulary): Program {
  const postings: number[] = [];
  const rules = linked.map(({ id, node }, rule) => {
    const groups = groupsOf(node);
    const bits = new Map<number, number>();
    groups.forEach((group, index) => {
      for (const member of group) bits.set(member, (bits.get(member) ?? 0) | (1 << index));
    });
    for (const [member, bit] of bits) postings.push(member, rule, bit);
    return { id, node, required: 2 ** groups.length - 1, plain: isPlain(node), flat: isFlat(node) };
  });
  const { termsOfPattern, termsOfStep, lists, size } = vocabulary;
  return {
    rules,
    vocabulary,
    stepOfPattern: Int32Array.from(vocabulary.stepOfPattern),
    steps: createStepTable(vocabulary.steps),
    termsOfPattern: toRows(termsOfPattern.length, 2, termRecords(termsOfPattern)),
    termsOfStep: toRows(termsOfStep.length, 2, termRecords(termsOfStep)),
    rulesOfId: toRows(size, 2, postings),
    listsOfId: toRows(
      size,
      1,
      lists.flatMap(({ id, members }) => members.flatMap((member) => [member, id])),
    ),
    fields: [...termsOfPattern, ...termsOfStep].flat().reduce((all, { fields }) => all | fields, 0),
  };
}

function termRecords(rows: readonly (readonly Term[])[]): readonly number[] {
  return rows.flatMap((terms, row) => terms.flatMap(({ id, fields }) => [row, id, fields]));
}

/** Sorts records of a row number and `width` values into rows. */
function toRows(count: number, width: number, records: readonly number[]): Rows {
  const from = new Int32Array(count + 1);
  const stride = width + 1;
  for (let at = 0; at < records.length; at += stride) {
    const row = (records[at] ?? 0) + 1;
    from[row] = (from[row] ?? 0) + width;
  }
  for (let row = 0; row < count; row += 1) from[row + 1] = (from[row + 1] ?? 0) + (from[row] ?? 0);
  const values = new Int32Array(from[count] ?? 0);
  const next = from.slice();
  for (let at = 0; at < records.length; at += stride) {
    const row = records[at] ?? 0;
    const place = next[row] ?? 0;
    for (let value = 0; value < width; value += 1) values[place + value] = records[at + 1 + value] ?? 0;
    next[row] = place + width;
  }
  return { from, values };
}
