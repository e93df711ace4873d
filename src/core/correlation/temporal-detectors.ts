/** The temporal correlations: every indicator within the timespan, in any order or in the order given. */
import type { Detector } from './episodes.ts';
import type { LogEvent } from './signal-log.ts';
import { createTally } from './tally.ts';

/**
 * `temporal`: every indicator is seen, each in a story of its own, in any order. One story that answers to two
 * indicators is one thing that happened, and no coincidence.
 */
export function detectTemporal(indicators: readonly string[]): Detector {
  const steps = [...new Set(indicators)];
  return {
    ...presence(steps),
    select: (events, start, end) => {
      const window = events.slice(start, end);
      return haveOwnStories(steps, window) ? window : [];
    },
  };
}

/**
 * `temporal_ordered`: a chain of events, one per indicator in the order given, each strictly later than the one before
 * and of another story than it. The episode begins at an event of the first indicator and holds every event that stands
 * in some whole chain within the window.
 */
export function detectTemporalOrdered(indicators: readonly string[]): Detector {
  return {
    ...presence([...new Set(indicators)]),
    select: (events, start, end) => {
      if (events[start]?.indicatorId !== indicators[0]) return [];
      const window = events.slice(start, end);
      const after = reach(indicators, window, (event, from) => event.at > from);
      const before = reach(
        indicators.toReversed(),
        window.toReversed(),
        (event, from) => event.at < from,
      ).toReversed();
      const inChain = window.filter((event) =>
        indicators.some((_, step) => after[step]?.has(event) === true && before[step]?.has(event) === true),
      );
      return inChain[0] === window[0] ? inChain : [];
    },
  };
}

function presence(indicators: readonly string[]): Pick<Detector, 'enter' | 'leave' | 'mayHold'> {
  const seen = createTally();
  return {
    enter: (event) => seen.add(event.indicatorId),
    leave: (event) => seen.remove(event.indicatorId),
    mayHold: () => seen.distinct() === indicators.length,
  };
}

/** Per step, the events that a chain through all earlier steps leads to; `events` come in the chain's direction. */
function reach(
  indicators: readonly string[],
  events: readonly LogEvent[],
  follows: (event: LogEvent, from: number) => boolean,
): ReadonlySet<LogEvent>[] {
  const reached = indicators.map(() => new Set<LogEvent>());
  // Of the events that reach a step, the two soonest of different stories answer for all of them.
  const soonest: LogEvent[][] = indicators.map(() => []);
  for (const event of events) {
    for (const [step, indicator] of indicators.entries()) {
      if (event.indicatorId !== indicator) continue;
      const earlier = soonest[step - 1] ?? [];
      if (step > 0 && !earlier.some((each) => each.story !== event.story && follows(event, each.at)))
        continue;
      reached[step]?.add(event);
      const kept = soonest[step] ?? [];
      if (kept.length < 2 && kept.every((each) => each.story !== event.story)) kept.push(event);
    }
  }
  return reached;
}

/** Whether every step can be given a story that no other step has (a matching, by augmenting paths). */
function haveOwnStories(steps: readonly string[], window: readonly LogEvent[]): boolean {
  const storiesOf = new Map<string, Set<string>>(steps.map((step) => [step, new Set()]));
  for (const event of window) storiesOf.get(event.indicatorId)?.add(event.story);
  const takenBy = new Map<string, string>();
  const settle = (step: string, tried: Set<string>): boolean => {
    for (const story of storiesOf.get(step) ?? []) {
      if (tried.has(story)) continue;
      tried.add(story);
      const holder = takenBy.get(story);
      if (holder !== undefined && !settle(holder, tried)) continue;
      takenBy.set(story, step);
      return true;
    }
    return false;
  };
  return steps.every((step) => settle(step, new Set()));
}
