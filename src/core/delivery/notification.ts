/** A notification: what one receiver is told, free of any platform's markup. */
import type { Severity } from '../indicator/brief.ts';

/** Text with the stretches that matched, in UTF-16 offsets, end exclusive, in order, never overlapping. */
export type MarkedText = {
  readonly text: string;
  readonly marks: readonly { readonly start: number; readonly end: number }[];
};

export type Report = {
  readonly outlet: string;
  readonly headline: string;
  readonly link: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
};

export type StandingView = {
  readonly level: 'quiet' | 'stirring' | 'active' | 'surging';
  /** One sentence that explains the level, blindness included. */
  readonly sentence: string;
  /** Stories a day over the last seven days, oldest first. */
  readonly week: readonly number[];
};

/** Another alert that the same message tells, because its route groups them. */
export type GroupedAlert = Report & {
  readonly alertId: number;
  /** Name of its indicator or correlation. */
  readonly indicator: string;
  readonly severity: Severity;
};

export type AlertNotification = {
  readonly kind: 'alert';
  /** Row number people type: `/why 123`. */
  readonly alertId: number;
  readonly headline: MarkedText;
  readonly link: string | undefined;
  readonly excerpt: MarkedText | undefined;
  readonly outlet: string;
  readonly at: number;
  readonly indicator: { readonly id: string; readonly name: string };
  readonly brief: { readonly id: string; readonly title: string };
  readonly quote: string;
  /** One sentence on what a correlation or a rise found; undefined for a single story's alert. */
  readonly finding: string | undefined;
  readonly severity: Severity;
  readonly tags: readonly string[];
  readonly actors: readonly string[];
  /** Other outlets of the same story, first report first. */
  readonly alsoReported: readonly Report[];
  /** The stories behind a correlation or a rise, oldest first; empty for a single story's alert. */
  readonly evidence: readonly Report[];
  readonly standing: StandingView | undefined;
  readonly matters: string;
  readonly acknowledged: { readonly by: string; readonly at: number } | undefined;
  readonly verdicts: { readonly relevant: number; readonly notRelevant: number };
  /** Until when alerts like this one are silenced (epoch milliseconds), and by whom. */
  readonly muted?: { readonly until: number; readonly by: string } | undefined;
  /** Oldest first; left out where the alert has the message to itself. */
  readonly grouped?: readonly GroupedAlert[];
};

/** A line of a notice; where it has an address, all of it is a link. */
export type NoticeLine = MarkedText & { readonly link?: string | undefined };

/** Anything the bot says that is not an alert: a digest, an expired silence, a feed that went dark. */
export type NoticeNotification = {
  readonly kind: 'notice';
  readonly title: string;
  readonly lines: readonly NoticeLine[];
};

export type Notification = AlertNotification | NoticeNotification;
