/** Compiles one query by itself: to search stored entries with it, and to explain what it makes of a text. */
import { linkRules } from '../engine/engine.ts';
import { createProgram } from '../engine/program.ts';
import { createScanner } from '../engine/scan.ts';
import type { Evidence } from '../engine/spans.ts';
import { createExplainer } from '../explain/explainer.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { MatchText } from '../words/text.ts';
import type { Lists } from '../../lists/list.ts';
import type { LinkError } from './link.ts';

export type CompiledQuery = {
  /** The spans and actors of a text that matches, undefined for one that does not. */
  readonly match: (text: MatchText) => Evidence | undefined;
  /** The explanation of every part of the query. */
  readonly explain: (text: MatchText) => Explanation;
};

export type QueryOutcome =
  | { readonly kind: 'ok'; readonly query: CompiledQuery }
  | { readonly kind: 'errors'; readonly errors: readonly LinkError[] };

const ID = 'query';

/** Compiles a query; lists are those that it may name. */
export function compileQuery(query: string, lists: Lists = {}): QueryOutcome {
  const linked = linkRules([{ id: ID, query, lists }]);
  if (linked.kind === 'errors') return { kind: 'errors', errors: linked.errors.map(({ error }) => error) };
  const explainer = createExplainer(
    linked.rules,
    createScanner(createProgram(linked.rules, linked.numbering)),
  );
  return {
    kind: 'ok',
    query: {
      match: (text) => explainer.evidence(ID, text),
      explain: (text) => explainer.explain(ID, text),
    },
  };
}
