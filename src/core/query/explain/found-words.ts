/** Counts out which words of a text a query asks for, near enough or not: a match on few of them is a thin one. */
import { firstLink, type Hits, NONE } from '../engine/hits.ts';
import { touchedMembers, touchedTerms } from '../engine/touched.ts';
import type { ListNode, Node } from '../language/node.ts';
import type { Field } from '../words/text.ts';
import { fieldOf, lettersOf } from '../words/tokens.ts';

/** What a reader reads; a query's `outlet:` or `lang:` is no word of the headline. */
const READ: readonly Field[] = ['title', 'summary'];

/**
 * The different words of headline and summary that any wanted term of the query stands for, folded, each once, in no
 * particular order: also those that lie too far apart for a NEAR. What stands under a NOT is not wanted.
 */
export function foundWords(node: Node, hits: Hits): ReadonlySet<string> {
  const words = new Set<string>();
  collect(node, true, { hits, words, lists: new Set() });
  return words;
}

type Basket = {
  readonly hits: Hits;
  readonly words: Set<string>;
  /** Lists that were looked into already. */
  readonly lists: Set<ListNode>;
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
      for (const part of node.parts) collect(part, wanted, basket);
      return;
    case 'not':
      collect(node.part, !wanted, basket);
      return;
    case 'near':
      collect(node.left, wanted, basket);
      collect(node.right, wanted, basket);
  }
}

function collectList(node: ListNode, basket: Basket): void {
  if (basket.lists.has(node)) return;
  basket.lists.add(node);
  for (const term of touchedTerms(node, basket.hits)) collectTerm(term, basket);
  for (const member of touchedMembers(node, basket.hits)) collect(member, true, basket);
}

function collectTerm(id: number, { hits, words }: Basket): void {
  const { tokens } = hits;
  for (let link = firstLink(hits, id); link !== NONE; link = hits.next[link] ?? NONE) {
    for (let word = hits.from[link] ?? 0; word <= (hits.to[link] ?? -1); word += 1)
      if (READ.includes(fieldOf(tokens, word))) words.add(lettersOf(tokens, word));
  }
}
