/** The pulse of a running bot: numbers that its helper thread sees, and that change while the loops turn. */
import { LOOK_EVERY, type StallLimits, WATCHED, type Watched } from '../../../core/health/stall.ts';
import type { Beats } from '../../../edges/helper/watch-beats.ts';

export type Pulse = {
  /** For the helper thread. */
  readonly beats: Beats;
  /** Beats from now on; `lastTicks` says when the loops beside the event loop last turned, epoch milliseconds. */
  readonly start: (lastTicks: () => Readonly<Record<Exclude<Watched, 'events'>, number | undefined>>) => void;
  /** Beats no more, and is not watched any more. */
  readonly stop: () => void;
};

/** Nothing is watched before `start`. */
export function createPulse(limits: StallLimits): Pulse {
  const shared = new SharedArrayBuffer(WATCHED.length * Float64Array.BYTES_PER_ELEMENT);
  const numbers = new Float64Array(shared);
  let timer: NodeJS.Timeout | undefined;
  return {
    beats: { shared, limits },
    start: (lastTicks) => {
      let rounds = 0;
      const beat = (): void => {
        rounds += 1;
        const { polls = 0, deliveries = 0 } = lastTicks();
        numbers.set([rounds, polls, deliveries]);
      };
      beat();
      timer = setInterval(beat, LOOK_EVERY).unref();
    },
    stop: () => {
      clearInterval(timer);
      numbers.fill(0);
    },
  };
}
