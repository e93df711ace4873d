/** Writes a compiled query, or a part of it, as an analyst would say it. */
import type { Node } from '../language/node.ts';

/** Alternatives that are spelled out before the rest is counted. */
const MOST_ALTERNATIVES = 5;

/** The node in words: `$alliance AND appoint* within 6 words of (chief OR SACEUR)`. Long ORs are cut short. */
export function labelOf(node: Node): string {
  switch (node.kind) {
    case 'term':
    case 'list':
      return node.label;
    case 'all':
      return node.parts.map(operand).join(' AND ');
    case 'any': {
      const shown = node.parts.slice(0, MOST_ALTERNATIVES).map(operand).join(' OR ');
      const more = node.parts.length - MOST_ALTERNATIVES;
      return more > 0 ? `${shown} OR ${more} more` : shown;
    }
    case 'not':
      return `NOT ${operand(node.part)}`;
    case 'near':
      return `${operand(node.left)} ${relationOf(node)} ${operand(node.right)}`;
  }
}

/** What is asked of two places in a text: `within 6 words of`, `right before`. */
export function relationOf({
  distance,
  ordered,
}: {
  readonly distance: number;
  readonly ordered: boolean;
}): string {
  const words = distance === 1 ? 'right' : `within ${distance} words`;
  if (ordered) return `${words} before`;
  return distance === 1 ? 'right beside' : `${words} of`;
}

function operand(node: Node): string {
  const simple = node.kind === 'term' || node.kind === 'list' || node.kind === 'not';
  return simple ? labelOf(node) : `(${labelOf(node)})`;
}
