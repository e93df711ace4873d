/** Interactions: slash commands, buttons, autocompletion and dialogs, with Discord's deadlines and tokens. */
import { randomUUID } from 'node:crypto';
import { type Channels, type File, isAnswer, type Message, type User, userObject } from './channels.ts';
import { type Answer, invalidForm, refusal } from './errors.ts';
import { MessageBody } from './limits.ts';
import type { Callback } from './routes.ts';

export const INTERACTION = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
type InteractionType = (typeof INTERACTION)[keyof typeof INTERACTION];

export type InteractionRequest = {
  readonly type: InteractionType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly channel: string;
  readonly user: User;
  /** Permission bits of the member in the channel. */
  readonly permissions: bigint;
  /** Those of the bot there; the ordinary ones where left out. */
  readonly rights?: bigint | undefined;
  /** The server it happens in, where that is not the peer's own. */
  readonly guild?: string | undefined;
  /** Whether it happens in the direct messages with the bot. */
  readonly direct?: boolean;
  /** The message whose button was pressed. */
  readonly source?: string | undefined;
};

/** An interaction as its author sees it go on. */
export type Invocation = {
  readonly id: string;
  readonly token: string;
  /** The first answer, and how long it took; rejects where none comes before the deadline. */
  readonly answered: Promise<Callback & { readonly afterMs: number }>;
  /** The first message with something in it: an answer, an edited placeholder or a follow-up. */
  readonly replied: Promise<Message>;
  /** Every message of the interaction as it stands now. */
  readonly messages: () => readonly Message[];
  /** Delivers it once more, as may happen around a reconnect. */
  readonly again: () => void;
};

const ALLOWED: Record<InteractionType, readonly number[]> = {
  [INTERACTION.command]: [4, 5, 9],
  [INTERACTION.component]: [4, 5, 6, 7, 9],
  [INTERACTION.autocomplete]: [8],
  [INTERACTION.modal]: [4, 5, 6, 7],
};
const EPHEMERAL = 64;
const LOADING = 128;
const TOKEN_LIFE = 15 * 60_000;

type Entry = {
  readonly id: string;
  readonly token: string;
  readonly request: InteractionRequest;
  readonly startedAt: number;
  readonly answer: PromiseWithResolvers<Callback & { readonly afterMs: number }>;
  readonly reply: PromiseWithResolvers<Message>;
  answered: boolean;
  /** True from a deferral until it is filled. */
  loading: boolean;
  original: string | undefined;
  readonly messages: Map<string, Message>;
};

type Deps = {
  readonly bot: User;
  readonly applicationId: string;
  readonly channels: Channels;
  readonly deadline: number;
  readonly dispatch: (event: string, data: unknown) => void;
  readonly violation: (what: string) => void;
  /** The keys that say where it happened: guild, channel, permissions. */
  readonly place: (request: InteractionRequest) => Record<string, unknown>;
};

export type Interactions = ReturnType<typeof createInteractions>;

export function createInteractions(deps: Deps) {
  const entries = new Map<string, Entry>();
  const { channels } = deps;

  /** A message of the channel, or one that a single person sees. */
  const messageNamed = (channel: string, id: string): Message | undefined =>
    channels.find(channel, id) ??
    [...entries.values()].flatMap(({ messages }) => messages.get(id) ?? []).at(0);

  const invoke = (request: InteractionRequest): Invocation => {
    const id = channels.nextId(Date.now());
    const entry: Entry = {
      id,
      token: `token-${randomUUID()}`,
      request,
      startedAt: Date.now(),
      answer: Promise.withResolvers(),
      reply: Promise.withResolvers(),
      answered: false,
      loading: false,
      original: undefined,
      messages: new Map(),
    };
    entries.set(entry.token, entry);
    const late = new Error(`no answer to the interaction within ${deps.deadline} ms`);
    const timer = setTimeout(() => {
      if (!entry.answered) entry.answer.reject(late);
    }, deps.deadline);
    timer.unref();
    entry.answer.promise.then(
      () => clearTimeout(timer),
      () => undefined,
    );
    const source = request.source === undefined ? undefined : messageNamed(request.channel, request.source);
    const event = {
      id,
      application_id: deps.applicationId,
      type: request.type,
      token: entry.token,
      version: 1,
      data: request.data,
      locale: 'en-GB',
      guild_locale: 'en-GB',
      entitlements: [],
      authorizing_integration_owners: {},
      context: 0,
      attachment_size_limit: 10_485_760,
      ...(source === undefined ? {} : { message: source }),
      ...deps.place(request),
    };
    deps.dispatch('INTERACTION_CREATE', event);
    return {
      id,
      token: entry.token,
      answered: entry.answer.promise,
      replied: entry.reply.promise,
      messages: () => [...entry.messages.values()],
      again: () => deps.dispatch('INTERACTION_CREATE', event),
    };
  };

  /** Keeps a message of an interaction; everybody sees it in the channel unless it is ephemeral. */
  const keep = (entry: Entry, message: Message): Message => {
    // The message whose button was pressed may be one that a single person sees: it stays where it is.
    const holder = [...entries.values()].find(({ messages }) => messages.has(message.id));
    if (holder !== undefined) holder.messages.set(message.id, message);
    else if (message.id !== entry.request.source) entry.messages.set(message.id, message);
    if ((message.flags & EPHEMERAL) === 0) channels.put(message);
    if ((message.flags & LOADING) === 0) entry.reply.resolve(message);
    return message;
  };

  const compose = (entry: Entry, body: MessageBody, files: readonly File[]): Message | Answer => {
    const made = channels.compose(entry.request.channel, deps.bot, body, files);
    return isAnswer(made) ? made : keep(entry, { ...made, application_id: deps.applicationId });
  };

  const callback = (
    id: string,
    token: string,
    given: Callback,
    files: readonly File[],
    options: { readonly withResponse: boolean },
  ): Answer => {
    const entry = entries.get(token);
    if (entry === undefined || entry.id !== id) return refusal('unknownInteraction');
    const afterMs = Date.now() - entry.startedAt;
    if (afterMs >= deps.deadline) {
      deps.violation(`interaction ${id} was answered after ${afterMs} ms`);
      return refusal('unknownInteraction');
    }
    if (entry.answered) return refusal('alreadyAcknowledged');
    if (!ALLOWED[entry.request.type].includes(given.type))
      return invalidForm([
        { path: 'type', code: 'choices', message: `not for interaction type ${entry.request.type}` },
      ]);
    const made = respond(entry, given, files);
    if ('status' in made) return made;
    entry.answered = true;
    entry.answer.resolve({ ...given, afterMs });
    if (!options.withResponse) return { status: 204 };
    return {
      status: 200,
      body: {
        interaction: {
          id,
          type: entry.request.type,
          ...(made.message ? { response_message_id: made.message.id } : {}),
        },
        ...(made.message && (given.type === 4 || given.type === 7)
          ? { resource: { type: given.type, message: made.message } }
          : {}),
      },
    };
  };

  const respond = (
    entry: Entry,
    given: Callback,
    files: readonly File[],
  ): Answer | { readonly message: Message | undefined } => {
    const body = MessageBody.parse(given.data ?? {});
    switch (given.type) {
      case 4: {
        const message = compose(entry, body, files);
        if (isAnswer(message)) return message;
        entry.original = message.id;
        return { message };
      }
      case 5: {
        const placeholder = channels.compose(entry.request.channel, deps.bot, { content: '…' }, []);
        if (isAnswer(placeholder)) return placeholder;
        const flags = (body.flags ?? 0) | LOADING;
        const message = keep(entry, {
          ...placeholder,
          content: '',
          flags,
          application_id: deps.applicationId,
        });
        entry.original = message.id;
        entry.loading = true;
        return { message };
      }
      case 6:
      case 7: {
        const source = messageNamed(entry.request.channel, entry.request.source ?? '');
        if (source === undefined) return refusal('unknownMessage');
        entry.original = source.id;
        if (given.type === 6) return { message: source };
        const message = channels.revise(source, body, files);
        return isAnswer(message) ? message : { message: keep(entry, message) };
      }
      default:
        return { message: undefined };
    }
  };

  const open = (token: string): Entry | Answer => {
    const entry = entries.get(token);
    if (entry === undefined || !entry.answered) return refusal('unknownWebhook');
    return Date.now() - entry.startedAt > TOKEN_LIFE ? refusal('invalidWebhookToken') : entry;
  };

  const message = (entry: Entry, which: string): Message | undefined => {
    const id = which === '@original' ? (entry.original ?? '') : which;
    return messageNamed(entry.request.channel, id);
  };

  const edit = (token: string, which: string, body: MessageBody, files: readonly File[]): Answer => {
    const entry = open(token);
    if ('status' in entry) return entry;
    const current = message(entry, which);
    if (current === undefined) return refusal('unknownMessage');
    const revised = channels.revise({ ...current, flags: current.flags & ~LOADING }, body, files);
    if (isAnswer(revised)) return revised;
    if (current.id === entry.original) entry.loading = false;
    return { status: 200, body: keep(entry, revised) };
  };

  return {
    invoke,
    callback,
    edit,
    /** A follow-up; the first one after a deferral fills the placeholder. */
    followUp: (token: string, body: MessageBody, files: readonly File[]): Answer => {
      const entry = open(token);
      if ('status' in entry) return entry;
      if (entry.loading) return edit(token, '@original', body, files);
      const made = compose(entry, body, files);
      return isAnswer(made) ? made : { status: 200, body: made };
    },
    read: (token: string, which: string): Answer => {
      const entry = open(token);
      if ('status' in entry) return entry;
      const found = message(entry, which);
      return found === undefined ? refusal('unknownMessage') : { status: 200, body: found };
    },
    remove: (token: string, which: string): Answer => {
      const entry = open(token);
      if ('status' in entry) return entry;
      const found = message(entry, which);
      if (found === undefined) return refusal('unknownMessage');
      entry.messages.delete(found.id);
      if (found.id === entry.original) entry.loading = false;
      channels.remove(entry.request.channel, found.id);
      return { status: 204 };
    },
  };
}

/** A member as interactions carry it. */
export function memberObject(user: User, permissions: bigint): Record<string, unknown> {
  return {
    user: userObject(user),
    nick: null,
    avatar: null,
    roles: [],
    joined_at: '2024-01-01T00:00:00.000000+00:00',
    deaf: false,
    mute: false,
    flags: 0,
    permissions: permissions.toString(),
  };
}
