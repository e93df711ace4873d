/** Makes one matcher of all indicators' queries. */
import type { Brief, Indicator } from '../../indicator/brief.ts';
import { linkRules, matcherOf } from '../engine/engine.ts';
import { createProgram } from '../engine/program.ts';
import { createScanner } from '../engine/scan.ts';
import { createExplainer } from '../explain/explainer.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { NamedStretch } from '../explain/named-stretches.ts';
import { forgetEntries } from './parse-list-term-once.ts';
import { termsInReach } from './terms-in-reach.ts';
import type { MatchText, Span } from '../words/text.ts';

/** An indicator that an entry matches, with the stretches of text and the actors that made it match. */
export type IndicatorHit = {
  readonly briefId: string;
  readonly indicatorId: string;
  readonly spans: readonly Span[];
  readonly actors: readonly string[];
};

/** What one indicator makes of a text. */
export type IndicatorExplanation = {
  readonly brief: Brief;
  readonly indicator: Indicator;
  readonly explanation: Explanation;
  /** How many different words of headline and summary its query asks for. */
  readonly words: number;
};

export type BriefMatcher = {
  /** The indicators that match, in the order of the briefs. One text at a time. */
  readonly match: (text: MatchText) => readonly IndicatorHit[];
  /** Whether one indicator matches. */
  readonly matches: (briefId: string, indicatorId: string, text: MatchText) => boolean;
  /** What one indicator makes of a text; undefined where the briefs have none of that id. */
  readonly explain: (briefId: string, indicatorId: string, text: MatchText) => Explanation | undefined;
  /** How many different words of headline and summary the indicator's query asks for; undefined as with `explain`. */
  readonly wordCount: (briefId: string, indicatorId: string, text: MatchText) => number | undefined;
  /** The stretches for which the indicator matches, and by which lists they were found; none where it does not. */
  readonly stretches: (briefId: string, indicatorId: string, text: MatchText) => readonly NamedStretch[];
  /** What each indicator makes of a text, in the order of the briefs. */
  readonly explainAll: (text: MatchText) => readonly IndicatorExplanation[];
};

/** Id of an indicator's rule: `nato-loyalty/leader-appointments`. */
function ruleId(briefId: string, indicatorId: string): string {
  return `${briefId}/${indicatorId}`;
}

/** Compiles the queries of briefs that `checkBrief` has found sound. Throws where one is not. */
export function compileBriefs(briefs: readonly Brief[]): BriefMatcher {
  const places = placesOf(briefs);
  const linked = linkPlaces(places);
  if (linked.kind === 'errors') {
    const [first] = linked.errors;
    throw new Error(`the query of ${first?.id} was not checked before it was compiled: ${first?.error.what}`);
  }
  for (const { lists } of briefs) forgetEntries(lists);
  return createMatcher(places, linked);
}

/**
 * A matcher for this one text, made in a fraction of the time, of briefs that nobody has checked; undefined where a query
 * of theirs has a mistake.
 */
export function compileForText(briefs: readonly Brief[], text: MatchText): BriefMatcher | undefined {
  const places = placesOf(briefs.map((brief) => ({ ...brief, lists: termsInReach(brief.lists, [text]) })));
  const linked = linkPlaces(places);
  return linked.kind === 'errors' ? undefined : createMatcher(places, linked);
}

type Places = ReadonlyMap<string, { readonly brief: Brief; readonly indicator: Indicator }>;
type Linked = ReturnType<typeof linkRules>;

function placesOf(briefs: readonly Brief[]): Places {
  return new Map(
    briefs.flatMap((brief) =>
      brief.indicators.map((indicator) => [ruleId(brief.id, indicator.id), { brief, indicator }] as const),
    ),
  );
}

function linkPlaces(places: Places): Linked {
  return linkRules(
    [...places].map(([id, { brief, indicator }]) => ({ id, query: indicator.query, lists: brief.lists })),
  );
}

function createMatcher(places: Places, linked: Extract<Linked, { kind: 'ok' }>): BriefMatcher {
  const scanner = createScanner(createProgram(linked.rules, linked.numbering));
  const match = matcherOf(scanner);
  const explainer = createExplainer(linked.rules, scanner);
  return {
    match: (text) =>
      match(text).flatMap(({ id, spans, actors }) => {
        const place = places.get(id);
        return place === undefined
          ? []
          : [{ briefId: place.brief.id, indicatorId: place.indicator.id, spans, actors }];
      }),
    matches: (briefId, indicatorId, text) => {
      const id = ruleId(briefId, indicatorId);
      return places.has(id) && explainer.matches(id, text);
    },
    explain: (briefId, indicatorId, text) => {
      const id = ruleId(briefId, indicatorId);
      return places.has(id) ? explainer.explain(id, text) : undefined;
    },
    wordCount: (briefId, indicatorId, text) => {
      const id = ruleId(briefId, indicatorId);
      return places.has(id) ? explainer.words(id, text).size : undefined;
    },
    stretches: (briefId, indicatorId, text) => {
      const id = ruleId(briefId, indicatorId);
      return places.has(id) ? explainer.stretches(id, text) : [];
    },
    explainAll: (text) =>
      [...places].map(([id, place]) => ({
        ...place,
        explanation: explainer.explain(id, text),
        words: explainer.words(id, text).size,
      })),
  };
}
