/** Explains what a compiled query makes of a text, with the same evaluation that matching uses. */
import { holds } from '../engine/evaluate.ts';
import type { Hits } from '../engine/hits.ts';
import { labelOf } from './label.ts';
import { extentsOf } from '../engine/near.ts';
import type { NearNode, Node } from '../language/node.ts';
import { evidenceOf } from '../engine/spans.ts';
import type { MatchText } from '../words/text.ts';
import { GAP } from '../words/tokens.ts';
import type { Explanation } from './explanation.ts';

/** The verdict on a node, given the hits of the text that was just scanned. */
export function explainNode(node: Node, hits: Hits, text: MatchText): Explanation {
  const { spans, actors } = evidenceOf(node, hits);
  const base = {
    matched: holds(node, hits),
    label: labelOf(node),
    spans,
    actors,
    found: spans.map(({ field, start, end }) => text[field].slice(start, end)),
  };
  const explain = (part: Node): Explanation => explainNode(part, hits, text);
  switch (node.kind) {
    case 'term':
      return { kind: 'term', ...base };
    case 'list':
      return { kind: 'list', ...base };
    case 'all':
      return { kind: 'all', ...base, parts: node.parts.map(explain) };
    case 'any':
      return { kind: 'any', ...base, parts: node.parts.map(explain) };
    case 'not':
      return { kind: 'not', ...base, part: explain(node.part) };
    case 'near': {
      const { ordered, distance } = node;
      const [left, right] = [explain(node.left), explain(node.right)];
      return { kind: 'near', ...base, ordered, distance, left, right, closest: closestOf(node, hits) };
    }
  }
}

function closestOf({ left, right, ordered }: NearNode, hits: Hits): number | undefined {
  let closest = GAP;
  for (const one of extentsOf(left, hits)) {
    for (const other of extentsOf(right, hits)) {
      const after = other.start - one.end;
      const before = one.start - other.end;
      if (after > 0) closest = Math.min(closest, after);
      if (before > 0 && !ordered) closest = Math.min(closest, before);
    }
  }
  return closest < GAP ? closest : undefined;
}
