/** Channels and their messages as Discord keeps them, nonces included. */
import { type Answer, invalidForm, refusal } from './errors.ts';
import { type Embed, isEmpty, MessageBody, messageComplaints } from './limits.ts';
import { createSnowflakes, snowflakeAt } from './snowflake.ts';

export type Channel = {
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  /** 0 text, 4 category, 11 public thread, 15 forum. */
  readonly type: number;
  /** What the bot may do there. */
  readonly view: boolean;
  readonly send: boolean;
  readonly embed: boolean;
  readonly attach: boolean;
  readonly history: boolean;
  /** Of a forum: the tags that a post may carry, and whether it must. */
  readonly tags?: readonly { readonly id: string; readonly name: string }[];
  readonly tagRequired?: boolean;
  /** Of a thread. */
  readonly thread?: {
    readonly parent: string;
    readonly owner: string;
    readonly archived: boolean;
    /** By a moderator; the bot is none. */
    readonly locked?: boolean;
    readonly tags: readonly string[];
  };
};

export type User = { readonly id: string; readonly username: string; readonly bot: boolean };

export type Message = {
  readonly id: string;
  readonly channel_id: string;
  readonly author: ReturnType<typeof userObject>;
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly components: readonly unknown[];
  readonly attachments: readonly unknown[];
  readonly timestamp: string;
  readonly edited_timestamp: string | null;
  readonly flags: number;
  readonly [key: string]: unknown;
};

export type File = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

const HISTORY_PAGE = 50;

/** A user as every message carries it. */
export function userObject(user: User): Record<string, unknown> & { readonly id: string } {
  return {
    id: user.id,
    username: user.username,
    avatar: null,
    discriminator: '0',
    public_flags: 0,
    flags: 0,
    bot: user.bot,
    global_name: user.username,
    primary_guild: null,
  };
}

export type Channels = ReturnType<typeof createChannels>;

/** @param nonceWindow how long a nonce is remembered, in milliseconds; Discord says "the past few minutes" */
export function createChannels(bot: User, nonceWindow: number) {
  const channels = new Map<string, Channel>();
  const messages = new Map<string, Message[]>();
  const nonces = new Map<
    string,
    { readonly message: string; readonly channel: string; readonly at: number }
  >();
  const pings = new Map<string, readonly string[]>();
  const nextId = createSnowflakes();

  const find = (channel: string, id: string): Message | undefined =>
    messages.get(channel)?.find((message) => message.id === id);

  const put = (message: Message): void => {
    const list = messages.get(message.channel_id) ?? [];
    const at = list.findIndex((each) => each.id === message.id);
    if (at < 0) list.push(message);
    else list[at] = message;
    messages.set(message.channel_id, list);
  };

  /** Checks, then makes a message out of a body. */
  const compose = (
    channel: string,
    author: User,
    body: MessageBody,
    files: readonly File[],
  ): Message | Answer => {
    const complaints = messageComplaints(body);
    if (complaints.length > 0) return invalidForm(complaints);
    if (isEmpty(body, files.length)) return refusal('emptyMessage');
    const now = Date.now();
    const message = blankMessage(nextId(now), channel, author, now);
    const made = { ...message, ...shown(body, files), flags: body.flags ?? 0 };
    pings.set(made.id, pinged(body));
    return made;
  };

  const rights = (id: string, need: 'send' | 'read'): Answer | undefined => {
    const channel = channels.get(id);
    if (channel === undefined) return refusal('unknownChannel');
    if (!channel.view) return refusal('missingAccess');
    if (need === 'read') return undefined;
    if (channel.type === 4 || channel.type === 15) return refusal('notText');
    if (channel.thread?.locked === true) return refusal('locked');
    return channel.send ? undefined : refusal('missingPermissions');
  };

  /** What is said in an archived thread opens it again; what is changed there is refused. */
  const archived = (id: string): boolean => channels.get(id)?.thread?.archived === true;
  const archive = (id: string, value: boolean): void => {
    const channel = channels.get(id);
    if (channel?.thread !== undefined)
      channels.set(id, { ...channel, thread: { ...channel.thread, archived: value } });
  };

  const lock = (id: string): void => {
    const channel = channels.get(id);
    if (channel?.thread !== undefined)
      channels.set(id, { ...channel, thread: { ...channel.thread, archived: true, locked: true } });
  };

  const create = (channel: string, body: MessageBody, files: readonly File[]): Answer => {
    const denied = rights(channel, 'send');
    if (denied !== undefined) return denied;
    if (channels.get(channel)?.embed === false && body.embeds?.length) return refusal('missingPermissions');
    if (channels.get(channel)?.history === false && body.message_reference !== undefined)
      return refusal('noHistory');
    const nonce = body.nonce === null || body.nonce === undefined ? undefined : String(body.nonce);
    const earlier = nonce === undefined ? undefined : nonces.get(nonce);
    if (earlier !== undefined && body.enforce_nonce === true && Date.now() - earlier.at < nonceWindow) {
      const message = find(earlier.channel, earlier.message);
      if (message !== undefined) return { status: 200, body: { ...message, nonce } };
    }
    const message = compose(channel, bot, body, files);
    if (isAnswer(message)) return message;
    put(message);
    archive(channel, false);
    if (nonce !== undefined) nonces.set(nonce, { message: message.id, channel, at: Date.now() });
    return { status: 200, body: nonce === undefined ? message : { ...message, nonce } };
  };

  const edit = (channel: string, id: string, body: MessageBody, files: readonly File[]): Answer => {
    const denied = rights(channel, 'read');
    if (denied !== undefined) return denied;
    if (archived(channel)) return refusal('archived');
    const message = find(channel, id);
    if (message === undefined) return refusal('unknownMessage');
    if (message.author.id !== bot.id) return refusal('notAuthor');
    const edited = revise(message, body, files);
    if (isAnswer(edited)) return edited;
    put(edited);
    return { status: 200, body: edited };
  };

  const revise = (message: Message, body: MessageBody, files: readonly File[]): Message | Answer => {
    const complaints = messageComplaints(body);
    if (complaints.length > 0) return invalidForm(complaints);
    const edited = { ...message, ...shown(body, files), edited_timestamp: stamp(Date.now()) };
    if (isEmpty(MessageBody.parse(edited), edited.attachments.length)) return refusal('emptyMessage');
    pings.set(edited.id, [...(pings.get(edited.id) ?? []), ...pinged(body)]);
    return edited;
  };

  /** Newest first; nothing at all without Read Message History, and no content of others without that intent. */
  const list = (channel: string, query: URLSearchParams): Answer => {
    const denied = rights(channel, 'read');
    if (denied !== undefined) return denied;
    const limit = Number(query.get('limit') ?? HISTORY_PAGE);
    const anchors = ['around', 'before', 'after'].filter((key) => query.has(key));
    const bad = anchors.some((key) => !/^\d{1,20}$/.test(query.get(key) ?? ''));
    if (!Number.isInteger(limit) || limit < 1 || limit > 100 || anchors.length > 1 || bad)
      return invalidForm([
        { path: 'limit', code: 'number', message: 'limit 1-100, one of around, before, after' },
      ]);
    const all = channels.get(channel)?.history === false ? [] : (messages.get(channel) ?? []);
    const page = select(all, query, limit).map((message) =>
      message.author.id === bot.id ? message : { ...message, content: '', embeds: [], components: [] },
    );
    return { status: 200, body: page.toReversed() };
  };

  return {
    add: (channel: Channel) => void channels.set(channel.id, channel),
    all: () => [...channels.values()],
    channel: (id: string): Channel | undefined => channels.get(id),
    archive,
    lock,
    /** Moves a composed message to the channel that is opened for it, with whom it has notified. */
    adopt: (message: Message, channel: string): Message => {
      const moved = { ...message, channel_id: channel };
      put(moved);
      return moved;
    },
    create,
    edit,
    list,
    rights,
    compose,
    revise,
    nextId,
    get: (channel: string, id: string): Answer => {
      const message = find(channel, id);
      const denied = rights(channel, 'read');
      if (denied !== undefined) return denied;
      if (channels.get(channel)?.history === false) return refusal('missingPermissions');
      return message ? { status: 200, body: message } : refusal('unknownMessage');
    },
    remove: (channel: string, id: string): Answer => {
      const kept = (messages.get(channel) ?? []).filter((message) => message.id !== id);
      const known = kept.length < (messages.get(channel)?.length ?? 0);
      messages.set(channel, kept);
      return known ? { status: 204 } : refusal('unknownMessage');
    },
    describe: (id: string): Answer => {
      const channel = channels.get(id);
      const last = messages.get(id)?.at(-1)?.id ?? null;
      return rights(id, 'read') ?? { status: 200, body: channel && channelObject(channel, last) };
    },
    /** Somebody else says something. */
    say: (channel: string, author: User, content: string): string => {
      const now = Date.now();
      const message = { ...blankMessage(nextId(now), channel, author, now), content };
      put(message);
      return message.id;
    },
    messages: (channel: string): readonly Message[] => messages.get(channel) ?? [],
    find,
    put,
    pings: (id: string): readonly string[] => pings.get(id) ?? [],
    forgetNonces: () => nonces.clear(),
  };
}

export function isAnswer(value: Message | Answer): value is Answer {
  return 'status' in value && typeof value.status === 'number';
}

export function channelObject(channel: Channel, lastMessage: string | null): Record<string, unknown> {
  return {
    id: channel.id,
    type: channel.type,
    flags: 0,
    guild_id: channel.guildId,
    name: channel.name,
    position: 0,
    nsfw: false,
    permission_overwrites: exceptions(channel),
    last_message_id: lastMessage,
    ...(channel.type === 15 ? forumKeys(channel) : {}),
    ...(channel.thread === undefined ? {} : threadKeys(channel.id, channel.thread)),
  };
}

/** What everybody may do on the server and the bot may not do here. */
function exceptions({ guildId, view, send, embed, attach, history }: Channel): readonly object[] {
  const bits = [
    [view, 10n],
    [send, 11n],
    [embed, 14n],
    [attach, 15n],
    [history, 16n],
  ] as const;
  const deny = bits.reduce((sum, [may, bit]) => (may ? sum : sum | (1n << bit)), 0n);
  return deny === 0n ? [] : [{ id: guildId, type: 0, allow: '0', deny: deny.toString() }];
}

const TAG_REQUIRED = 1 << 4;

function forumKeys({ tags = [], tagRequired = false }: Channel): Record<string, unknown> {
  const named = tags.map((tag) => ({ ...tag, moderated: false, emoji_id: null, emoji_name: null }));
  return { available_tags: named, flags: tagRequired ? TAG_REQUIRED : 0 };
}

function threadKeys(id: string, thread: NonNullable<Channel['thread']>): Record<string, unknown> {
  const { parent, owner, archived, locked = false, tags } = thread;
  return {
    parent_id: parent,
    owner_id: owner,
    applied_tags: tags,
    message_count: 1,
    member_count: 1,
    total_message_sent: 1,
    thread_metadata: {
      archived,
      locked,
      auto_archive_duration: 10_080,
      archive_timestamp: stamp(Number(BigInt(id) >> 22n) + 1_420_070_400_000),
    },
  };
}

function stamp(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00');
}

function blankMessage(id: string, channel: string, author: User, now: number): Message {
  return {
    id,
    channel_id: channel,
    type: 0,
    author: userObject(author),
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    timestamp: stamp(now),
    edited_timestamp: null,
    flags: 0,
    pinned: false,
    tts: false,
  };
}

/** The parts of a body that a message shows; keys that are left out stay as they are on an edit. */
function shown(body: MessageBody, files: readonly File[]): Partial<Message> {
  const attachments = files.map((file, index) => ({
    id: snowflakeAt(Date.now() + index).toString(),
    filename: file.name,
    size: file.bytes.length,
    url: `https://cdn.example/${file.name}`,
    proxy_url: `https://media.example/${file.name}`,
    content_type: file.type,
  }));
  return {
    ...(body.content === undefined ? {} : { content: (body.content ?? '').trim() }),
    ...(body.embeds === undefined ? {} : { embeds: (body.embeds ?? []).map(keptEmbed) }),
    ...(body.components === undefined ? {} : { components: numbered(body.components ?? []) }),
    ...(files.length === 0 && body.attachments === undefined ? {} : { attachments }),
  };
}

/** Discord trims an embed's texts, leaves out what is null and fills in what it keeps by itself. */
function keptEmbed(embed: Embed): Embed {
  const trimmed = (value: unknown): unknown => {
    if (typeof value === 'string') return value.trim();
    if (Array.isArray(value)) return value.map(trimmed);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(([, each]) => each !== null);
    return Object.fromEntries(entries.map(([key, each]) => [key, trimmed(each)]));
  };
  const fields = (embed.fields ?? []).map((field) => ({ inline: false, ...field }));
  return { ...(trimmed({ ...embed, fields }) as Embed), type: 'rich' };
}

function numbered(components: readonly object[], from = { id: 0 }): readonly object[] {
  return components.map((component) => {
    from.id += 1;
    const id = from.id;
    const inner =
      'components' in component && Array.isArray(component.components) ? component.components : undefined;
    return { ...component, id, ...(inner ? { components: numbered(inner, from) } : {}) };
  });
}

/** Whom a body notifies: only `content` does, and only as far as `allowed_mentions` lets it. */
function pinged(body: MessageBody): readonly string[] {
  const content = body.content ?? '';
  const allowed = body.allowed_mentions;
  const may = (kind: string, id?: string): boolean => {
    if (allowed === null || allowed === undefined) return true;
    const listed = kind === 'users' ? allowed.users : kind === 'roles' ? allowed.roles : undefined;
    return (allowed.parse ?? []).includes(kind) || (id !== undefined && (listed ?? []).includes(id));
  };
  const found: string[] = [];
  if (/@everyone|@here/.test(content) && may('everyone')) found.push('everyone');
  for (const [, id = ''] of content.matchAll(/<@!?(\d+)>/g)) if (may('users', id)) found.push(`user ${id}`);
  for (const [, id = ''] of content.matchAll(/<@&(\d+)>/g)) if (may('roles', id)) found.push(`role ${id}`);
  return found;
}

function select(all: readonly Message[], query: URLSearchParams, limit: number): readonly Message[] {
  const at = (key: string): bigint => BigInt(query.get(key) ?? '0');
  if (query.has('after')) return all.filter((message) => BigInt(message.id) > at('after')).slice(0, limit);
  if (query.has('before')) return all.filter((message) => BigInt(message.id) < at('before')).slice(-limit);
  if (query.has('around')) {
    const older = all.filter((message) => BigInt(message.id) < at('around')).slice(-Math.floor(limit / 2));
    const newer = all.filter((message) => BigInt(message.id) >= at('around'));
    return [...older, ...newer.slice(0, limit - older.length)];
  }
  return all.slice(-limit);
}
