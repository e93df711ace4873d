/** The fitted decision: how likely two headlines tell one event, or one matter, and which features say so. */
import { type Feature, FEATURES } from './features.ts';

/** A logistic regression: log-odds are the intercept and, for each feature, its value times its weight. */
export type Regression = {
  readonly intercept: number;
  /** A feature without a weight does not count. */
  readonly weights: Partial<Readonly<Record<Feature, number>>>;
};

export type StoryModel = {
  /** Whether two headlines tell the same event, and from which likelihood of that on a report joins a story. */
  readonly sameEvent: Regression & { readonly threshold: number };
  /** Whether one tells what the other's matter came to, and from which likelihood of that on it follows. */
  readonly sameMatter: Regression & { readonly threshold: number };
};

export type Scale = {
  /** Likelihood from 0 to 1 of features in the order of `FEATURES`; `lost` is taken from the log-odds. */
  readonly likelihood: (features: Float64Array, lost?: number) => number;
  /** What the features add to the log-odds, those that add something, the strongest first. */
  readonly effects: (
    features: Float64Array,
  ) => readonly { readonly feature: Feature; readonly effect: number }[];
};

/** Reports a day up to which they are few, and times as many from which on they are a crowd. */
const FEW = 25;
const CROWD = 30;

/** How crowded so many reports a day are: 0 for few, 1 for a crowd, and by their logarithm between. */
export function crowdedness(daily: number): number {
  return Math.min(1, Math.log(Math.max(1, daily / FEW)) / Math.log(CROWD));
}

/**
 * What the log-odds of one event lose where so much is reported a day: other events that happen to be alike are the more
 * frequent the more there are, and so by Bayes' rule the odds fall as they rise. The sets that the rest is fitted on are
 * all of quiet days, where it is nothing.
 */
export function oddsLostInCrowd(daily: number): number {
  return crowdedness(daily) * Math.log(CROWD);
}

/** Lays a regression out for many pairs. */
export function createScale({ intercept, weights }: Regression): Scale {
  const ordered = FEATURES.map((feature) => weights[feature] ?? 0);
  const used = ordered.flatMap((weight, at) => (weight === 0 ? [] : [at]));
  return {
    likelihood: (features, lost = 0) => {
      let odds = intercept - lost;
      for (const at of used) odds += (features[at] ?? 0) * (ordered[at] ?? 0);
      return 1 / (1 + Math.exp(-odds));
    },
    effects: (features) =>
      FEATURES.map((feature, at) => ({ feature, effect: (features[at] ?? 0) * (ordered[at] ?? 0) }))
        .filter(({ effect }) => effect !== 0)
        .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect)),
  };
}
