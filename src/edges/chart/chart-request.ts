/** What can be drawn: stories a day, the board over weeks, or both in one picture. */
import type { Level } from '../../core/indicator/standing.ts';

/** Stories a day, stacked by series. */
export type StoriesPerDay = {
  readonly title: string;
  /** IANA name of the zone whose days these are. */
  readonly zone: string;
  /** The first instant of each day (epoch milliseconds), oldest first. */
  readonly days: readonly number[];
  /** One for each indicator, in the order of stacking; as many counts as there are days. */
  readonly series: readonly { readonly name: string; readonly counts: readonly number[] }[];
};

/** `unknown` is a week of which nothing was collected. */
export type WeekLevel = Level | 'unknown';

/** The level of each indicator, week by week. */
export type BoardWeeks = {
  readonly title: string;
  /** IANA name of the zone in which the weeks are dated. */
  readonly zone: string;
  /** The last instant of each week (epoch milliseconds), oldest first. */
  readonly weeks: readonly number[];
  /** One for each indicator, top to bottom; as many levels as there are weeks. */
  readonly rows: readonly { readonly name: string; readonly levels: readonly WeekLevel[] }[];
};

export type ChartRequest =
  | { readonly kind: 'stories'; readonly data: StoriesPerDay }
  | { readonly kind: 'board'; readonly data: BoardWeeks }
  | { readonly kind: 'signals'; readonly data: StoriesPerDay & BoardWeeks };

export type Picture = {
  readonly png: Uint8Array;
  /** The same in one or two sentences with the numbers; at most 1,000 characters. */
  readonly alt: string;
};
