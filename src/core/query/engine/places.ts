/** Where in a text a node without AND and NOT holds. */
import { firstLink, type Hits, NONE } from './hits.ts';
import { BITS } from './mask.ts';
import { joinRows } from './near.ts';
import { addRow, addStretch, copyRows, gatherRows, NO_ROWS, ROW, type Rows } from './rows.ts';
import type { ListNode, Node } from '../language/node.ts';

/** The stretches of words at which the node holds, worked out once for a text. */
export function rowsOf(node: Node, hits: Hits): Rows {
  const known = hits.rows.get(node);
  if (known !== undefined) return known;
  const rows = worked(node, hits);
  hits.rows.set(node, rows);
  return rows;
}

function worked(node: Node, hits: Hits): Rows {
  switch (node.kind) {
    case 'term':
      return termRows(node.id, hits);
    case 'list':
      return listRows(node, hits);
    case 'any':
      return anyRows(node.parts, hits);
    case 'near': {
      const left = rowsOf(node.left, hits);
      return left.count === 0 ? NO_ROWS : joinRows(hits.memory, node, left, rowsOf(node.right, hits));
    }
    case 'all':
    case 'not':
      return NO_ROWS;
  }
}

function termRows(id: number, hits: Hits): Rows {
  const from = hits.memory.used;
  addTerm(id, hits);
  return { from, count: (hits.memory.used - from) / ROW };
}

/** A term always has the same number of words, so that no two of its hits begin at one word. */
function addTerm(id: number, hits: Hits): void {
  const { memory, tokens, from, to } = hits;
  for (let link = firstLink(hits, id); link !== NONE; link = hits.next[link] ?? NONE) {
    const start = tokens.position[from[link] ?? 0] ?? 0;
    const length = (tokens.position[to[link] ?? 0] ?? 0) - start;
    if (length < BITS) addStretch(memory, addRow(memory, start), length);
  }
}

function anyRows(parts: readonly Node[], hits: Hits): Rows {
  const all = parts.map((part) => rowsOf(part, hits)).filter(({ count }) => count > 0);
  const [only, second] = all;
  if (only === undefined || second === undefined) return only ?? NO_ROWS;
  const from = hits.memory.used;
  for (const rows of all) copyRows(hits.memory, rows);
  return gatherRows(hits.memory, from);
}

function listRows(node: ListNode, hits: Hits): Rows {
  const { id, maybe, members } = node;
  // What the members make of it comes first, since it takes its place in the memory, too.
  const parts = members.size === 0 ? [] : [...partsAt(node, id, hits), ...partsAt(node, maybe, hits)];
  const from = hits.memory.used;
  for (const rows of parts) copyRows(hits.memory, rows);
  for (let link = firstLink(hits, id); link !== NONE; link = hits.next[link] ?? NONE) {
    const member = hits.from[link] ?? NONE;
    if (members.size === 0 || !members.has(member)) addTerm(member, hits);
  }
  return gatherRows(hits.memory, from);
}

/** Rows of the lists and entries that were seen by one of the list's two ids; some may come by both, which does no harm. */
function partsAt({ members }: ListNode, id: number, hits: Hits): Rows[] {
  const parts: Rows[] = [];
  if (id === -1) return parts;
  for (let link = firstLink(hits, id); link !== NONE; link = hits.next[link] ?? NONE) {
    const member = members.get(hits.from[link] ?? NONE);
    if (member !== undefined) parts.push(rowsOf(member.node, hits));
  }
  return parts;
}
