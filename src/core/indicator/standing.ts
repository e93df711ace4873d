/** The standing of an indicator: what its stories of the last seven days amount to, in a word and a sentence. */
import { DAY } from '../time/duration.ts';
import { poissonTail } from './poisson.ts';

/** From nothing to more than chance explains; the order is the order of rising. */
export const LEVELS = ['quiet', 'seen', 'active', 'surging'] as const;
export type Level = (typeof LEVELS)[number];

export type Standing = {
  readonly level: Level;
  /** Distinct stories in the seven days up to `now`. */
  readonly stories7d: number;
  /** Chance of so many stories or more in a usual week; undefined where too little history is known to say. */
  readonly p: number | undefined;
  /** Whole weeks of history before the last seven days, at most eight. */
  readonly baselineWeeks: number;
  /** Stories in those weeks. */
  readonly baselineStories: number;
  /** One line with the numbers that make the level. */
  readonly sentence: string;
  /** Stories a day over the last seven days, oldest first; a day is 24 hours, the last one ends at `now`. */
  readonly week: readonly number[];
};

type Frame = {
  /** Stories within seven days that make the indicator active. */
  readonly activeAt: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Since when stories were collected at all (epoch milliseconds): weeks before that are unknown, not empty. */
  readonly historySince: number;
};

const WEEK = 7 * DAY;
const BASELINE_WEEKS = 8;
const FEWEST_WEEKS = 4;
const IMPROBABLE = 0.01;
/** One story in two weeks: even an indicator never seen before surges only at four stories, not at its first few. */
const LEAST_MEAN = 0.5;

/**
 * The standing at `now`, from the event time of each distinct story's first signal in any order (epoch milliseconds).
 * `surging` is active and improbable (Poisson tail below 0.01) under the mean of its own previous eight weeks, or as
 * many of them as are known; with less than four it is not claimed.
 */
export function standingOf(storyTimes: readonly number[], frame: Frame): Standing {
  const { activeAt, now, historySince } = frame;
  const week = [0, 0, 0, 0, 0, 0, 0];
  const known = Math.floor((now - WEEK - historySince) / WEEK);
  const baselineWeeks = Math.min(BASELINE_WEEKS, Math.max(0, known));
  const baselineFrom = now - WEEK - baselineWeeks * WEEK;
  let stories7d = 0;
  let baselineStories = 0;
  for (const at of storyTimes) {
    if (at > now || at <= baselineFrom) continue;
    if (at <= now - WEEK) {
      baselineStories += 1;
      continue;
    }
    const day = 6 - Math.floor((now - at) / DAY);
    week[day] = (week[day] ?? 0) + 1;
    stories7d += 1;
  }
  const p =
    baselineWeeks < FEWEST_WEEKS
      ? undefined
      : poissonTail(stories7d, Math.max(LEAST_MEAN, baselineStories / baselineWeeks));
  const level = levelOf(stories7d, activeAt, p);
  const facts = { level, stories7d, p, baselineWeeks, baselineStories };
  return { ...facts, sentence: explain(facts, activeAt), week };
}

/** True where a level went up far enough to be told: to `active` or `surging`. Falling is left to the digest. */
export function risen(before: Level | undefined, after: Level): boolean {
  const rank = LEVELS.indexOf(after);
  return rank > LEVELS.indexOf(before ?? 'quiet') && rank >= LEVELS.indexOf('active');
}

/** One sentence on a rise, for the alert that tells it. */
export function riseSentence({
  level,
  stories7d,
  p,
  baselineStories,
  baselineWeeks,
}: Pick<Standing, 'level' | 'stories7d' | 'p' | 'baselineStories' | 'baselineWeeks'>): string {
  const count = `Now ${level}: ${stories7d} ${stories7d === 1 ? 'story' : 'stories'} in 7 days`;
  return p === undefined
    ? `${count}.`
    : `${count}, against ${baselineStories} in the ${baselineWeeks} weeks before.`;
}

function levelOf(stories: number, activeAt: number, p: number | undefined): Level {
  if (stories === 0) return 'quiet';
  if (stories < activeAt) return 'seen';
  return p !== undefined && p < IMPROBABLE ? 'surging' : 'active';
}

function explain(facts: Omit<Standing, 'sentence' | 'week'>, activeAt: number): string {
  const { level, stories7d, p, baselineWeeks, baselineStories } = facts;
  if (level === 'quiet') return 'No story in 7 days.';
  const count = `${stories7d} ${stories7d === 1 ? 'story' : 'stories'} in 7 days, active from ${activeAt}`;
  // Too little history says nothing to a reader; a surge is not claimed, that is all.
  if (level === 'seen' || p === undefined) return `${count}.`;
  const before = `${baselineStories} in the ${baselineWeeks} weeks before`;
  const against = level === 'surging' ? 'more than chance explains' : 'within what chance explains';
  return `${count}; ${before}, so this is ${against} (p ${readable(p)}).`;
}

function readable(p: number): string {
  if (p < 0.0001) return '< 0.0001';
  return `= ${p < 0.01 ? p.toPrecision(1) : p.toFixed(2)}`;
}
