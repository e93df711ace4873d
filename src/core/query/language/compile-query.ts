/** Compiles one query by itself: to search stored entries with it, and to explain what it makes of a text. */
import { explainNode } from '../explain/explain.ts';
import { evidenceOf, type Evidence } from '../engine/spans.ts';
import { holds } from '../engine/evaluate.ts';
import { linkRules } from '../engine/engine.ts';
import type { LinkError, Lists } from './link.ts';
import { createProgram } from '../engine/program.ts';
import { createScanner, scan } from '../engine/scan.ts';
import type { MatchText } from '../words/text.ts';
import type { Explanation } from '../explain/explanation.ts';

export type CompiledQuery = {
  /** The spans and actors of a text that matches, undefined for one that does not. */
  readonly match: (text: MatchText) => Evidence | undefined;
  /** The verdict on every part of the query. */
  readonly explain: (text: MatchText) => Explanation;
};

export type QueryOutcome =
  | { readonly kind: 'ok'; readonly query: CompiledQuery }
  | { readonly kind: 'errors'; readonly errors: readonly LinkError[] };

/** Compiles a query; lists are those that it may name. */
export function compileQuery(query: string, lists: Lists = {}): QueryOutcome {
  const linked = linkRules([{ id: 'query', query, lists }]);
  if (linked.kind === 'errors') return { kind: 'errors', errors: linked.errors.map(({ error }) => error) };
  const scanner = createScanner(createProgram(linked.rules, linked.numbering));
  const { hits } = scanner;
  const [rule] = linked.rules;
  if (rule === undefined) throw new Error('a query was linked to no rule');
  return {
    kind: 'ok',
    query: {
      match(text) {
        scan(scanner, text);
        return scanner.found > 0 && holds(rule.node, hits) ? evidenceOf(rule.node, hits) : undefined;
      },
      explain(text) {
        scan(scanner, text);
        return explainNode(rule.node, hits, text);
      },
    },
  };
}
