/** Whom a receiver mentions, and which of its messages ring. */
import { SEVERITIES, type Severity } from '../indicator/brief.ts';
import { type AlertNotification, mentions, type Notification } from './notification.ts';

/** An id of the platform's, or that and the severity from which on it is mentioned. */
export type Mention = string | { readonly id: string; readonly severity: Severity };

/** The id that a new message mentions; undefined where it mentions nobody. */
export function mentionFor(n: Notification, mention: Mention | undefined): string | undefined {
  if (mention === undefined || !mentions(n)) return undefined;
  if (typeof mention === 'string') return mention;
  return n.kind !== 'alert' || atLeast(highest(n), mention.severity) ? mention.id : undefined;
}

/** Whether a new message may arrive without a sound: low severity, and what is no alert and answers none. */
export function isQuiet(n: Notification): boolean {
  return n.kind === 'notice' || (n.kind === 'alert' && highest(n) === 'low');
}

function highest({ severity, others, patterns }: AlertNotification): Severity {
  return [...others, ...patterns].reduce<Severity>(
    (most, each) => (atLeast(each.severity, most) ? each.severity : most),
    severity,
  );
}

function atLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}
