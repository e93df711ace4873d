/** The tables of what people set up from a chat, as Kysely sees them; JSON is text. */

export type ChatFeedsTable = {
  id: string;
  /** A feed's line as a file would have it, as JSON. */
  line: string;
  platform: string;
  space: string | null;
  channel: string;
  created_by: string;
  created_at: number;
};

/** Feeds that are not polled for now, whoever configured them. */
export type RestingFeedsTable = { id: string; created_by: string; created_at: number };

export type ChatBriefsTable = {
  id: string;
  platform: string;
  space: string | null;
  channel: string;
  /** All of a brief's file but its indicators, as JSON. */
  head: string;
  created_by: string;
  created_at: number;
};

export type ChatSignsTable = {
  brief_id: string;
  id: string;
  batch: string;
  status: string;
  /** An indicator as a file would have it, as JSON. */
  sign: string;
  created_by: string;
  created_at: number;
};
