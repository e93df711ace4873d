/** Decides whether a receiver is told of an alert now, and if not, names the reason. */
import { type Flood, isFlood } from './flood.ts';
import { type QuietHours, quietUntil } from './quiet-hours.ts';
import type { Labels } from './route.ts';
import { type Silence, silenceOver } from './silence.ts';

export type Suppression =
  | { readonly kind: 'send' }
  | { readonly kind: 'silenced'; readonly by: Silence }
  /** Held back until then (epoch milliseconds). */
  | { readonly kind: 'quiet-hours'; readonly until: number }
  | { readonly kind: 'flood' };

export type Suppressible = {
  readonly receiver: string;
  readonly labels: Labels;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  /** True for one story's alert; what a correlation or a rise has to say is told in a flood, too. */
  readonly single: boolean;
};

export type SuppressionRules = {
  readonly silences: readonly Silence[];
  readonly quietHours: readonly QuietHours[];
  /** Zone of quiet hours that name none. */
  readonly zone: string;
  readonly flood: Flood;
  /** When the single alerts of the same indicator were opened, as far as they are near. */
  readonly opened: readonly number[];
};

/** The first reason that applies: a silence, quiet hours, a flood; else the alert is told. */
export function suppress(alert: Suppressible, rules: SuppressionRules, now: number): Suppression {
  const by = silenceOver(rules.silences, alert.labels, now);
  if (by !== undefined) return { kind: 'silenced', by };
  const until = quietUntil(rules.quietHours, alert, now, rules.zone);
  if (until !== undefined) return { kind: 'quiet-hours', until };
  if (alert.single && isFlood(alert.openedAt, rules.opened, rules.flood)) return { kind: 'flood' };
  return { kind: 'send' };
}
