/** Decides whether a compiled query holds for the hits of a text: the one meaning of AND, OR, NOT, NEAR and lists. */
import { type Hits, isSeen } from './hits.ts';
import { extentsOf } from './near.ts';
import type { Node } from '../language/node.ts';

/** Whether the node holds for the text whose hits these are. */
export function holds(node: Node, hits: Hits): boolean {
  switch (node.kind) {
    case 'term':
      return isSeen(hits, node.id);
    case 'list':
      return isSeen(hits, node.id) || node.complex.some((part) => holds(part, hits));
    case 'all':
      return node.parts.every((part) => holds(part, hits));
    case 'any':
      return node.parts.some((part) => holds(part, hits));
    case 'not':
      return !holds(node.part, hits);
    case 'near':
      return extentsOf(node, hits).length > 0;
  }
}
