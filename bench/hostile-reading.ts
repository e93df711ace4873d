/** What a gauge inside the bot tells. */
import { z } from 'zod';

/** Since the last `begin`: delays in milliseconds, memory in bytes. */
export const Reading = z.object({
  p99: z.number(),
  max: z.number(),
  /**
   * What the main thread itself computed between two samples. On a machine that others keep busy, delays grow by the
   * time that they take; this does not.
   */
  workP99: z.number(),
  workMax: z.number(),
  rss: z.number(),
  /** The most that the process has held; since its start where the system cannot say it for a time. */
  peak: z.number(),
});
export type Reading = z.infer<typeof Reading>;
