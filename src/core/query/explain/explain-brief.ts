/** Explains what every indicator of a brief makes of a text. */
import type { Brief, Indicator } from '../../indicator/brief.ts';
import { linkRules } from '../engine/engine.ts';
import type { MatchText } from '../words/text.ts';
import { createExplainer } from './explainer.ts';
import type { Explanation } from './explanation.ts';

export type IndicatorExplanation = {
  readonly brief: Brief;
  readonly indicator: Indicator;
  readonly explanation: Explanation;
};

/**
 * Explains texts by the indicators of briefs that `checkBrief` has found sound, in the order of the briefs. Throws where
 * one is not.
 */
export function createBriefExplainer(briefs: readonly Brief[]): (text: MatchText) => readonly IndicatorExplanation[] {
  const indicators = briefs.flatMap((brief) => brief.indicators.map((indicator) => ({ brief, indicator })));
  const linked = linkRules(
    indicators.map(({ brief, indicator }, index) => ({
      id: String(index),
      query: indicator.query,
      lists: brief.lists,
    })),
  );
  if (linked.kind === 'errors')
    throw new Error(`a query was not checked before it was explained: ${linked.errors[0]?.error.what}`);
  const explainer = createExplainer(linked.rules, linked.numbering);
  return (text) =>
    indicators.map(({ brief, indicator }, index) => ({
      brief,
      indicator,
      explanation: explainer.explain(String(index), text),
    }));
}
