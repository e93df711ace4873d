/** Which terms and lists one text holds, and where; filled anew for every text. */
import { createTokens, type Tokens } from './tokens.ts';

export type Hits = {
  readonly tokens: Tokens;
  /** Number of the text; an id is seen in it where `seen[id]` is the same. */
  epoch: number;
  readonly seen: Int32Array;
  /** First and last link of each id that is seen, in the order of the text; -1 for none. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  links: number;
  /** The next link of the same id; -1 closes. */
  next: Int32Array;
  /** Of a term: the first and last word of a hit. Of a list: the member that was seen, twice. */
  from: Int32Array;
  to: Int32Array;
};

export const NONE = -1;

/** Empty hits for a program of `size` terms and lists. */
export function createHits(size: number): Hits {
  return {
    tokens: createTokens(),
    epoch: 0,
    seen: new Int32Array(size),
    first: new Int32Array(size),
    last: new Int32Array(size),
    links: 0,
    next: new Int32Array(64),
    from: new Int32Array(64),
    to: new Int32Array(64),
  };
}

function longer(short: Int32Array): Int32Array {
  const long = new Int32Array(short.length * 2);
  long.set(short);
  return long;
}

/** Adds a link to an id; says whether it is the id's first in this text. */
export function addLink(hits: Hits, id: number, from: number, to: number): boolean {
  const link = hits.links;
  if (link === hits.next.length) {
    hits.next = longer(hits.next);
    hits.from = longer(hits.from);
    hits.to = longer(hits.to);
  }
  hits.links = link + 1;
  hits.next[link] = NONE;
  hits.from[link] = from;
  hits.to[link] = to;
  const isFirst = hits.seen[id] !== hits.epoch;
  if (isFirst) {
    hits.seen[id] = hits.epoch;
    hits.first[id] = link;
  } else hits.next[hits.last[id] ?? 0] = link;
  hits.last[id] = link;
  return isFirst;
}
