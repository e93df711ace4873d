/** The counting correlations: so many stories, or so many different values, within the timespan. */
import type { Detector } from './episodes.ts';
import { createTally } from './tally.ts';

/** `event_count`: at least `gte` stories. The log has one event a story, so the window's length is the count. */
export function detectEventCount(gte: number): Detector {
  let inside = 0;
  return {
    enter: () => {
      inside += 1;
    },
    leave: () => {
      inside -= 1;
    },
    mayHold: () => inside >= gte,
    select: (events, start, end) => events.slice(start, end),
  };
}

/** `value_count`: at least `gte` different values, whether one story brings them or several. */
export function detectValueCount(gte: number): Detector {
  const values = createTally();
  return {
    enter: (event) => values.add(event.value ?? ''),
    leave: (event) => values.remove(event.value ?? ''),
    mayHold: () => values.distinct() >= gte,
    select: (events, start, end) => events.slice(start, end),
  };
}
