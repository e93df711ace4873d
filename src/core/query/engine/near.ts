/** Where in a text a node holds, and the one rule of distance that NEAR and BEFORE are made of. */
import { firstLink, type Hits, isSeen, NONE } from './hits.ts';
import type { ListNode, NearNode, Node } from '../language/node.ts';

/** A stretch of words, by position, at which a node holds. */
export type Extent = {
  readonly start: number;
  readonly end: number;
  /** The link of `hits` that it is; `NONE` where it is a pair. */
  readonly link: number;
  /** Keys of the actors whose terms these are. */
  readonly actors: readonly string[];
  /** The stretches that a pair is made of. */
  readonly of: Extent[];
};

/**
 * Stretches that are looked at per node and text. A headline never has so many; the bound keeps a query of nested
 * NEARs over a text that repeats its words a thousand times linear.
 */
const MOST_EXTENTS = 1024;

/** The places of a node without AND or NOT, sorted by start, then end. */
export function extentsOf(node: Node, hits: Hits): readonly Extent[] {
  switch (node.kind) {
    case 'term':
      return sorted(termExtents(node.id, hits, []));
    case 'list': {
      const known = hits.extents.get(node.id);
      if (known !== undefined) return known;
      const extents = sorted(listExtents(node, hits));
      hits.extents.set(node.id, extents);
      return extents;
    }
    case 'any':
      return sorted(node.parts.flatMap((part) => extentsOf(part, hits)));
    case 'near':
      return sorted(pairs(node, hits));
    case 'all':
    case 'not':
      return [];
  }
}

function termExtents(id: number, hits: Hits, actors: readonly string[]): Extent[] {
  const extents: Extent[] = [];
  const { position } = hits.tokens;
  for (let link = firstLink(hits, id); link !== NONE; link = hits.next[link] ?? NONE) {
    const start = position[hits.from[link] ?? 0] ?? 0;
    extents.push({ start, end: position[hits.to[link] ?? 0] ?? 0, link, actors, of: [] });
  }
  return extents;
}

/** Only members that the text touches are looked at: long lists cost no more than short ones. */
function listExtents(node: ListNode, hits: Hits): Extent[] {
  const { actor } = node;
  const extents: Extent[] = [];
  for (let link = firstLink(hits, node.id); link !== NONE; link = hits.next[link] ?? NONE) {
    const member = hits.from[link] ?? NONE;
    if (!node.lists.has(member)) extents.push(...termExtents(member, hits, []));
  }
  for (const part of node.parts) {
    if (part.kind !== 'list' || isSeen(hits, part.id) || part.complex.length > 0)
      extents.push(...extentsOf(part, hits));
  }
  return actor === undefined
    ? extents
    : extents.map((extent) => ({ ...extent, actors: [...extent.actors, actor] }));
}

/** In order, and one extent for each stretch: those of the same stretch are merged. */
function sorted(extents: readonly Extent[]): readonly Extent[] {
  if (extents.length < 2) return extents;
  const merged: Extent[] = [];
  for (const extent of extents.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    const last = merged.at(-1);
    if (last === undefined || last.start !== extent.start || last.end !== extent.end) merged.push(extent);
    else
      merged[merged.length - 1] = { ...last, link: NONE, actors: [], of: [...split(last), ...split(extent)] };
  }
  return merged.slice(0, MOST_EXTENTS);
}

function split(extent: Extent): readonly Extent[] {
  return extent.link === NONE && extent.actors.length === 0 ? extent.of : [extent];
}

function pairs({ left, right, ordered, distance }: NearNode, hits: Hits): readonly Extent[] {
  const lefts = extentsOf(left, hits);
  if (lefts.length === 0) return [];
  const rights = extentsOf(right, hits);
  const forward = followed(lefts, rights, distance);
  return ordered ? forward : [...forward, ...followed(rights, lefts, distance)];
}

/** Pairs of which the second begins 1 to `distance` words after the first ends; both lists sorted by start. */
function followed(firsts: readonly Extent[], seconds: readonly Extent[], distance: number): Extent[] {
  const found: Extent[] = [];
  for (const first of firsts) {
    for (let at = firstAfter(seconds, first.end); at < seconds.length; at += 1) {
      const second = seconds[at];
      if (second === undefined || second.start - first.end > distance) break;
      found.push({ start: first.start, end: second.end, link: NONE, actors: [], of: [first, second] });
    }
  }
  return found;
}

/** Index of the first extent that begins after a position. */
function firstAfter(extents: readonly Extent[], position: number): number {
  let low = 0;
  let high = extents.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((extents[middle]?.start ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
