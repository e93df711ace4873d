/** Quiet hours: when a receiver is left alone, and what is told anyway. */
import { z } from 'zod';
import { ReadableId } from '../feed/feed.ts';
import { localDay, TimeOfDay, TimeZone, Weekday } from '../time/local-time.ts';
import { type Labels, Matchers, matchesLabels } from './route.ts';

export const QuietHours = z
  .strictObject({
    days: z
      .array(Weekday)
      .min(1)
      .optional()
      .describe('Days on which they begin: mon, tue, wed, thu, fri, sat, sun. Every day where left out.'),
    from: TimeOfDay.describe('When they begin, such as "22:00".'),
    to: TimeOfDay.describe('When they end, such as "07:00"; a time before `from` is on the next day.'),
    time_zone: TimeZone.optional().describe('Whose clock; that of the settings where left out.'),
    receivers: z.array(ReadableId).min(1).optional().describe('Who is left alone; everybody where left out.'),
    except: Matchers.optional().describe('Alerts that are told all the same, such as { severity: high }.'),
  })
  .refine(({ from, to }) => from !== to, {
    path: ['to'],
    message: 'is when they begin, too; for whole days write from: "00:00" and to: "24:00"',
  });
export type QuietHours = z.infer<typeof QuietHours>;

/** Hours that follow on each other are one stretch, but never more than this many of them. */
const MOST_STRETCHES = 32;

/**
 * When the quiet hours end that hold back something for a receiver now (epoch milliseconds), or undefined where none
 * does. Hours that begin when others end count as one stretch. A notice has no labels, so no exception lets it through.
 * @param zone for hours that name none
 */
export function quietUntil(
  hours: readonly QuietHours[],
  what: { readonly receiver: string; readonly labels: Labels | undefined },
  now: number,
  zone: string,
): number | undefined {
  const own = hours.filter(({ receivers, except }) => {
    if (receivers !== undefined && !receivers.includes(what.receiver)) return false;
    return except === undefined || what.labels === undefined || !matchesLabels(except, what.labels);
  });
  let until: number | undefined;
  for (let stretch = 0; stretch < MOST_STRETCHES; stretch += 1) {
    const at = until ?? now;
    const ends = own.flatMap((each) => endAfter(each, at, each.time_zone ?? zone) ?? []);
    if (ends.length === 0) break;
    until = Math.max(...ends);
  }
  return until;
}

/** When hours that an instant lies within end. */
function endAfter(hours: QuietHours, at: number, zone: string): number | undefined {
  for (const offset of [-1, 0]) {
    const day = localDay(at, zone, offset);
    if (hours.days !== undefined && !hours.days.includes(day.weekday)) continue;
    const overnight = hours.to <= hours.from;
    const end = (overnight ? localDay(at, zone, offset + 1) : day).at(hours.to);
    if (day.at(hours.from) <= at && at < end) return end;
  }
  return undefined;
}
