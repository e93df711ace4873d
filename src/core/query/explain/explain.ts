/** Explains what a compiled query makes of a text, with the same evaluation that matching uses. */
import { holds } from '../engine/evaluate.ts';
import type { Hits } from '../engine/hits.ts';
import { labelOf } from './label.ts';
import { rowsOf } from '../engine/places.ts';
import { endsOf, startsOf } from '../engine/rows.ts';
import type { NearNode, Node } from '../language/node.ts';
import { evidenceOf } from '../engine/spans.ts';
import type { MatchText } from '../words/text.ts';
import { GAP } from '../words/tokens.ts';
import type { Explanation } from './explanation.ts';

/** Explains a node, given the hits of the text that was just scanned. */
export function explainNode(node: Node, hits: Hits, text: MatchText): Explanation {
  return explainWith(node, { hits, text, terms: new Map() });
}

type Found = Pick<Explanation, 'spans' | 'actors' | 'found'>;
type Explaining = {
  readonly hits: Hits;
  readonly text: MatchText;
  /** What was found of each term: a query may name one a thousand times, and a text hold it as often. */
  readonly terms: Map<number, Found>;
};

function foundOf(node: Node, { hits, text, terms }: Explaining): Found {
  const known = node.kind === 'term' ? terms.get(node.id) : undefined;
  if (known !== undefined) return known;
  const { spans, actors } = evidenceOf(node, hits);
  const found = { spans, actors, found: spans.map(({ field, start, end }) => text[field].slice(start, end)) };
  if (node.kind === 'term') terms.set(node.id, found);
  return found;
}

function explainWith(node: Node, explaining: Explaining): Explanation {
  const { hits } = explaining;
  const base = { matched: holds(node, hits), label: labelOf(node), ...foundOf(node, explaining) };
  const explain = (part: Node): Explanation => explainWith(part, explaining);
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

/** Words between the operands where they come nearest in one sentence. */
function closestOf({ left, right, ordered }: NearNode, hits: Hits): number | undefined {
  const [one, other] = [rowsOf(left, hits), rowsOf(right, hits)];
  const { memory } = hits;
  const after = smallestGap(endsOf(memory, one), startsOf(memory, other));
  const before = ordered ? GAP : smallestGap(endsOf(memory, other), startsOf(memory, one));
  const closest = Math.min(after, before);
  return closest < GAP ? closest : undefined;
}

/** Least distance from an end to a start after it; both in order. `GAP` where there is none. */
function smallestGap(ends: readonly number[], starts: readonly number[]): number {
  let smallest = GAP;
  let at = 0;
  for (const start of starts) {
    while (at + 1 < ends.length && (ends[at + 1] ?? start) < start) at += 1;
    const gap = start - (ends[at] ?? start);
    if (gap > 0) smallest = Math.min(smallest, gap);
  }
  return smallest;
}
