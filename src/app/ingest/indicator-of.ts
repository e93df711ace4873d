/** Finds the indicator that a signal names, in the briefs as they are now. */
import type { Brief, Indicator } from '../../core/indicator/brief.ts';

/** The indicator of a brief, or undefined where a reload has taken it away. */
export function indicatorOf(
  briefs: readonly Brief[],
  briefId: string,
  indicatorId: string,
): Indicator | undefined {
  return briefs
    .find((brief) => brief.id === briefId)
    ?.indicators.find((indicator) => indicator.id === indicatorId);
}
