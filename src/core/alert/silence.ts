/** Silences: stretches of time in which alerts with certain labels are not told. */
import { type Labels, matchesLabels } from './route.ts';

export type Silence = {
  readonly id: number;
  /** Every label named must fit; a silence that names none withholds nothing. */
  readonly matchers: Labels;
  /** Epoch milliseconds, as all instants here. */
  readonly startsAt: number;
  readonly expiresAt: number;
  readonly authorName: string;
  readonly ended: { readonly by: string; readonly at: number } | undefined;
};

/** True from the start of a silence up to, but not at, its expiry or the moment somebody ended it. */
function isInForce(silence: Silence, now: number): boolean {
  return silence.startsAt <= now && now < endOf(silence);
}

/** When a silence is over: it expires, or somebody ends it before. */
export function endOf({ expiresAt, ended }: Silence): number {
  return Math.min(expiresAt, ended?.at ?? expiresAt);
}

/**
 * True where a silence's matchers fit an alert's labels, as routes match, with one difference: a detection that spans
 * several indicators is withheld only when all of them are silenced, for the others still have something to say.
 */
export function silences(silence: Pick<Silence, 'matchers'>, labels: Labels): boolean {
  const { matchers } = silence;
  if (Object.keys(matchers).length === 0) return false;
  const indicators = matchers.indicator;
  if (indicators !== undefined && !(labels.indicator ?? []).every((id) => indicators.includes(id)))
    return false;
  return matchesLabels(matchers, labels);
}

/** Of the silences that withhold an alert now, the one that lasts longest. */
export function silenceOver(all: readonly Silence[], labels: Labels, now: number): Silence | undefined {
  return all
    .filter((silence) => isInForce(silence, now) && silences(silence, labels))
    .sort((a, b) => endOf(b) - endOf(a) || a.id - b.id)[0];
}
