/** Says when a loop of the process stands still, from beats that somebody else looks at. */
import { MINUTE, SECOND } from '../time/duration.ts';

/** The loops that are watched, in the order in which their beats are handed over. */
export const WATCHED = ['events', 'polls', 'deliveries'] as const;
export type Watched = (typeof WATCHED)[number];

/** Milliseconds for which each loop may stand still. */
export type StallLimits = Readonly<Record<Watched, number>>;

/** An event loop turns a thousand times a second; the other two may wait for a database that does not answer. */
export const STALL_LIMITS: StallLimits = { events: MINUTE, polls: 5 * MINUTE, deliveries: 5 * MINUTE };

/** How often whoever watches looks, milliseconds. */
export const LOOK_EVERY = SECOND;

const SAID = {
  events: 'the event loop has not turned',
  polls: 'nobody has looked for due feeds',
  deliveries: 'nobody has looked for due deliveries',
} as const satisfies Record<Watched, string>;

/**
 * Builds the watch. `look` is handed the beats, any numbers that change while a loop turns, and a clock that never goes
 * back (milliseconds); it answers with what stands still, in a sentence, or undefined. Nothing is watched while the first
 * beat is 0. Between two looks at most twice `LOOK_EVERY` counts, since a machine that slept stood still as a whole.
 */
export function createStallWatch(limits: StallLimits): {
  readonly look: (beats: ArrayLike<number>, now: number) => string | undefined;
} {
  const last = WATCHED.map(() => 0);
  const stood = WATCHED.map(() => 0);
  let lastLook: number | undefined;
  return {
    look: (beats, now) => {
      const passed = Math.min(now - (lastLook ?? now), 2 * LOOK_EVERY);
      lastLook = now;
      let said: string | undefined;
      for (const [i, loop] of WATCHED.entries()) {
        const beat = beats[i] ?? 0;
        const moved = beat !== last[i] || (beats[0] ?? 0) === 0;
        stood[i] = moved ? 0 : (stood[i] ?? 0) + passed;
        last[i] = beat;
        if (stood[i] >= limits[loop])
          said ??= `${SAID[loop]} for ${Math.round(stood[i] / SECOND)} s; the process is ended, so that whoever supervises it starts it again`;
      }
      return said;
    },
  };
}
