/** Similarity: how likely two headlines tell one event, from what they share and what they do not. */
import { HOUR } from '../time/duration.ts';

/** The few numbers that stories are formed by; docs/decisions says how they were found. */
export type StoryRules = {
  /** Milliseconds of event time between two reports of one story, at most. */
  readonly window: number;
  /** A shared term counts this much where one of the two has it only below the title. */
  readonly ledeWeight: number;
  /** Titles of fewer terms than this are compared as if they had as many: two shared words are not yet a story. */
  readonly shortestTitle: number;
  /** Both answer to indicators: sharing one closes this part of the gap to 1 … */
  readonly sharedIndicator: number;
  /** … and sharing none multiplies by this, as does naming only places that the story does not. */
  readonly conflict: number;
  /** One shared term alone multiplies by this: the animal that escaped here is not the one that was born there. */
  readonly lone: number;
  /** Live blogs and briefings multiply by this. */
  readonly rolling: number;
  /** Decay of e^−x over the whole window. */
  readonly decay: number;
  /** Share of the nearest report in the likeness to a story; the rest is the mean over its reports. */
  readonly nearest: number;
  /** Likeness from which a headline joins. */
  readonly threshold: number;
};

export const STORY_RULES: StoryRules = {
  window: 72 * HOUR,
  ledeWeight: 0.6,
  shortestTitle: 3.6,
  sharedIndicator: 0.28,
  conflict: 0.3,
  lone: 0.5,
  rolling: 0.6,
  decay: 2.5,
  nearest: 0.7,
  threshold: 0.26,
};

/** What is compared besides the terms. */
export type Circumstances = {
  /** Event time, epoch milliseconds. */
  readonly at: number;
  readonly places: readonly string[];
  readonly labels: readonly string[];
  readonly rolling: boolean;
  readonly outlet: string;
};

/**
 * Likeness of a headline to a report of a story, 0 to 1: the cosine of their terms, adjusted by their circumstances.
 * Places are compared with those of the whole story, so that a report that names none does not lead from one country's
 * event to another's.
 */
export function likenessOf(
  words: { readonly cosine: number; readonly shared: number },
  headline: Circumstances,
  report: Circumstances,
  storyPlaces: ReadonlySet<string>,
  rules: StoryRules,
): number {
  let likeness = Math.min(1, words.cosine);
  if (headline.labels.length > 0 && report.labels.length > 0) {
    if (headline.labels.some((label) => report.labels.includes(label)))
      likeness += rules.sharedIndicator * (1 - likeness);
    else likeness *= rules.conflict;
  }
  const elsewhere = headline.places.length > 0 && storyPlaces.size > 0;
  if (elsewhere && !headline.places.some((place) => storyPlaces.has(place))) likeness *= rules.conflict;
  if (words.shared < 2) likeness *= rules.lone;
  if (headline.rolling || report.rolling) likeness *= rules.rolling;
  return likeness * Math.exp((-rules.decay * Math.abs(headline.at - report.at)) / rules.window);
}

/**
 * The cosine below which no report is like enough that lies so many milliseconds apart: an indicator in common is all
 * that ever raises a likeness. More than 1 where no report is.
 */
export function leastCosine(mayShareIndicator: boolean, apart: number, rules: StoryRules): number {
  const needed = rules.threshold * Math.exp((rules.decay * apart) / rules.window);
  if (!mayShareIndicator) return needed;
  return Math.max(0, (needed - rules.sharedIndicator) / (1 - rules.sharedIndicator));
}

/** Milliseconds beyond which not even the same words in the same circumstances are like enough. */
export function reachOf({ window, threshold, decay }: StoryRules): number {
  return decay > 0 ? Math.min(window, (window * Math.log(1 / threshold)) / decay) : window;
}
