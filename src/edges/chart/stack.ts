/** Decides which series get a colour of their own in a stack of bars, and which are added up. */
import type { StoriesPerDay } from './chart-request.ts';
import { OTHERS, SERIES } from './palette.ts';

export type Series = {
  readonly name: string;
  readonly colour: string;
  readonly counts: readonly number[];
};

export type Stack = {
  /** Those that have stories, from the bottom up; the last one may be several together. */
  readonly series: readonly Series[];
  /** The colour of each series that was given; undefined where it has no story. */
  readonly colours: readonly (string | undefined)[];
  /** Names of the series that have no story. */
  readonly without: readonly string[];
};

/** As many series as there are colours, in the order given; those with the fewest stories are added up. */
export function stackOf(all: StoriesPerDay['series'], days: number): Stack {
  const some = all.filter(({ counts }) => sum(counts) > 0);
  const own = some.toSorted((a, b) => sum(b.counts) - sum(a.counts)).slice(0, SERIES.length);
  const rest = some.filter((each) => !own.includes(each));
  const shown = some.filter((each) => own.includes(each));
  const colourOf = new Map(shown.map((each, index) => [each, SERIES[index] ?? OTHERS]));
  for (const each of rest) colourOf.set(each, OTHERS);
  const perDay = (several: StoriesPerDay['series']): readonly number[] =>
    Array.from({ length: days }, (_, day) => sum(several.map(({ counts }) => counts[day] ?? 0)));
  return {
    series: [
      ...shown.map((each) => ({
        name: each.name,
        colour: colourOf.get(each) ?? OTHERS,
        counts: perDay([each]),
      })),
      ...(rest.length === 0
        ? []
        : [{ name: `in ${rest.length} more`, colour: OTHERS, counts: perDay(rest) }]),
    ],
    colours: all.map((each) => colourOf.get(each)),
    without: all.filter((each) => !some.includes(each)).map(({ name }) => name),
  };
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
