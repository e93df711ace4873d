/** Episodes: the stretches of a sorted log in which a condition holds, each told once. */
import type { LogEvent } from './signal-log.ts';

/** A condition on a window that slides over the events: told what enters and leaves, asked whether it holds. */
export type Detector = {
  readonly enter: (event: LogEvent) => void;
  readonly leave: (event: LogEvent) => void;
  /** Cheap; false means the window certainly does not qualify. */
  readonly mayHold: () => boolean;
  /** The events that make the detection, out of those from `start` to before `end`; empty where there is none. */
  readonly select: (events: readonly LogEvent[], start: number, end: number) => readonly LogEvent[];
};

/**
 * The episodes of events in order: greedy, non-overlapping windows of `timespan` milliseconds, both ends included,
 * anchored at the first event from which the condition holds. Everything within the window belongs to the episode and
 * only updates it; the search goes on behind it. A gap longer than the timespan forgets all that was before, so what is
 * found does not depend on how far back a log reaches, once it reaches over such a gap.
 */
export function findEpisodes(
  events: readonly LogEvent[],
  timespan: number,
  detector: Detector,
): readonly (readonly LogEvent[])[] {
  const episodes: (readonly LogEvent[])[] = [];
  let end = 0;
  let start = 0;
  while (start < events.length) {
    const anchor = events[start];
    if (anchor === undefined) break;
    for (let next = events[end]; next !== undefined && next.at - anchor.at <= timespan; next = events[end]) {
      detector.enter(next);
      end += 1;
    }
    const members = detector.mayHold() ? detector.select(events, start, end) : [];
    if (members.length > 0) episodes.push(members);
    const resume = members.length > 0 ? end : start + 1;
    for (const event of events.slice(start, resume)) detector.leave(event);
    start = resume;
  }
  return episodes;
}
