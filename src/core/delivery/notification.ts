/** A notification: what one receiver is told, free of any platform's markup. */
import type { Severity } from '../indicator/brief.ts';
import type { MarkedText } from './marked-text.ts';

/** No translation: some words of a headline, and nothing of how they hang together. */
export type WordsFound = {
  /** Primary subtag of the headline's language. */
  readonly lang: string;
  /** In the brief's language and in the headline's order. */
  readonly words: readonly string[];
};

export type Report = {
  readonly outlet: string;
  readonly headline: string;
  readonly link: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Of a headline in another language than the brief's. */
  readonly wordsFound?: WordsFound | undefined;
};

/** A further report of the event that a message tells. */
export type FurtherReport = Report & {
  /** A reprint is the same article or wording: its outlet's linked name is enough. */
  readonly relation: 'reprint' | 'report';
  /** True where it answers an indicator itself; unless it is a reprint, its headline must then be readable. */
  readonly matched: boolean;
  /** True where nothing that was sent has shown it. A drawing that lacks room shows these first. */
  readonly fresh: boolean;
};

/** Another alert of the same event that the message shows; the kicker counts them and each has a line. */
export type OtherAlert = {
  readonly alertId: number;
  readonly indicator: { readonly id: string; readonly name: string };
  readonly brief: { readonly id: string; readonly title: string };
  readonly severity: Severity;
  readonly fresh: boolean;
};

/** A correlation or a rise that a report of this event completed. */
export type CompletedPattern = {
  readonly alertId: number;
  readonly kind: 'correlation' | 'rising';
  readonly name: string;
  readonly severity: Severity;
  /** One sentence on what was found. */
  readonly finding: string;
  /** The earlier reports it rests on, oldest first. */
  readonly reports: readonly Report[];
  readonly fresh: boolean;
};

/** How the matter moved on: the first report of a story that follows this one, for a dated, linked line. */
export type Development = Report & {
  /** The words that it was read from, where it turns into the opposite: `withdraw`. */
  readonly turned: string | undefined;
  readonly fresh: boolean;
};

/** A text that its publisher changed so that it says another thing. */
export type Correction = {
  readonly outlet: string;
  readonly before: string;
  readonly after: string;
  /** When the new text was seen: epoch milliseconds, and as clocks of the settings' zone show it, such as `15:02`. */
  readonly at: number;
  readonly clock: string;
  /** Names of the indicators that it is no longer a sign of. */
  readonly withdrawn: readonly string[];
};

/** What somebody said of an event: a report of it tells another, or another's reports tell it. */
export type EventChange = Report & {
  /**
   * `parted`: the report left this event; `parted-from`: this event was parted from that report's; `joined`: the report's
   * event is this one; `told-with`: this event is told with that report's from now on. `at` is when it was said.
   */
  readonly kind: 'parted' | 'parted-from' | 'joined' | 'told-with';
  readonly by: string;
  /** Number of the alert whose event was kept. */
  readonly alertId: number;
};

/** What a development or an answer follows, for receivers that cannot show it as an answer. */
export type Followed = Report & {
  readonly alertId: number;
  /** The words that a turn into the opposite was read from; such a message repeats the receiver's mention. */
  readonly turned: string | undefined;
};

export type StandingView = {
  readonly level: 'quiet' | 'seen' | 'active' | 'surging';
  /** One sentence that explains the level, blindness included. */
  readonly sentence: string;
  /** Stories a day over the last seven days, oldest first. */
  readonly week: readonly number[];
  /** "4 of 9 sources are down", where some are; the sentence says so, too. */
  readonly blindness?: string | undefined;
};

/** An alert of another message that this one tells, too, because a route groups them. */
export type GroupedAlert = Report & {
  readonly alertId: number;
  /** Name of its indicator or correlation. */
  readonly indicator: string;
  readonly severity: Severity;
};

/**
 * One event as one receiver is told of it. `alertId`, `indicator`, `brief`, `quote`, `finding`, `severity`, `tags`,
 * `evidence`, `standing` and `matters` are the leading alert's, the one of the highest severity; `others` and `patterns`
 * hold the rest. `acknowledged` is set where nobody has to take anything on any more, `verdicts` count over all.
 */
export type AlertNotification = {
  readonly kind: 'alert';
  /** Number of the message, which its buttons carry. */
  readonly messageId: number;
  /** Row number people type: `/why 123`. */
  readonly alertId: number;
  readonly headline: MarkedText;
  /** Of a headline in another language than the brief's. */
  readonly wordsFound?: WordsFound | undefined;
  readonly link: string | undefined;
  readonly excerpt: MarkedText | undefined;
  readonly outlet: string;
  /** Whom the outlet names as its source. */
  readonly via?: string | undefined;
  readonly at: number;
  readonly indicator: { readonly id: string; readonly name: string };
  readonly brief: { readonly id: string; readonly title: string };
  /** What the indicator supports, in words; undefined where it supports none. */
  readonly hypothesis: string | undefined;
  readonly quote: string;
  /** One sentence on what a correlation or a rise found; undefined for a single story's alert. */
  readonly finding: string | undefined;
  readonly severity: Severity;
  /** What to know before one acts on it: that a match is thin, that chance often completes a pattern. */
  readonly cautions?: readonly string[];
  readonly tags: readonly string[];
  readonly actors: readonly string[];
  /** Other alerts of the event, highest severity first. */
  readonly others: readonly OtherAlert[];
  /** Correlations and rises beside the leading alert. */
  readonly patterns: readonly CompletedPattern[];
  /** Every further report of the event, first report first, also by the outlet of the headline. */
  readonly reports: readonly FurtherReport[];
  /** Other outlets of the same story, each once, first report first. */
  readonly alsoReported: readonly Report[];
  /** How the matter moved on, oldest first. */
  readonly developments: readonly Development[];
  readonly corrections: readonly Correction[];
  /** Oldest first; left out where nobody said anything of it. */
  readonly eventChanges?: readonly EventChange[];
  /** The message that this one answers; undefined where it follows nothing that was told here. */
  readonly follows: Followed | undefined;
  /** The stories behind a correlation or a rise that leads, oldest first; empty for a single story's alert. */
  readonly evidence: readonly Report[];
  readonly standing: StandingView | undefined;
  readonly matters: string;
  readonly acknowledged: { readonly by: string; readonly at: number } | undefined;
  readonly verdicts: { readonly relevant: number; readonly notRelevant: number };
  /** Until when alerts like this one are silenced (epoch milliseconds), and by whom. */
  readonly muted?: { readonly until: number; readonly by: string } | undefined;
  /** Oldest first; left out where the message has no other's alerts to tell. */
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

/** A few lines that answer a message, since an edit rings no phone. */
export type AnswerNotification = {
  readonly kind: 'answer';
  readonly title: string;
  readonly lines: readonly NoticeLine[];
  /** What it answers, for receivers that cannot show that. */
  readonly about: Followed;
  /** The highest of the alerts that it tells of, or where it tells of none, of the message that it answers. */
  readonly severity: Severity;
  /** Whether the receiver's mention is repeated. */
  readonly mention: boolean;
};

export type Notification = AlertNotification | NoticeNotification | AnswerNotification;

/**
 * Whether a new message mentions whom its receiver names: what is news for its own sake does, a development only where
 * it turns the matter, and an answer where it says so.
 */
export function mentions(n: Notification): boolean {
  switch (n.kind) {
    case 'alert':
      return n.follows === undefined || n.follows.turned !== undefined;
    case 'answer':
      return n.mention;
    case 'notice':
      return false;
  }
}
