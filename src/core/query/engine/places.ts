/** Where in a text a node without AND and NOT holds. */
import { firstLink, type Hits, NONE } from './hits.ts';
import { BITS } from './mask.ts';
import { joinRows } from './near.ts';
import { addRow, addStretch, NO_ROWS, type Rows, union } from './rows.ts';
import { touchedMembers, touchedTerms } from './touched.ts';
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
      return union(
        hits.memory,
        node.parts.map((part) => rowsOf(part, hits)),
      );
    case 'near': {
      const left = rowsOf(node.left, hits);
      return left.count === 0 ? NO_ROWS : joinRows(hits.memory, node, left, rowsOf(node.right, hits));
    }
    case 'all':
    case 'not':
      return NO_ROWS;
  }
}

/** A term always has the same number of words, so that no two of its hits begin at one word. */
export function termRows(id: number, hits: Hits): Rows {
  const { memory, tokens } = hits;
  const from = memory.used;
  let count = 0;
  for (let link = firstLink(hits, id); link !== NONE; link = hits.next[link] ?? NONE) {
    const start = tokens.position[hits.from[link] ?? 0] ?? 0;
    const length = (tokens.position[hits.to[link] ?? 0] ?? 0) - start;
    if (length >= BITS) continue;
    addStretch(memory, addRow(memory, start), length);
    count += 1;
  }
  return { from, count };
}

function listRows(node: ListNode, hits: Hits): Rows {
  return union(hits.memory, [
    ...touchedTerms(node, hits).map((term) => termRows(term, hits)),
    ...touchedMembers(node, hits).map((member) => rowsOf(member, hits)),
  ]);
}
