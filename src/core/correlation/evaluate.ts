/** Evaluates correlations on the signal log: no counters, no state, the same answer whenever and in what order it comes. */
import type { Signal } from '../indicator/signal.ts';
import { detectEventCount, detectValueCount } from './count-detectors.ts';
import { type Detector, findEpisodes } from './episodes.ts';
import type { Correlation, SignalField } from './schema.ts';
import { compareEvents, type GroupEvents, type LogEvent, type SignalLog } from './signal-log.ts';
import { detectTemporal, detectTemporalOrdered } from './temporal-detectors.ts';

/** One detection: an episode in one group. */
export type CorrelationFinding = {
  /** The same for the same detection, however often it is evaluated: brief, correlation, group, anchor's story. */
  readonly key: string;
  readonly briefId: string;
  readonly correlationId: string;
  /** The group's values by field; empty where the correlation does not group. */
  readonly group: Readonly<Partial<Record<SignalField, string>>>;
  /** The signals that made it, oldest first: one a story (or one a story and value), reprints left out. */
  readonly signals: readonly Signal[];
  /** Event time of the first and the last signal, epoch milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** The values counted by `value_count`, in order of appearance. */
  readonly values: readonly string[];
};

type Frame = {
  readonly briefId: string;
  /** Epoch milliseconds; signals with a later event time are not looked at. */
  readonly now: number;
};

/** All detections of these correlations of one brief, by event time, oldest first. */
export function evaluateCorrelations(
  correlations: readonly Correlation[],
  log: SignalLog,
  frame: Frame,
): readonly CorrelationFinding[] {
  return correlations
    .flatMap((correlation) => evaluateOne(correlation, log, frame))
    .toSorted((a, b) => a.firstAt - b.firstAt || (a.key < b.key ? -1 : 1));
}

function evaluateOne(correlation: Correlation, log: SignalLog, frame: Frame): readonly CorrelationFinding[] {
  const groupBy = correlation['group-by'];
  return groupsOf(correlation, log, frame).flatMap(({ values, events }) => {
    const group = Object.fromEntries(groupBy.map((field, index) => [field, values[index] ?? '']));
    const place = [frame.briefId, correlation.id, ...values].join('/');
    const told = new Map<string, number>();
    return findEpisodes(events, correlation.timespan, detectorOf(correlation)).map((members) => {
      const first = members[0];
      const anchor = first?.story ?? '';
      // A story that goes on for long can anchor a second episode, with other values.
      const nth = (told.get(anchor) ?? 0) + 1;
      told.set(anchor, nth);
      return {
        key: `${place}/${anchor}${nth > 1 ? `~${nth}` : ''}`,
        briefId: frame.briefId,
        correlationId: correlation.id,
        group,
        signals: [...new Set(members.map((event) => event.signal))],
        firstAt: first?.at ?? frame.now,
        lastAt: members.at(-1)?.at ?? frame.now,
        values: [...new Set(members.flatMap((event) => (event.value === undefined ? [] : [event.value])))],
      };
    });
  });
}

function detectorOf(correlation: Correlation): Detector {
  switch (correlation.type) {
    case 'event_count':
      return detectEventCount(correlation.condition.gte);
    case 'value_count':
      return detectValueCount(correlation.condition.gte, correlation.field);
    case 'temporal':
      return detectTemporal(correlation.indicators);
    case 'temporal_ordered':
      return detectTemporalOrdered(correlation.indicators);
  }
}

/** The groups of all the correlation's indicators together, each with its events in order, none later than `now`. */
function groupsOf(correlation: Correlation, log: SignalLog, frame: Frame): readonly GroupEvents[] {
  const field = correlation.type === 'value_count' ? correlation.field : undefined;
  const merged = new Map<string, { values: readonly string[]; events: LogEvent[] }>();
  for (const indicatorId of new Set(correlation.indicators)) {
    const query = { briefId: frame.briefId, indicatorId, groupBy: correlation['group-by'], field };
    for (const [key, { values, events }] of log.series(query)) {
      const group = merged.get(key) ?? { values, events: [] };
      for (const event of events) if (event.at <= frame.now) group.events.push(event);
      merged.set(key, group);
    }
  }
  const counts = correlation.type === 'event_count' || correlation.type === 'value_count';
  return [...merged.values()].map(({ values, events }) => {
    const inOrder = correlation.indicators.length > 1 ? events.toSorted(compareEvents) : events;
    return { values, events: counts ? firstOfEach(inOrder) : inOrder };
  });
}

/** Counting correlations over several indicators count a story once, whichever of the indicators saw it first. */
function firstOfEach(events: readonly LogEvent[]): readonly LogEvent[] {
  const seen = new Set<string>();
  return events.filter((event) => {
    const identity = `${event.story}\n${event.value ?? ''}`;
    return !seen.has(identity) && seen.add(identity);
  });
}
