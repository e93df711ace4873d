/** Whom a receiver mentions, and which of its messages ring. */
import { SEVERITIES, type Severity } from '../indicator/brief.ts';
import {
  type AlertNotification,
  type AnswerNotification,
  mentions,
  type Notification,
} from './notification.ts';

/** An id of the platform's, or that and the severity from which on it is mentioned. */
export type Mention = string | { readonly id: string; readonly severity: Severity };

/** The id that a new message mentions; undefined where it mentions nobody. */
export function mentionFor(n: Notification, mention: Mention | undefined): string | undefined {
  if (mention === undefined || !mentions(n)) return undefined;
  if (typeof mention === 'string') return mention;
  return n.kind === 'notice' || atLeast(highestOf(n), mention.severity) ? mention.id : undefined;
}

/** Whether a new message may arrive without a sound: low severity, and what is no alert and answers none. */
export function isQuiet(n: Notification): boolean {
  return n.kind === 'notice' || highestOf(n) === 'low';
}

/** Of all that a message tells, other events that share it included. */
function highestOf(n: AlertNotification | AnswerNotification): Severity {
  const told = n.kind === 'answer' ? [] : [...n.others, ...n.patterns, ...(n.grouped ?? [])];
  return highest([n, ...told].map(({ severity }) => severity)) ?? n.severity;
}

/** The highest severity of a list; undefined of none. */
export function highest(severities: readonly Severity[]): Severity | undefined {
  return severities.reduce<Severity | undefined>(
    (most, each) => (most === undefined || atLeast(each, most) ? each : most),
    undefined,
  );
}

function atLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}
