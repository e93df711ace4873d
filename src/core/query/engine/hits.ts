/** Which terms, lists and rules one text touches, and where; filled anew for every text. */
import type { Node } from '../language/node.ts';
import { EPOCH, FIRST, LAST, RECORD } from './record.ts';
import { createRowMemory, type RowMemory, type Rows } from './rows.ts';
import { createTokens, type Tokens } from '../words/tokens.ts';

export type Hits = {
  readonly tokens: Tokens;
  /** Number of the text; an id is seen in it where its record says so. */
  epoch: number;
  /** See record.ts; shared with the program. */
  readonly records: Int32Array;
  links: number;
  /** The next link of the same id; -1 closes. */
  next: Int32Array;
  /** Of a term: the first and last word of a hit. Of a list or rule: the member that was seen, twice. */
  from: Int32Array;
  to: Int32Array;
  /** Where the nodes that were asked for stand in this text: queries ask for the same lists again and again. */
  readonly rows: Map<Node, Rows>;
  readonly memory: RowMemory;
  /** Whether the lists that may hold do, for those that were asked for. */
  readonly held: Map<Node, boolean>;
};

export const NONE = -1;

/** Empty hits over the records of a program. */
export function createHits(records: Int32Array): Hits {
  const links = 64;
  return {
    tokens: createTokens(),
    epoch: 0,
    records,
    links: 0,
    next: new Int32Array(links),
    from: new Int32Array(links),
    to: new Int32Array(links),
    rows: new Map(),
    memory: createRowMemory(),
    held: new Map(),
  };
}

/** Forgets the last text; the numbering of texts begins again before it leaves 32 bits. */
export function clearHits(hits: Hits): void {
  hits.links = 0;
  if (hits.rows.size > 0) hits.rows.clear();
  if (hits.held.size > 0) hits.held.clear();
  hits.memory.used = 0;
  hits.epoch += 1;
  if (hits.epoch < 0x7fffffff) return;
  hits.epoch = 1;
  for (let record = 0; record < hits.records.length; record += RECORD) hits.records[record + EPOCH] = 0;
}

/** Whether a term, list or rule was seen in the text. */
export function isSeen(hits: Hits, id: number): boolean {
  return hits.records[id * RECORD + EPOCH] === hits.epoch;
}

/** The first link of an id, from which `next` leads on in the order of the text; -1 where the id was not seen. */
export function firstLink(hits: Hits, id: number): number {
  return isSeen(hits, id) ? (hits.records[id * RECORD + FIRST] ?? NONE) : NONE;
}

/** Adds a link to an id; says whether it is the id's first in this text. */
export function addLink(hits: Hits, id: number, from: number, to: number): boolean {
  const { records, links: link } = hits;
  if (link === hits.next.length) grow(hits);
  hits.links = link + 1;
  hits.next[link] = NONE;
  hits.from[link] = from;
  hits.to[link] = to;
  const record = id * RECORD;
  const isFirst = records[record + EPOCH] !== hits.epoch;
  if (isFirst) {
    records[record + EPOCH] = hits.epoch;
    records[record + FIRST] = link;
  } else hits.next[records[record + LAST] ?? 0] = link;
  records[record + LAST] = link;
  return isFirst;
}

function grow(hits: Hits): void {
  const length = hits.next.length * 2;
  for (const name of ['next', 'from', 'to'] as const) {
    const longer = new Int32Array(length);
    longer.set(hits[name]);
    hits[name] = longer;
  }
}
