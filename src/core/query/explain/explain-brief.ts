/** Explains what every indicator of a brief makes of a text. */
import type { Brief, Indicator } from '../../indicator/brief.ts';
import { compileQuery } from '../language/compile-query.ts';
import type { MatchText } from '../words/text.ts';
import type { Explanation } from './explanation.ts';

export type IndicatorExplanation = { readonly indicator: Indicator; readonly explanation: Explanation };

/** One verdict for each indicator, in the brief's order. Throws where a query was not checked before. */
export function explainBrief(brief: Brief, text: MatchText): readonly IndicatorExplanation[] {
  return brief.indicators.map((indicator) => {
    const compiled = compileQuery(indicator.query, brief.lists);
    if (compiled.kind === 'errors')
      throw new Error(`the query of ${brief.id}/${indicator.id} was not checked`);
    return { indicator, explanation: compiled.query.explain(text) };
  });
}
