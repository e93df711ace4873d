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
  /** Whether the upload was completed. */
  complete: boolean;
  /** How often somebody has asked about it since. */
  looks: number;
};

export type Workspace = ReturnType<typeof openWorkspace>;

export const TEAM = 'T0PEER0001';
export const BOT_USER = 'U0BOT00001';
export const BOT_ID = 'B0BOT00001';
export const APP_ID = 'A0APP00001';

/** A person without rights of their own, one of the desk's user group, and an admin. */
export const EDITOR = 'U0EDITOR01';
export const DESK_MEMBER = 'U0DESK0001';
export const ADMIN = 'U0ADMIN001';
export const DESK_GROUP = 'S0DESK0001';

/** A workspace with three people and the given channels, of which the bot is a member. */
export function openWorkspace(channelIds: readonly string[]) {
  const channels = new Map<string, Channel>(
    channelIds.map((id, index) => [
      id,
      { id, name: `channel-${index + 1}`, private: false, member: true, archived: false },
    ]),
  );
  const messages: Message[] = [];
  const person = (id: string, name: string, realName: string, isAdmin = false): [string, Json] => [
    id,
    {
      id,
      team_id: TEAM,
      name,
      real_name: realName,
      profile: { real_name: realName, display_name: '' },
      tz: 'Europe/Brussels',
      is_bot: false,
      deleted: false,
      is_admin: isAdmin,
      is_owner: false,
    },
  ];
  const users = new Map<string, Json>([
    person(EDITOR, 'editor', 'An Editor'),
    person(DESK_MEMBER, 'desk', 'Night Desk'),
    person(ADMIN, 'admin', 'An Admin', true),
    [BOT_USER, { id: BOT_USER, team_id: TEAM, name: 'signpost', real_name: 'Signpost', is_bot: true }],
  ]);
  const userGroups = new Map<string, string[]>([[DESK_GROUP, [DESK_MEMBER]]]);
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
    userGroups,
    files,
    /** How often files.info says that Slack has not looked at an image yet. */
    imageDelay: 0,
    /** Whether a message may show an image by this id. */
    imageReady(id: string): boolean {
      const file = files.get(id);
      return file?.complete === true && isImage(file.content) && file.looks > this.imageDelay;
    },
    /** The conversation between the bot and one person. */
    directMessages(user: string): Channel {
      const id = `D${user.slice(1)}`;
      const known = channels.get(id);
      if (known !== undefined) return known;
      const made = { id, name: 'directmessage', private: true, member: true, archived: false };
      channels.set(id, made);
      return made;
    },
    /** A conversation of several people, of which the bot is none. */
    groupMessages(): Channel {
      const made = {
        id: 'C0SEVERAL1',
        name: 'mpdm-editor--admin-1',
        private: true,
        member: false,
        archived: false,
      };
      channels.set(made.id, made);
      return made;
    },
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

/** PNG, JPEG or GIF by their first bytes. */
export function isImage(content: Buffer | undefined): boolean {
  const start = content?.subarray(0, 4).toString('latin1') ?? '';
  return start === '\u0089PNG' || start.startsWith('\u00ff\u00d8\u00ff') || start === 'GIF8';
}
