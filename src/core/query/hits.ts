/** Which terms and lists one text holds, and where; filled anew for every text. Ids after theirs are the rules'. */
import { createTokens, type Tokens } from './tokens.ts';

export type Hits = {
  readonly tokens: Tokens;
  /** Number of the text; an id is seen in it where its record says so. */
  epoch: number;
  /** Four numbers an id, side by side because they are read together: epoch, first link, last link, one spare. */
  readonly records: Int32Array;
  links: number;
  /** The next link of the same id; -1 closes. */
  next: Int32Array;
  /** Of a term: the first and last word of a hit. Of a list or rule: the member that was seen, twice. */
  from: Int32Array;
  to: Int32Array;
};

export const NONE = -1;

const FIRST = 1;
const LAST = 2;
const SPARE = 3;

/** Empty hits for a program of `size` terms, lists and rules. */
export function createHits(size: number): Hits {
  return {
    tokens: createTokens(),
    epoch: 0,
    records: new Int32Array(size * 4),
    links: 0,
    next: new Int32Array(64),
    from: new Int32Array(64),
    to: new Int32Array(64),
  };
}

/** Forgets the last text; the numbering of texts begins again before it leaves 32 bits. */
export function clearHits(hits: Hits): void {
  hits.links = 0;
  hits.epoch += 1;
  if (hits.epoch === 0x7fffffff) {
    hits.records.fill(0);
    hits.epoch = 1;
  }
}

/** Whether a term, list or rule was seen in the text. */
export function isSeen(hits: Hits, id: number): boolean {
  return hits.records[id * 4] === hits.epoch;
}

/** The first link of an id, from which `next` leads on in the order of the text; -1 where the id was not seen. */
export function firstLink(hits: Hits, id: number): number {
  return isSeen(hits, id) ? (hits.records[id * 4 + FIRST] ?? NONE) : NONE;
}

/** Adds a link to an id; says whether it is the id's first in this text. */
export function addLink(hits: Hits, id: number, from: number, to: number): boolean {
  const { records, links: link } = hits;
  if (link === hits.next.length) grow(hits);
  hits.links = link + 1;
  hits.next[link] = NONE;
  hits.from[link] = from;
  hits.to[link] = to;
  const record = id * 4;
  const isFirst = records[record] !== hits.epoch;
  if (isFirst) {
    records[record] = hits.epoch;
    records[record + FIRST] = link;
    records[record + SPARE] = 0;
  } else hits.next[records[record + LAST] ?? 0] = link;
  records[record + LAST] = link;
  return isFirst;
}

/** Sets bits in the spare number of an id that was seen; returns what it was before. */
export function addBits(hits: Hits, id: number, bits: number): number {
  const at = id * 4 + SPARE;
  const before = hits.records[at] ?? 0;
  hits.records[at] = before | bits;
  return before;
}

function grow(hits: Hits): void {
  const length = hits.next.length * 2;
  for (const name of ['next', 'from', 'to'] as const) {
    const longer = new Int32Array(length);
    longer.set(hits[name]);
    hits[name] = longer;
  }
}
