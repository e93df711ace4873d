/** Collects which stretches of a text made a query hold, and which actors they name. */
import { holds } from './evaluate.ts';
import { firstLink, type Hits, NONE } from './hits.ts';
import { type Extent, extentsOf } from './near.ts';
import type { ListNode, Node } from '../language/node.ts';
import type { Span } from '../words/text.ts';
import { fieldOf } from '../words/tokens.ts';

export type Evidence = {
  /** Merged where they overlap, in the order of the fields and of the text. */
  readonly spans: readonly Span[];
  /** In the order of first appearance in the query's lists. */
  readonly actors: readonly string[];
};

/** Evidence of a node that holds: the hits of its terms that are under no NOT, and of NEAR only the pairs near enough. */
export function evidenceOf(node: Node, hits: Hits): Evidence {
  const links: number[] = [];
  const actors = new Set<string>();
  collect(node, true, { hits, links, actors });
  return { spans: spansOf(links, hits), actors: [...actors] };
}

/** Spans of a flat rule that matched: every hit of every term that was seen of it; `id` is the rule's in `hits`. */
export function flatSpansOf(id: number, hits: Hits): readonly Span[] {
  const links: number[] = [];
  for (let seen = firstLink(hits, id); seen !== NONE; seen = hits.next[seen] ?? NONE) {
    const term = hits.from[seen] ?? 0;
    for (let link = firstLink(hits, term); link !== NONE; link = hits.next[link] ?? NONE) links.push(link);
  }
  return spansOf(links, hits);
}

type Basket = { readonly hits: Hits; readonly links: number[]; readonly actors: Set<string> };

function collect(node: Node, wanted: boolean, basket: Basket): void {
  switch (node.kind) {
    case 'term':
      if (wanted) collectTerm(node.id, basket);
      return;
    case 'list':
      if (wanted) collectList(node, basket);
      return;
    case 'all':
    case 'any':
      // Under a NOT only what a second NOT wants again counts.
      for (const part of node.parts) if (!wanted || holds(part, basket.hits)) collect(part, wanted, basket);
      return;
    case 'not':
      if (wanted || holds(node.part, basket.hits)) collect(node.part, !wanted, basket);
      return;
    case 'near':
      if (wanted) for (const extent of extentsOf(node, basket.hits)) collectExtent(extent, basket, new Set());
  }
}

function collectTerm(id: number, { hits, links }: Basket): void {
  for (let link = firstLink(hits, id); link !== NONE; link = hits.next[link] ?? NONE) links.push(link);
}

function collectList(node: ListNode, basket: Basket): void {
  const { hits, actors } = basket;
  if (!holds(node, hits)) return;
  if (node.actor !== undefined) actors.add(node.actor);
  for (let link = firstLink(hits, node.id); link !== NONE; link = hits.next[link] ?? NONE) {
    const member = hits.from[link] ?? NONE;
    if (!node.lists.has(member)) collectTerm(member, basket);
  }
  for (const part of node.parts) if (holds(part, hits)) collect(part, true, basket);
}

function collectExtent(extent: Extent, basket: Basket, visited: Set<Extent>): void {
  if (visited.has(extent)) return;
  visited.add(extent);
  if (extent.link !== NONE) basket.links.push(extent.link);
  for (const actor of extent.actors) basket.actors.add(actor);
  for (const part of extent.of) collectExtent(part, basket, visited);
}

/** The stretches of some links of terms, merged where they overlap or touch. */
function spansOf(links: readonly number[], hits: Hits): readonly Span[] {
  const { tokens, from, to } = hits;
  const spans: { field: Span['field']; start: number; end: number }[] = [];
  for (const link of links.length > 1 ? inOrder(links, hits) : links) {
    const first = from[link] ?? 0;
    const field = fieldOf(tokens, first);
    const start = tokens.start[first] ?? 0;
    const end = tokens.end[to[link] ?? 0] ?? 0;
    const last = spans.at(-1);
    if (last !== undefined && last.field === field && start <= last.end) last.end = Math.max(last.end, end);
    else spans.push({ field, start, end });
  }
  return spans;
}

function inOrder(links: readonly number[], { from, to }: Hits): readonly number[] {
  return links.toSorted(
    (one, other) => (from[one] ?? 0) - (from[other] ?? 0) || (to[one] ?? 0) - (to[other] ?? 0),
  );
}
