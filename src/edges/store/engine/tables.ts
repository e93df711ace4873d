/** The tables as Kysely sees them: instants are epoch milliseconds, booleans 0 or 1, JSON is text. */
import type { Generated } from 'kysely';
import type {
  AlertsTable,
  DeliveriesTable,
  DeliveryAttemptsTable,
  MessageAlertsTable,
  MessagesTable,
} from './alerting-tables.ts';
import type { ChatBriefsTable, ChatFeedsTable, ChatSignsTable, RestingFeedsTable } from './chat-tables.ts';

export type FeedsTable = {
  id: string;
  /** FeedState as JSON; what queries need stands beside it in columns. */
  state: string;
  status: string;
  next_poll_at: number;
};

export type EntriesTable = {
  seq: Generated<number>;
  feed_id: string;
  entry_id: string;
  title: string;
  link: string | null;
  canonical_url: string | null;
  /** What entries of several feeds that list one article have in common. */
  article: string | null;
  summary: string;
  outlet: string;
  /** Whom the item named as its source. */
  via: string | null;
  lang: string;
  country: string | null;
  published_at: number;
  seen_at: number;
  edited_at: number | null;
  story_id: string;
  /** What it was to the stories before it: a Relation. */
  relation: Generated<string>;
  /** Reasons of that, and the words that turn the matter, both as JSON. */
  reasons: Generated<string>;
  reversal: Generated<string>;
  /** 1 where the entry was already in a feed at its first poll, or too old when it came: counted, never alerted. */
  history: number;
};

/** Every name under which an entry is known. A key whose entry was pruned is its tombstone. */
export type EntryKeysTable = {
  key: string;
  entry_seq: number | null;
  last_seen_at: number;
  /** The date that the item had when it was last found by this name; null in names of 0.1.0, which held for every feed. */
  said_at: number | null;
};

/** What an entry has said, where it has said more than one thing: the first version, too, once there is a second. */
export type EntryVersionsTable = {
  entry_seq: number;
  /** SHA-256 of headline and summary, in hexadecimal. */
  hash: string;
  title: string;
  summary: string;
  /** When it was seen first and, to the hour, last. */
  seen_at: number;
  shown_at: number;
};

export type StoriesTable = {
  id: string;
  headline: string;
  first_at: number;
  last_at: number;
  /** The story that it is a development of. */
  follows: string | null;
};

export type SignalsTable = {
  id: Generated<number>;
  brief_id: string;
  indicator_id: string;
  entry_seq: number;
  story_id: string;
  at: number;
  actors: string;
  spans: string;
  outlet: string;
  country: string | null;
  lang: string;
  history: number;
  /** SHA-256 of the query with its lists, and of the text, that matched; null in rows of 0.1.0. */
  query_hash: string | null;
  text_hash: string | null;
  /** Different words of headline and summary that the query asks for; null in rows older than the column. */
  words: number | null;
  /** Since when the entry does not say it any more. */
  withdrawn_at: number | null;
};

export type StandingsTable = {
  brief_id: string;
  indicator_id: string;
  level: string;
  since: number;
};

/** A stretch of time in which alerts that match are withheld. Rows are ended, never deleted. */
export type SilencesTable = {
  id: Generated<number>;
  /** Labels and the values that match, as JSON, such as `{"indicator":["us-conditionality"]}`. */
  matchers: string;
  starts_at: number;
  expires_at: number;
  /** `discord:1234` or `slack:U123`. */
  author: string;
  author_name: string;
  reason: string | null;
  created_at: number;
  ended_by: string | null;
  ended_at: number | null;
  /** When the line that says what it withheld was queued. */
  told_at: number | null;
};

/** One person's opinion of one alert; a new one replaces it. */
export type VerdictsTable = {
  alert_id: number;
  voter: string;
  voter_name: string;
  verdict: string;
  at: number;
};

/** One person's opinion of a headline that an indicator missed; a new one replaces it. */
export type JudgedMissesTable = {
  entry_seq: number;
  brief_id: string;
  indicator_id: string;
  voter: string;
  voter_name: string;
  verdict: string;
  at: number;
};

/** An indicator whose trial a person ended. */
export type StartedTrialsTable = {
  brief_id: string;
  indicator_id: string;
  started_by: string;
  started_at: number;
};

/** What somebody said of two stories: one event, or two. */
export type StoryLabelsTable = {
  id: Generated<number>;
  /** `apart` or `same`. */
  kind: string;
  kept_story: string;
  other_story: string;
  kept_alert: number;
  by_id: string;
  by_name: string;
  at: number;
  /** A report of the story that was kept, and the other, as they stood, as JSON. */
  one: string;
  other: string;
};

/** A channel that asked in the chat to be told. */
export type SubscriptionsTable = {
  id: Generated<number>;
  platform: string;
  channel: string;
  /** The label and its value, such as `indicator` and `us-conditionality`. */
  label: string;
  value: string;
  /** The server or workspace of the channel; null in rows older than the column. */
  space: string | null;
  created_by: string;
  created_at: number;
  /** Whose direct messages it is told in; null for a channel. */
  person: string | null;
};

/** Every change made from a chat; append-only. */
export type AuditTable = {
  id: Generated<number>;
  at: number;
  actor: string;
  actor_name: string;
  /** The channel in which it was asked for, such as `slack:C123`; null in rows older than the column. */
  place: string | null;
  action: string;
  subject: string;
  detail: string;
};

/** A Discord server or Slack workspace that was adopted with the code from the log. */
export type AdoptionsTable = {
  platform: string;
  space: string;
  /** `discord:1234` or `slack:U123`. */
  adopted_by: string;
  adopted_at: number;
};

/** A receiver that takes nothing for want of rights, a channel or a token. */
export type RefusalsTable = {
  receiver: string;
  since: number;
  reason: string;
  told_to: string | null;
  ended_at: number | null;
};

/** What one of several processes does at a time, such as `feed/bbc-world`, and until when it is that process's turn. */
export type LeasesTable = {
  name: string;
  owner: string;
  until: number;
};

/** Entries whose words were edited after they were indexed. */
export type StaleWordsTable = {
  seq: number;
};

/** What people were told of the first reading of a feed or of an indicator. */
export type FirstReadingsTable = {
  subject: string;
  version: string;
  told_at: number;
};

/** What the database knows about itself. */
export type FactsTable = {
  name: string;
  value: string;
};

export type Tables = {
  feeds: FeedsTable;
  entries: EntriesTable;
  entry_keys: EntryKeysTable;
  entry_versions: EntryVersionsTable;
  stories: StoriesTable;
  signals: SignalsTable;
  standings: StandingsTable;
  alerts: AlertsTable;
  messages: MessagesTable;
  message_alerts: MessageAlertsTable;
  deliveries: DeliveriesTable;
  delivery_attempts: DeliveryAttemptsTable;
  silences: SilencesTable;
  verdicts: VerdictsTable;
  judged_misses: JudgedMissesTable;
  started_trials: StartedTrialsTable;
  story_labels: StoryLabelsTable;
  subscriptions: SubscriptionsTable;
  audit: AuditTable;
  adoptions: AdoptionsTable;
  refusals: RefusalsTable;
  leases: LeasesTable;
  facts: FactsTable;
  stale_words: StaleWordsTable;
  first_readings: FirstReadingsTable;
  chat_feeds: ChatFeedsTable;
  resting_feeds: RestingFeedsTable;
  chat_briefs: ChatBriefsTable;
  chat_signs: ChatSignsTable;
};
