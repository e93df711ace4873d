/** The helper thread as a watchdog: between its jobs it looks whether the process's loops still turn. */
import { createStallWatch, LOOK_EVERY, type StallLimits } from '../../core/health/stall.ts';
import { endProcess } from './end-process.ts';

/** What the main thread hands to the helper: numbers that both see, one for each watched loop, and how long it may stand. */
export type Beats = { readonly shared: SharedArrayBuffer; readonly limits: StallLimits };

/** Looks from now on, for as long as the thread lives; the first loop that stands still ends the process. */
export function watchBeats({ shared, limits }: Beats): void {
  const beats = new Float64Array(shared);
  const watch = createStallWatch(limits);
  const timer = setInterval(() => {
    const reason = watch.look(beats, performance.now());
    if (reason === undefined) return;
    clearInterval(timer);
    void endProcess(reason);
  }, LOOK_EVERY);
}
