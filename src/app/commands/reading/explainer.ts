/** Explains texts with the compiled queries of the briefs, each compiled once. */
import type { Brief, Indicator } from '../../../core/indicator/brief.ts';
import { type CompiledQuery, compileQuery } from '../../../core/query/language/compile-query.ts';
import { missCost, nearestMiss } from '../../../core/query/explain/nearest-miss.ts';
import type { MatchText } from '../../../core/query/words/text.ts';
import type { Explanation } from '../../../core/query/explain/explanation.ts';

export type Explained = {
  readonly brief: Brief;
  readonly indicator: Indicator;
  readonly explanation: Explanation;
};

export type Explainer = {
  /** The verdict of one indicator; undefined where the brief has none of that id. */
  readonly one: (brief: Brief, indicatorId: string, text: MatchText) => Explanation | undefined;
  /** The verdicts of all indicators of all briefs. */
  readonly all: (briefs: readonly Brief[], text: MatchText) => readonly Explained[];
};

/** Makes an explainer; queries are compiled when first asked, and forgotten with the brief they stand in. */
export function createExplainer(): Explainer {
  const compiled = new WeakMap<Brief, ReadonlyMap<string, CompiledQuery>>();
  const queriesOf = (brief: Brief): ReadonlyMap<string, CompiledQuery> => {
    const known = compiled.get(brief);
    if (known !== undefined) return known;
    const queries = new Map<string, CompiledQuery>();
    for (const { id, query } of brief.indicators) {
      const outcome = compileQuery(query, brief.lists);
      if (outcome.kind === 'errors') throw new Error(`the query of ${brief.id}/${id} was not checked`);
      queries.set(id, outcome.query);
    }
    compiled.set(brief, queries);
    return queries;
  };
  return {
    one: (brief, indicatorId, text) => queriesOf(brief).get(indicatorId)?.explain(text),
    all: (briefs, text) =>
      briefs.flatMap((brief) =>
        brief.indicators.flatMap((indicator) => {
          const explanation = queriesOf(brief).get(indicator.id)?.explain(text);
          return explanation === undefined ? [] : [{ brief, indicator, explanation }];
        }),
      ),
  };
}

/** Those that a text missed most narrowly, with what each lacked; those of whose words none occurs are left out. */
export function nearestMisses(
  explained: readonly Explained[],
  most: number,
): readonly (Explained & { readonly miss: string })[] {
  return explained
    .flatMap((each) => {
      const miss = nearestMiss(each.explanation);
      return miss === undefined || miss === 'none of its words occur' ? [] : [{ ...each, miss }];
    })
    .sort((a, b) => missCost(a.explanation) - missCost(b.explanation))
    .slice(0, most);
}
