/** The linked rules as flat arrays, made for one walk over the words of a text. */
import type { WordPattern } from '../language/ast.ts';
import type { Node } from '../language/node.ts';
import {
  CASED,
  FLAT,
  GROUPS,
  LISTS_FROM,
  LISTS_TO,
  PATTERN,
  RECORD,
  REQUIRED,
  RULES_FROM,
  RULES_TO,
  STEP,
  TERMS_FROM,
  TERMS_TO,
} from './record.ts';
import { createStepTable, type StepTable } from './step-table.ts';
import { groupsOf, isFlat, isPlain } from '../language/trigger.ts';
import { LANGUAGE, type Numbering, type Term } from './numbering.ts';

export type LinkedRule = { readonly id: string; readonly node: Node };

export type Rule = LinkedRule & {
  /** Whether seeing all groups is all there is to the rule. */
  readonly plain: boolean;
};

/** Rows of numbers of differing length, one after another: row i is `values[from[i], from[i + 1])`. */
export type ProgramRows = { readonly from: Int32Array; readonly values: Int32Array };

export type Program = {
  readonly rules: readonly Rule[];
  /** The list that each entry is noted at; in records and postings entries are numbered after the rules. */
  readonly entryLists: Int32Array;
  /** The ids of the rules, by number. */
  readonly ids: readonly string[];
  /** Terms and lists together: rules and, after them, list entries are numbered from here on. */
  readonly size: number;
  readonly words: readonly WordPattern[];
  /** Numbers, from 1, of the languages that some term is bound to, by primary subtag. */
  readonly languages: ReadonlyMap<string, number>;
  /** `RECORD` numbers for each term, list and, after them, rule and list entry. The scanner writes what it sees into them. */
  readonly records: Int32Array;
  /** `PATTERN` numbers for each word pattern. */
  readonly patterns: Int32Array;
  /** Pairs of a term and its fields. */
  readonly termsOfPattern: Int32Array;
  /** For each step of a phrase: pairs of a term that is complete there, and its fields. */
  readonly termsOfStep: ProgramRows;
  readonly steps: StepTable;
  /** Pairs of a rule or list entry and the bits of its groups. */
  readonly postings: Int32Array;
  /** Ids of lists. */
  readonly memberships: Int32Array;
  /** All fields that some term may stand in. */
  readonly fields: number;
};

const ALL_FIELDS = (1 << LANGUAGE) - 1;

/** Turns linked queries into a program. It keeps nothing of the numbering that takes room: a bot holds it for as long as it lives. */
export function createProgram(linked: readonly LinkedRule[], numbering: Numbering): Program {
  const { size, lists, termsOfPattern, termsOfStep } = numbering;
  const { entries } = numbering;
  const records = new Int32Array((size + linked.length + entries.length) * RECORD);
  const posted: number[] = [];
  const post = (node: Node, rule: number): void => {
    const groups = groupsOf(node);
    const bits = new Map<number, number>();
    groups.forEach((group, index) => {
      for (const member of group) bits.set(member, (bits.get(member) ?? 0) | (1 << index));
    });
    for (const [member, bit] of bits) posted.push(member, rule, bit);
    records[(size + rule) * RECORD + REQUIRED] = 2 ** groups.length - 1;
  };
  const rules = linked.map(({ id, node }, rule) => {
    post(node, rule);
    records[(size + rule) * RECORD + FLAT] = isFlat(node) ? 1 : 0;
    return { id, node, plain: isPlain(node) };
  });
  entries.forEach(({ node }, entry) => post(node, rules.length + entry));
  const postings = toRows(size, 2, posted);
  const memberships = toRows(
    size,
    1,
    lists.flatMap(({ id, members }) => members.flatMap((member) => [member, id])),
  );
  for (let id = 0; id < size; id += 1) {
    const [from = 0, to = 0] = [postings.from[id], postings.from[id + 1]];
    const isLone = to - from === 2;
    records[id * RECORD + GROUPS] = isLone ? (postings.values[from + 1] ?? 0) : 0;
    records[id * RECORD + RULES_FROM] = isLone ? ~(postings.values[from] ?? 0) : from;
    records[id * RECORD + RULES_TO] = to;
    records[id * RECORD + LISTS_FROM] = memberships.from[id] ?? 0;
    records[id * RECORD + LISTS_TO] = memberships.from[id + 1] ?? 0;
  }
  const single = toRows(termsOfPattern.length, 2, termRecords(termsOfPattern));
  return {
    rules,
    entryLists: Int32Array.from(entries, ({ list }) => list),
    ids: rules.map(({ id }) => id),
    size,
    words: numbering.patterns,
    languages: numbering.languages,
    records,
    patterns: patternRecords(numbering, single),
    termsOfPattern: single.values,
    termsOfStep: toRows(termsOfStep.length, 2, termRecords(termsOfStep)),
    steps: createStepTable(numbering.steps),
    postings: postings.values,
    memberships: memberships.values,
    fields:
      [...termsOfPattern, ...termsOfStep].flat().reduce((all, { fields }) => all | fields, 0) & ALL_FIELDS,
  };
}

function patternRecords({ patterns, stepOfPattern }: Numbering, terms: ProgramRows): Int32Array {
  const records = new Int32Array(patterns.length * PATTERN);
  patterns.forEach(({ capitals }, pattern) => {
    const [from = 0, to = 0] = [terms.from[pattern], terms.from[pattern + 1]];
    const isLone = to - from === 2;
    records[pattern * PATTERN + TERMS_FROM] = isLone ? ~(terms.values[from] ?? 0) : from;
    records[pattern * PATTERN + TERMS_TO] = isLone ? (terms.values[from + 1] ?? 0) : to;
    records[pattern * PATTERN + STEP] = stepOfPattern[pattern] ?? -1;
    records[pattern * PATTERN + CASED] = capitals === undefined ? 0 : 1;
  });
  return records;
}

function termRecords(rows: readonly (readonly Term[])[]): readonly number[] {
  return rows.flatMap((terms, row) => terms.flatMap(({ id, fields }) => [row, id, fields]));
}

/** Sorts records of a row number and `width` values into rows. */
function toRows(count: number, width: number, records: readonly number[]): ProgramRows {
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
