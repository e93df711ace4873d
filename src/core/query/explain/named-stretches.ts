/** Says by which lists the words of a text were found: every stretch that made a query hold, with the list or actor that has it. */
import { holds } from '../engine/evaluate.ts';
import { firstLink, type Hits, NONE } from '../engine/hits.ts';
import { evidenceOf } from '../engine/spans.ts';
import { touchedMembers, touchedTerms } from '../engine/touched.ts';
import type { ListNode, Node } from '../language/node.ts';
import type { MatchText, Span } from '../words/text.ts';
import { fieldOf } from '../words/tokens.ts';

/** A stretch of a text, and by what it was found. */
export type NamedStretch = {
  readonly span: Span;
  /** The innermost list that has it, such as `acts.resign`; undefined for a word of the query itself. */
  readonly list: string | undefined;
  /** Key of the actor that it names. */
  readonly actor: string | undefined;
};

type Owner = Pick<NamedStretch, 'list' | 'actor'>;
type Basket = {
  readonly hits: Hits;
  readonly text: MatchText;
  readonly found: NamedStretch[];
  readonly lists: Set<Node>;
};

const NOBODY: Owner = { list: undefined, actor: undefined };

/**
 * The stretches of a text for which the node holds, each with what has it: the same stretch may be had by several lists,
 * and stretches may lie within others. In no particular order; none where the node does not hold.
 */
export function namedStretches(node: Node, hits: Hits, text: MatchText): readonly NamedStretch[] {
  if (!holds(node, hits)) return [];
  const basket: Basket = { hits, text, found: [], lists: new Set() };
  collect(node, NOBODY, basket);
  const decided = evidenceOf(node, hits).spans;
  return basket.found.filter(({ span }) =>
    decided.some(({ field, start, end }) => field === span.field && start < span.end && span.start < end),
  );
}

function collect(node: Node, owner: Owner, basket: Basket): void {
  switch (node.kind) {
    case 'term':
      collectTerm(node.id, owner, basket);
      return;
    case 'list':
      collectList(node, basket);
      return;
    case 'all':
    case 'any':
      for (const part of node.parts) if (holds(part, basket.hits)) collect(part, owner, basket);
      return;
    case 'near':
      collect(node.left, owner, basket);
      collect(node.right, owner, basket);
      return;
    case 'not':
  }
}

/** What is more than a word or phrase, such as `$places.x NEAR/2 $offices.y`, is one thing of its list. */
function collectList(node: ListNode, basket: Basket): void {
  const { hits, lists } = basket;
  if (lists.has(node) || !holds(node, hits)) return;
  lists.add(node);
  const owner = { list: /\$([^:]+)/.exec(node.label)?.[1], actor: node.actor };
  for (const term of touchedTerms(node, hits)) collectTerm(term, owner, basket);
  for (const member of touchedMembers(node, hits)) {
    if (!holds(member, hits)) continue;
    if (member.kind === 'list' && node.actor === undefined) collect(member, owner, basket);
    else
      for (const span of joined(evidenceOf(member, hits).spans, basket.text))
        basket.found.push({ span, ...owner });
  }
}

function collectTerm(id: number, owner: Owner, { hits, found }: Basket): void {
  const { tokens } = hits;
  for (let link = firstLink(hits, id); link !== NONE; link = hits.next[link] ?? NONE) {
    const first = hits.from[link] ?? 0;
    const span = {
      field: fieldOf(tokens, first),
      start: tokens.start[first] ?? 0,
      end: tokens.end[hits.to[link] ?? 0] ?? 0,
    };
    found.push({ span, ...owner });
  }
}

/** Spans that no word parts are one stretch. */
function joined(spans: readonly Span[], text: MatchText): readonly Span[] {
  const stretches: Span[] = [];
  for (const span of spans) {
    const last = stretches.at(-1);
    const between = last?.field === span.field ? text[span.field].slice(last.end, span.start) : undefined;
    if (last !== undefined && between !== undefined && /^[\s\p{Pd}'’]*$/u.test(between))
      stretches[stretches.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else stretches.push(span);
  }
  return stretches;
}
