/** Makes the node of a list out of the nodes of its entries. */
import { entryId, type ListNode, type Member, type Node, placeless } from './node.ts';
import type { createNumbering } from '../engine/numbering.ts';

/** The node of a list or, where a key is given, of one of its actors. */
export function createListNode(
  numbering: ReturnType<typeof createNumbering>,
  label: string,
  actor: string | undefined,
  nodes: readonly Node[],
): ListNode {
  const settled: number[] = [];
  const unsettled: number[] = [];
  const entries: number[] = [];
  const members = new Map<number, Member>();
  nodes.forEach((node, order) => {
    switch (node.kind) {
      case 'term':
        settled.push(node.id);
        return;
      case 'list':
        settled.push(node.id);
        members.set(node.id, { node, order });
        if (node.maybe === -1) return;
        unsettled.push(node.maybe);
        members.set(node.maybe, { node, order });
        return;
      case 'all':
      case 'any':
      case 'not':
      case 'near': {
        const entry = numbering.entry(node);
        entries.push(entry);
        members.set(entryId(entry), { node, order });
      }
    }
  });
  const simple = entries.length === 0 && unsettled.length === 0;
  const id = numbering.list(settled, []);
  const maybe = simple ? -1 : numbering.list(unsettled, entries);
  const wrong = nodes.map(placeless).find((part) => part !== undefined);
  return { kind: 'list', label, actor, id, maybe, members, placeless: wrong };
}
