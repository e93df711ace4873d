/** The counting correlations: so many stories, or so many different values, within the timespan. */
import { countVoices, voicesOf } from '../indicator/actor.ts';
import type { Detector } from './episodes.ts';
import type { SignalField } from './schema.ts';
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

/**
 * `value_count`: at least `gte` different values, whether one story brings them or several. Of actors the voices count:
 * `5-allies` is five of them.
 */
export function detectValueCount(gte: number, field: SignalField): Detector {
  const values = createTally();
  let collectives = 0;
  const isCollective = (value: string): number => (field === 'actor' && voicesOf(value) > 1 ? 1 : 0);
  return {
    enter: ({ value = '' }) => {
      values.add(value);
      collectives += isCollective(value);
    },
    leave: ({ value = '' }) => {
      values.remove(value);
      collectives -= isCollective(value);
    },
    mayHold: () => (collectives === 0 ? values.distinct() : countVoices(values.kinds())) >= gte,
    select: (events, start, end) => events.slice(start, end),
  };
}
