/** The state of the peer's workspace: channels, messages, files, views, and the clock that names messages. */
import type { Json } from './json.ts';

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  member: boolean;
  archived: boolean;
};

export type Message = {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly bot_id: string;
  text: string;
  blocks: Json | undefined;
  metadata: Json | undefined;
  readonly thread_ts: string | undefined;
  /** Set for messages that only one user sees; they never appear in a history. */
  readonly ephemeralTo: string | undefined;
  /** Timestamps of its edits, oldest first. */
  readonly edits: string[];
};

export type UploadedFile = {
  readonly id: string;
  readonly filename: string;
  readonly length: number;
  content: Buffer | undefined;
  sharedIn: string | undefined;
  title: string | undefined;
};

export type Workspace = ReturnType<typeof openWorkspace>;

export const TEAM = 'T0PEER0001';
export const BOT_USER = 'U0BOT00001';
export const BOT_ID = 'B0BOT00001';
export const APP_ID = 'A0APP00001';

/** A workspace with one user and the given channels, of which the bot is a member. */
export function openWorkspace(channelIds: readonly string[]) {
  const channels = new Map<string, Channel>(
    channelIds.map((id, index) => [
      id,
      { id, name: `channel-${index + 1}`, private: false, member: true, archived: false },
    ]),
  );
  const messages: Message[] = [];
  const users = new Map<string, Json>([
    [
      'U0EDITOR01',
      {
        id: 'U0EDITOR01',
        team_id: TEAM,
        name: 'editor',
        real_name: 'An Editor',
        tz: 'Europe/Brussels',
        is_bot: false,
      },
    ],
    [BOT_USER, { id: BOT_USER, team_id: TEAM, name: 'signpost', real_name: 'Signpost', is_bot: true }],
  ]);
  const files = new Map<string, UploadedFile>();
  const views: { readonly user: string | undefined; readonly view: Json; readonly id: string }[] = [];
  /** Trigger ids that were handed out, with the moment they expire; used once. */
  const triggers = new Map<string, number>();
  let lastTs = 0;
  let serial = 0;
  return {
    channels,
    messages,
    users,
    files,
    views,
    triggers,
    /** A person deletes a message. */
    remove(channel: string, ts: string): void {
      const index = messages.findIndex((it) => it.channel === channel && it.ts === ts);
      if (index >= 0) messages.splice(index, 1);
    },
    /** Seconds with six digits, strictly rising, as Slack names messages. */
    nextTs(): string {
      lastTs = Math.max(lastTs + 1, Date.now() * 1000);
      return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, '0')}`;
    },
    nextId(prefix: string): string {
      serial += 1;
      return `${prefix}${String(serial).padStart(8, '0')}`;
    },
  };
}
