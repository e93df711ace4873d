/** Collects which stretches of a text made a query hold, and which actors they name. */
import { holds } from './evaluate.ts';
import { firstLink, type Hits, NONE } from './hits.ts';
import { collectPlaces } from './collect-places.ts';
import { touchedMembers, touchedTerms } from './touched.ts';
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
  const basket: Basket = { hits, links: [], actors: new Set(), lists: new Set(), terms: new Set() };
  collect(node, true, basket);
  return { spans: spansOf(basket.links, hits), actors: [...basket.actors] };
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

type Basket = {
  readonly hits: Hits;
  readonly links: number[];
  readonly actors: Set<string>;
  /** Lists that were looked into already. */
  readonly lists: Set<ListNode>;
  /** Terms whose hits are there already: a query may name one a thousand times. */
  readonly terms: Set<number>;
};

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
      if (wanted) collectPlaces(node, basket);
  }
}

function collectTerm(id: number, { hits, links, terms }: Basket): void {
  if (terms.has(id)) return;
  terms.add(id);
  for (let link = firstLink(hits, id); link !== NONE; link = hits.next[link] ?? NONE) links.push(link);
}

function collectList(node: ListNode, basket: Basket): void {
  const { hits, actors, lists } = basket;
  if (lists.has(node) || !holds(node, hits)) return;
  lists.add(node);
  if (node.actor !== undefined) actors.add(node.actor);
  for (const term of touchedTerms(node, hits)) collectTerm(term, basket);
  for (const part of touchedMembers(node, hits)) if (holds(part, hits)) collect(part, true, basket);
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
