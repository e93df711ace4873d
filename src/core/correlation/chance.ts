/** What chance alone makes of a correlation: how probably the rest follows once the first signal is there. */
import type { Correlation, SignalField } from './schema.ts';
import { poissonTail } from '../indicator/poisson.ts';
import type { CountedSignal } from '../indicator/signal.ts';
import { DAY } from '../time/duration.ts';

/** History below which nothing is said. */
const LEAST_HISTORY: number = 28 * DAY;

/** Chance above which a correlation says little. */
export const NOTABLE = 0.1;

/**
 * The probability that, once a signal stands, chance brings what else the correlation asks for within its span, if
 * stories of each indicator come independently at the rate of the history (Poisson). Where it groups, that of the group
 * with the most stories. Undefined where the history (milliseconds) is shorter than four weeks: too early to tell.
 */
export function chanceOf(
  correlation: Correlation,
  signals: readonly CountedSignal[],
  history: number,
): number | undefined {
  if (history < LEAST_HISTORY) return undefined;
  const own = signals.filter(({ indicatorId }) => correlation.indicators.includes(indicatorId));
  // An entry that names several actors belongs to the group of each.
  const each = own.flatMap((signal) =>
    signal.actors.length > 1 ? signal.actors.map((actor) => ({ ...signal, actors: [actor] })) : [signal],
  );
  const groups = [...Map.groupBy(each, (signal) => groupOf(signal, correlation['group-by'])).values()];
  return groups.reduce((most, group) => Math.max(most, chanceIn(correlation, group, history)), 0);
}

function chanceIn(correlation: Correlation, signals: readonly CountedSignal[], history: number): number {
  const { indicators, timespan } = correlation;
  /** Stories expected within the span. */
  const expected = (of: readonly string[]): number => {
    const stories = signals.filter(({ indicatorId }) => of.includes(indicatorId)).map(({ story }) => story);
    return (new Set(stories).size * timespan) / history;
  };
  const follows = (indicator: string): number => 1 - Math.exp(-expected([indicator]));
  switch (correlation.type) {
    case 'event_count':
    case 'value_count':
      // Of values that are the same twice chance makes less; this is the most that it makes.
      return poissonTail(correlation.condition.gte - 1, expected(indicators));
    case 'temporal_ordered':
      return indicators.slice(1).reduce((chance, indicator) => chance * follows(indicator), 1);
    case 'temporal': {
      // Whichever comes first, the others must follow: the rarest as the first makes the most of it.
      const [, ...others] = indicators.toSorted((one, other) => expected([one]) - expected([other]));
      return others.reduce((chance, indicator) => chance * follows(indicator), 1);
    }
  }
}

function groupOf(signal: CountedSignal, fields: readonly SignalField[]): string {
  return fields.map((field) => valueOf(signal, field)).join('\n');
}

function valueOf(signal: CountedSignal, field: SignalField): string {
  switch (field) {
    case 'actor':
      return signal.actors[0] ?? '';
    case 'outlet':
      return signal.outlet;
    case 'story':
      return signal.story;
    case 'country':
      return signal.country ?? '';
    case 'lang':
      return signal.lang;
    case 'indicator':
      return signal.indicatorId;
  }
}
