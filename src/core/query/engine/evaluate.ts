/** Decides whether a compiled query holds for the hits of a text: the one meaning of AND, OR, NOT, NEAR and lists. */
import { type Hits, isSeen } from './hits.ts';
import { rowsOf } from './places.ts';
import { touchedMembers } from './touched.ts';
import type { ListNode, Node } from '../language/node.ts';

/** Whether the node holds for the text whose hits these are. */
export function holds(node: Node, hits: Hits): boolean {
  switch (node.kind) {
    case 'term':
      return isSeen(hits, node.id);
    case 'list':
      return isSeen(hits, node.id) || (node.maybe !== -1 && isSeen(hits, node.maybe) && mayHold(node, hits));
    case 'all':
      return node.parts.every((part) => holds(part, hits));
    case 'any':
      return node.parts.some((part) => holds(part, hits));
    case 'not':
      return !holds(node.part, hits);
    case 'near':
      return rowsOf(node, hits).count > 0;
  }
}

/** Whether an entry of a list holds of which enough words were seen. */
function mayHold(node: ListNode, hits: Hits): boolean {
  const known = hits.held.get(node);
  if (known !== undefined) return known;
  const held = touchedMembers(node, hits).some((part) => holds(part, hits));
  hits.held.set(node, held);
  return held;
}
