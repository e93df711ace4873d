/** Explains what every indicator of a brief makes of a text. */
import type { Brief, Indicator } from '../../indicator/brief.ts';
import { compileQuery } from '../language/compile-query.ts';
import type { MatchText } from '../words/text.ts';
import type { Verdict } from './finding.ts';

export type IndicatorVerdict = { readonly indicator: Indicator; readonly verdict: Verdict };

/** One verdict for each indicator, in the brief's order. Throws where a query was not checked before. */
export function explainBrief(brief: Brief, text: MatchText): readonly IndicatorVerdict[] {
  return brief.indicators.map((indicator) => {
    const compiled = compileQuery(indicator.query, brief.lists);
    if (compiled.kind === 'errors')
      throw new Error(`the query of ${brief.id}/${indicator.id} was not checked`);
    return { indicator, verdict: compiled.query.explain(text) };
  });
}
