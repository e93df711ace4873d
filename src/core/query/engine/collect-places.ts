/** Collects the words that made NEAR hold: only those of pairs that are near enough, down through its operands. */
import { firstLink, type Hits, NONE } from './hits.ts';
import { addRaised, anyBetween, BITS, MASK } from './mask.ts';
import { rowsOf } from './places.ts';
import { LENGTHS, reserve, ROW } from './rows.ts';
import { touchedMembers, touchedTerms } from './touched.ts';
import { type Wanted, wantAll, wantNothing, wantOperands } from './wanted.ts';
import type { NearNode, Node } from '../language/node.ts';

type Basket = { readonly hits: Hits; readonly links: number[]; readonly actors: Set<string> };

/** What was asked for already of each node, so that a list in many lists is not gone through many times. */
type Asked = Map<Node, Wanted>;

/** Adds the hits and actors of the node's stretches to the basket. */
export function collectPlaces(node: NearNode, basket: Basket): void {
  const { hits } = basket;
  const { memory, rows } = hits;
  const all = rowsOf(node, hits);
  const [before, known] = [memory.used, rows.size];
  collect(node, wantAll(memory, all), basket, new Map());
  // What was asked for is of no use to others, unless rows that are kept stand behind it.
  if (rows.size === known) memory.used = before;
}

function collect(node: Node, wanted: Wanted, basket: Basket, asked: Asked): void {
  const { hits, actors } = basket;
  const fresh = notYet(node, wanted, hits, asked);
  if (fresh === undefined) return;
  switch (node.kind) {
    case 'term':
      collectTerm(node.id, fresh, basket);
      return;
    case 'list':
      if (node.actor !== undefined) actors.add(node.actor);
      for (const term of touchedTerms(node, hits)) collectTerm(term, fresh, basket);
      for (const member of touchedMembers(node, hits)) collectPart(member, fresh, basket, asked);
      return;
    case 'any':
      for (const part of node.parts) collectPart(part, fresh, basket, asked);
      return;
    case 'near': {
      const [left, right] = [rowsOf(node.left, hits), rowsOf(node.right, hits)];
      const [one, other] = wantOperands(hits.memory, node, fresh, left, right);
      collect(node.left, one, basket, asked);
      collect(node.right, other, basket, asked);
      return;
    }
    case 'all':
    case 'not':
  }
}

/** What of the wanted was not asked for before; undefined where that is nothing. */
function notYet(node: Node, wanted: Wanted, { memory }: Hits, asked: Asked): Wanted | undefined {
  const before = asked.get(node);
  const words = wanted.rows.count * MASK;
  let any = 0;
  const fresh = { rows: wanted.rows, masks: reserve(memory, words) };
  const all = before ?? { rows: wanted.rows, masks: reserve(memory, words) };
  const { values } = memory;
  for (let word = 0; word < words; word += 1) {
    const known = values[all.masks + word] ?? 0;
    const bits = (values[wanted.masks + word] ?? 0) & ~known;
    values[fresh.masks + word] = bits;
    values[all.masks + word] = known | bits;
    any |= bits;
  }
  asked.set(node, all);
  return any === 0 ? undefined : fresh;
}

/** Hands on what is wanted of a whole to a part of it, as far as the part has it. */
function collectPart(part: Node, whole: Wanted, basket: Basket, asked: Asked): void {
  const { memory } = basket.hits;
  const wanted = wantNothing(memory, rowsOf(part, basket.hits));
  const { values } = memory;
  const { from, count } = whole.rows;
  let at = 0;
  for (let row = 0; row < wanted.rows.count; row += 1) {
    const place = wanted.rows.from + row * ROW;
    while (at < count && (values[from + at * ROW] ?? 0) < (values[place] ?? 0)) at += 1;
    if (at === count) break;
    if (values[from + at * ROW] !== values[place]) continue;
    addRaised(values, whole.masks + at * MASK, 0, wanted.masks + row * MASK, 0, BITS - 1, place + LENGTHS);
  }
  collect(part, wanted, basket, asked);
}

function collectTerm(id: number, wanted: Wanted, { hits, links }: Basket): void {
  const { tokens, memory } = hits;
  const { values } = memory;
  const { from, count } = wanted.rows;
  let at = 0;
  for (let link = firstLink(hits, id); link !== NONE; link = hits.next[link] ?? NONE) {
    const start = tokens.position[hits.from[link] ?? 0] ?? 0;
    const length = (tokens.position[hits.to[link] ?? 0] ?? 0) - start;
    while (at < count && (values[from + at * ROW] ?? 0) < start) at += 1;
    if (at === count) return;
    if (values[from + at * ROW] === start && anyBetween(values, wanted.masks + at * MASK, length, length))
      links.push(link);
  }
}
