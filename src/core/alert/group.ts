/** Groups: alerts that share labels and are told in one message, on Alertmanager's timers. */
import type { Label, Labels } from './route.ts';

/** What alerts of one group have in common: the route that grouped them and the values of its labels. */
export function groupKey(node: string, groupBy: readonly Label[], labels: Labels): string {
  const values = groupBy.map((label) => `${label}=${[...(labels[label] ?? [])].sort().join(',')}`);
  return `${node}|${values.join('|')}`;
}

type Timers = { readonly groupWait: number; readonly groupInterval: number };

/**
 * When the message is due that a new alert of a group goes into (epoch milliseconds; durations in milliseconds): the
 * one being gathered, or a new one, `groupWait` from now and `groupInterval` after the last at the earliest.
 * @param last when the group's newest message is or was due
 */
export function batchDue(last: number | undefined, now: number, timers: Timers): number {
  if (last !== undefined && last > now) return last;
  return Math.max(now + timers.groupWait, (last ?? Number.NEGATIVE_INFINITY) + timers.groupInterval);
}
