/** A strict Discord on loopback: REST version 10 and the gateway, for real clients to talk to. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BucketLimit, createBuckets } from './buckets.ts';
import {
  type Channel,
  channelObject,
  createChannels,
  type Message,
  type User,
  userObject,
} from './channels.ts';
import { createCommands } from './commands.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGateway } from './gateway.ts';
import { handleRest, type LoggedRequest } from './http.ts';
import {
  createInteractions,
  INTERACTION,
  type InteractionRequest,
  type Invocation,
  memberObject,
} from './interactions.ts';
import { createRoutes } from './routes.ts';
import { createThreads } from './threads.ts';
import { createWebhooks } from './webhooks.ts';

export type PeerOptions = {
  readonly token?: string;
  /** 0 lets the system choose. */
  readonly port?: number;
  /** How long a nonce is remembered, in milliseconds. */
  readonly nonceWindow?: number;
  /** Requests per route and channel; hardly limited where left out. */
  readonly bucket?: BucketLimit;
  readonly heartbeatInterval?: number;
  /** How long an interaction may go unanswered, in milliseconds. */
  readonly deadline?: number;
};

const MANAGE_GUILD = 1n << 5n;
const ORDINARY =
  (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 31n) | (1n << 38n);
const BOT: User = { id: '300000000000000001', username: 'signpost', bot: true };
const APPLICATION = '300000000000000002';
const GUILD = '300000000000000003';
/** The channel that is there from the start. */
const CHANNEL = '300000000000000004';
const READER: User = { id: '300000000000000005', username: 'reader', bot: false };
const EDITOR: User = { id: '300000000000000006', username: 'editor', bot: false };

/** Who presses a button or types a command; an editor may manage the server, a reader may not. */
export type Actor = 'reader' | 'editor';

export type DiscordPeer = Awaited<ReturnType<typeof openDiscordPeer>>;

export async function openDiscordPeer(options: PeerOptions = {}) {
  const token = options.token ?? 'peer-token';
  const requests: LoggedRequest[] = [];
  const violations: string[] = [];
  const violation = (what: string): void => void violations.push(what);
  const faults: Faults = createFaults();
  const channels = createChannels(BOT, options.nonceWindow ?? 180_000);
  const addChannel = (channel: Partial<Channel> = {}): string => {
    const id = channel.id ?? channels.nextId(Date.now());
    const rights = { view: true, send: true, embed: true, attach: true, history: true };
    channels.add({ guildId: GUILD, name: `channel-${id}`, type: 0, ...rights, ...channel, id });
    return id;
  };
  addChannel({ id: CHANNEL, name: 'signals' });
  const conversations = new Map<string, string>();
  const directMessages = ({ id, username }: User): string => {
    const known = conversations.get(id) ?? addChannel({ name: username, type: 1, guildId: '' });
    conversations.set(id, known);
    return known;
  };

  let isPublic = false;
  const gone = new Set<string>();
  const elsewhere: { readonly id: string; readonly name: string }[] = [];
  let port = 0;
  const gatewayUrl = (): string => `ws://127.0.0.1:${port}/gateway`;
  const gateway = createGateway({
    token,
    url: gatewayUrl,
    heartbeatInterval: options.heartbeatInterval ?? 41_250,
    violation,
    ready: () => ({
      data: {
        user: { ...userObject(BOT), verified: true, mfa_enabled: false },
        guilds: [{ id: GUILD, unavailable: true }],
        application: { id: APPLICATION, flags: 0 },
        user_settings: {},
      },
      after: [['GUILD_CREATE', guildObject(channels.all())]],
    }),
  });
  const commands = createCommands(APPLICATION, channels.nextId);
  const interactions = createInteractions({
    bot: BOT,
    applicationId: APPLICATION,
    channels,
    deadline: options.deadline ?? 3000,
    dispatch: gateway.dispatch,
    violation,
    place: (request) => place(request, channels.all()),
  });
  const webhooks = createWebhooks(channels);
  const routes = createRoutes({
    bot: BOT,
    guild: () => guildObject(channels.all()),
    members: () => [BOT, EDITOR, READER].filter(({ id }) => !gone.has(id)),
    applicationId: APPLICATION,
    isPublic: () => isPublic,
    elsewhere: () => elsewhere,
    gatewayUrl,
    channels,
    threads: createThreads(channels, BOT),
    webhooks,
    commands,
    interactions,
  });
  const buckets = createBuckets(options.bucket ?? { limit: 10_000, windowMs: 1000 });

  const waiting: { readonly match: RegExp; readonly resolve: (request: LoggedRequest) => void }[] = [];
  const log = (request: LoggedRequest): void => {
    requests.push(request);
    for (const waiter of waiting.filter(({ match }) => match.test(`${request.method} ${request.path}`))) {
      waiting.splice(waiting.indexOf(waiter), 1);
      waiter.resolve(request);
    }
  };
  const server = createServer((request, response) => {
    handleRest({ token, routes, faults, buckets, log, violation }, request, response).catch(
      (error: unknown) => {
        violation(`the peer broke: ${String(error)}`);
        request.socket.destroy();
      },
    );
  });
  server.on('upgrade', gateway.upgrade);
  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port || (options.port ?? 0), '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const down = async (): Promise<void> => {
    gateway.drop();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  };
  await listen();
  port = (server.address() as AddressInfo).port;

  type By = {
    readonly actor?: Actor;
    readonly channel?: string;
    /** Done in the direct messages with the bot. */
    readonly direct?: boolean;
    /** In another server than the peer's own. */
    readonly guild?: string;
    /** What the bot may do where it happens. */
    readonly rights?: bigint;
  };
  const invoke = (
    type: InteractionRequest['type'],
    data: Record<string, unknown>,
    by: By & { readonly source?: string },
  ): Invocation => {
    const editor = by.actor === 'editor';
    return interactions.invoke({
      type,
      data,
      channel: by.channel ?? (by.direct === true ? directMessages(editor ? EDITOR : READER) : CHANNEL),
      user: editor ? EDITOR : READER,
      permissions: editor ? ORDINARY | MANAGE_GUILD : ORDINARY,
      source: by.source,
      direct: by.direct === true,
      guild: by.guild,
      rights: by.rights,
    });
  };

  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    token,
    bot: BOT,
    applicationId: APPLICATION,
    guild: GUILD,
    channel: CHANNEL,
    addChannel,
    /** Somebody opens a thread in a channel; what the bot may do there is a right of its own. */
    openThread: (parent: string, send: boolean): string => {
      const thread = { parent, owner: EDITOR.id, archived: false, tags: [] };
      const id = addChannel({ type: 11, thread, send });
      const opened = channels.channel(id);
      if (opened !== undefined)
        gateway.dispatch('THREAD_CREATE', { ...channelObject(opened, null), newly_created: true });
      return id;
    },
    /** Somebody lets the bot's role post in a channel, or not any more. */
    permit: (channel: string, send: boolean): void => {
      const known = channels.all().find(({ id }) => id === channel);
      if (known !== undefined) channels.add({ ...known, send });
    },
    /** Every request so far, in order of arrival. */
    requests: requests as readonly LoggedRequest[],
    /** Whatever a client did that Discord would not have accepted or does not document. */
    violations: violations as readonly string[],
    messages: (channel = CHANNEL): readonly Message[] => channels.messages(channel),
    /** Whom a message has notified. */
    pings: channels.pings,
    /** Somebody else writes into a channel. */
    say: (content: string, channel = CHANNEL): string => channels.say(channel, READER, content),
    /** A moderator deletes a message. */
    remove: (id: string, channel = CHANNEL): void => void channels.remove(channel, id),
    fault: faults.add,
    clearFaults: faults.clear,
    forgetNonces: channels.forgetNonces,
    /** The conversation between the bot and somebody. */
    directMessages: (actor: Actor): string => directMessages(actor === 'editor' ? EDITOR : READER),
    /** Somebody leaves the server. */
    leave: (actor: Actor): void => void gone.add((actor === 'editor' ? EDITOR : READER).id),
    /** Whoever owns the application lets anybody invite the bot; a new application is like that. */
    makePublic: (): void => {
      isPublic = true;
    },
    /** Somebody invites the bot to another server; its id. */
    invite: (name: string): string => {
      const id = channels.nextId(Date.now());
      elsewhere.push({ id, name });
      return id;
    },
    /** Somebody makes a webhook for a channel; its address. */
    webhook: webhooks.add,
    /** A forum's posts or a channel's threads, oldest first. */
    threads: (parent: string): readonly Channel[] =>
      channels.all().filter((channel) => channel.thread?.parent === parent),
    /** Nobody has said anything in a thread for long. */
    archive: (thread: string): void => channels.archive(thread, true),
    /** A moderator ends what is said in a thread. */
    lock: (thread: string): void => channels.lock(thread),
    /** Resolves with the next request that matches `METHOD /path`, once it has been worked off. */
    next: (match: RegExp): Promise<LoggedRequest> =>
      new Promise((resolve) => waiting.push({ match, resolve })),
    gateway,
    commands: commands.registered,
    /** Types a slash command. */
    slash: (
      name: string,
      commandOptions: readonly { readonly name: string; readonly value: string | number | boolean }[] = [],
      by: By = {},
    ): Invocation => {
      const [command] = name.split(' ');
      const contexts = commands.registered().find((each) => each.name === command)?.['contexts'];
      // Discord offers a command in direct messages only where it was registered for them.
      if (by.direct === true && !(Array.isArray(contexts) && contexts.includes(1)))
        throw new Error(`/${name} is not offered in direct messages`);
      return invoke(INTERACTION.command, commandData(name, commandOptions), by);
    },
    /** Types into an option that completes itself; `focused` is the option's name. */
    complete: (name: string, focused: string, value: string, by: By = {}): Invocation =>
      invoke(INTERACTION.autocomplete, commandData(name, [{ name: focused, value, focused: true }]), by),
    /** Picks a command from the menu of a message; `more` is what the message holds besides. */
    menu: (
      name: string,
      message: string,
      by: By = {},
      more: Readonly<Record<string, unknown>> = {},
    ): Invocation => {
      const target = channels.find(by.channel ?? CHANNEL, message);
      const data = {
        id: '300000000000000009',
        name,
        type: 3,
        guild_id: GUILD,
        target_id: message,
        resolved: { messages: target === undefined ? {} : { [message]: { ...target, ...more } } },
      };
      return invoke(INTERACTION.command, data, by);
    },
    /** The gateway says that somebody has just invited the bot to a server, with one text channel. */
    join: (guild: string, channel: string, rights: bigint = ORDINARY): void => {
      addChannel({ id: channel });
      gateway.dispatch('GUILD_CREATE', {
        ...guildObject(channels.all().filter(({ id }) => id === channel)),
        id: guild,
        system_channel_id: channel,
        roles: [
          {
            id: guild,
            name: '@everyone',
            color: 0,
            hoist: false,
            position: 0,
            permissions: rights.toString(),
          },
        ],
      });
    },
    /** Presses a button of a message. */
    press: (message: string, customId: string, by: By = {}): Invocation =>
      invoke(
        INTERACTION.component,
        { custom_id: customId, component_type: 2, id: 1 },
        { ...by, source: message },
      ),
    /** Ticks options of a list in a message. */
    pick: (message: string, customId: string, values: readonly string[], by: By = {}): Invocation =>
      invoke(
        INTERACTION.component,
        { custom_id: customId, component_type: 3, id: 1, values },
        { ...by, source: message },
      ),
    /** Submits a dialog. */
    submit: (
      customId: string,
      values: Readonly<Record<string, string>>,
      by: By & { source?: string } = {},
    ): Invocation => invoke(INTERACTION.modal, { custom_id: customId, components: modalRows(values) }, by),
    /** Refuses connections, as in an outage. */
    down,
    up: listen,
    close: async (): Promise<void> => {
      gateway.close();
      if (server.listening) await down();
    },
  };
}

function commandData(
  name: string,
  options: readonly { name: string; value: string | number | boolean; focused?: boolean }[],
): Record<string, unknown> {
  const kind = (value: string | number | boolean): number => {
    if (typeof value === 'boolean') return 5;
    if (typeof value === 'string') return 3;
    return Number.isInteger(value) ? 4 : 10;
  };
  const [command = name, sub] = name.split(' ');
  const given = options.map((option) => ({ ...option, type: kind(option.value) }));
  return {
    id: '300000000000000009',
    name: command,
    type: 1,
    guild_id: GUILD,
    options: sub === undefined ? given : [{ type: 1, name: sub, options: given }],
  };
}

function modalRows(values: Readonly<Record<string, string>>): unknown {
  return Object.entries(values).map(([customId, value], index) => ({
    type: 18,
    id: index * 2 + 1,
    component: { type: 4, id: index * 2 + 2, custom_id: customId, value },
  }));
}

function place(request: InteractionRequest, all: readonly Channel[]): Record<string, unknown> {
  const channel = all.find((each) => each.id === request.channel);
  // https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
  if (request.direct)
    return {
      channel_id: request.channel,
      channel: {
        id: request.channel,
        type: 1,
        flags: 0,
        last_message_id: null,
        recipients: [userObject(request.user)],
      },
      user: userObject(request.user),
      app_permissions: ORDINARY.toString(),
      context: 1,
      guild_locale: undefined,
    };
  const guild = request.guild ?? GUILD;
  return {
    guild_id: guild,
    guild: { id: guild, locale: 'en-GB', features: [] },
    channel_id: request.channel,
    channel: channel && { ...channelObject(channel, null), permissions: request.permissions.toString() },
    member: memberObject(request.user, request.permissions),
    app_permissions: (request.rights ?? ownRights(channel)).toString(),
  };
}

/** Of a thread, what the bot may send there; the right to send in channels is in every thread of theirs, and of no use. */
function ownRights(channel: Channel | undefined): bigint {
  if (channel === undefined || channel.send) return ORDINARY;
  return ORDINARY & ~(channel.thread === undefined ? 1n << 11n : 1n << 38n);
}

function guildObject(all: readonly Channel[]): Record<string, unknown> & { readonly id: string } {
  return {
    id: GUILD,
    name: 'Newsroom',
    owner_id: EDITOR.id,
    unavailable: false,
    large: false,
    member_count: 3,
    joined_at: '2024-01-01T00:00:00.000000+00:00',
    roles: [
      { id: GUILD, name: '@everyone', color: 0, hoist: false, position: 0, permissions: ORDINARY.toString() },
    ],
    channels: all
      .filter((channel) => channel.thread === undefined && channel.type !== 1)
      .map((channel) => channelObject(channel, null)),
    members: [memberObject(BOT, ORDINARY)],
    presences: [],
    voice_states: [],
    threads: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    emojis: [],
    stickers: [],
    features: [],
    preferred_locale: 'en-GB',
    premium_tier: 0,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    system_channel_flags: 0,
    afk_timeout: 300,
  };
}
