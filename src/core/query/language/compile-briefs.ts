/** Makes one matcher of all indicators' queries. */
import type { Brief } from '../../indicator/brief.ts';
import { compileRules } from '../engine/engine.ts';
import type { MatchText, Span } from '../words/text.ts';

/** An indicator that an entry matches, with the stretches of text and the actors that made it match. */
export type IndicatorHit = {
  readonly briefId: string;
  readonly indicatorId: string;
  readonly spans: readonly Span[];
  readonly actors: readonly string[];
};

export type BriefMatcher = {
  /** The indicators that match, in the order of the briefs. One text at a time. */
  readonly match: (text: MatchText) => readonly IndicatorHit[];
};

/** Id of an indicator's rule: `nato-loyalty/leader-appointments`. */
function ruleId(briefId: string, indicatorId: string): string {
  return `${briefId}/${indicatorId}`;
}

/** Compiles the queries of briefs that `checkBrief` has found sound. Throws where one is not. */
export function compileBriefs(briefs: readonly Brief[]): BriefMatcher {
  const places = new Map<string, { briefId: string; indicatorId: string }>();
  const rules = briefs.flatMap(({ id: briefId, lists, indicators }) =>
    indicators.map(({ id: indicatorId, query }) => {
      const id = ruleId(briefId, indicatorId);
      places.set(id, { briefId, indicatorId });
      return { id, query, lists };
    }),
  );
  const compiled = compileRules(rules);
  if (compiled.kind === 'errors') {
    const [first] = compiled.errors;
    throw new Error(`the query of ${first?.id} was not checked before it was compiled: ${first?.error.what}`);
  }
  return {
    match: (text) =>
      compiled.engine.match(text).flatMap(({ id, spans, actors }) => {
        const place = places.get(id);
        return place === undefined ? [] : [{ ...place, spans, actors }];
      }),
  };
}
