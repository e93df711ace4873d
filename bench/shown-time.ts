/** Time as an experiment shows it to its processes: ahead of the machine's, or faster, and the same for all of them. */
import { z } from 'zod';

/** At `real` on the machine's clock it is `shown`, and from there on time goes `rate` times as fast. Epoch milliseconds. */
export const ShownTime = z.strictObject({ real: z.number(), shown: z.number(), rate: z.number() });
export type ShownTime = z.infer<typeof ShownTime>;

/** The machine's own time. */
export function ownTime(real: number): ShownTime {
  return { real, shown: real, rate: 1 };
}

/** What a clock shows at an instant of the machine's. */
export function shownAt(time: ShownTime, real: number): number {
  return Math.floor(time.shown + (real - time.real) * time.rate);
}

/** The same time from now on, `ahead` milliseconds later and at another rate. */
export function moved(time: ShownTime, real: number, { ahead = 0, rate = time.rate }): ShownTime {
  return { real, shown: shownAt(time, real) + ahead, rate };
}
