/** The Web API methods that the peer knows, as Slack documents them. */
import { randomUUID } from 'node:crypto';
import { argumentViolations, messageViolations, viewViolations } from './contract.ts';
import type { Violation } from './contract.ts';
import { isRecord, textOf } from './json.ts';
import type { Json } from './json.ts';
import { APP_ID, BOT_ID, BOT_USER, isImage, TEAM } from './workspace.ts';
import type { Message, Workspace } from './workspace.ts';

type Args = Record<string, Json>;

export type MethodContext = {
  readonly workspace: Workspace;
  readonly origin: string;
  readonly mentions: boolean;
  readonly imageReady: (id: string) => boolean;
  /** The most messages a page of a history holds, whatever was asked for. */
  readonly historyPage: number;
  readonly newTicket: () => string;
  readonly violate: (violation: Violation) => void;
};

type Method = {
  readonly scope: string | undefined;
  readonly token: 'bot' | 'app';
  readonly run: (args: Args, context: MethodContext) => Record<string, Json>;
};

const failure = (error: string, messages: readonly string[] = []): Record<string, Json> => ({
  ok: false,
  error,
  ...(messages.length > 0 ? { response_metadata: { messages: messages.map((it) => `[ERROR] ${it}`) } } : {}),
});

/** Refuses what breaks the contract, after noting every violation. */
function refuse(found: readonly Violation[], { violate }: MethodContext): Record<string, Json> | undefined {
  for (const violation of found) violate(violation);
  const first = found[0];
  return first === undefined
    ? undefined
    : failure(
        first.code,
        found.map(({ message }) => message),
      );
}

function channelError(args: Args, { workspace }: MethodContext, writing: boolean): string | undefined {
  const channel = workspace.channels.get(textOf(args, 'channel') ?? '');
  if (channel === undefined || (channel.private && !channel.member)) return 'channel_not_found';
  if (!channel.member) return 'not_in_channel';
  return writing && channel.archived ? 'is_archived' : undefined;
}

function asAnswered(message: Message, metadata: boolean): Record<string, Json> {
  return {
    type: 'message',
    user: message.user,
    bot_id: message.bot_id,
    app_id: APP_ID,
    team: TEAM,
    ts: message.ts,
    text: message.text,
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    ...(metadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
    ...(message.edits.length > 0 ? { edited: { user: message.user, ts: message.edits.at(-1) ?? '' } } : {}),
  };
}

function post(args: Args, context: MethodContext, ephemeralTo: string | undefined): Record<string, Json> {
  const { workspace } = context;
  const method = ephemeralTo === undefined ? 'chat.postMessage' : 'chat.postEphemeral';
  const refused = refuse([...messageViolations(args, context), ...argumentViolations(method, args)], context);
  if (refused !== undefined) return refused;
  const error = channelError(args, context, true);
  if (error !== undefined) return failure(error);
  const channel = textOf(args, 'channel') ?? '';
  const thread = textOf(args, 'thread_ts');
  if (thread !== undefined && !workspace.messages.some((it) => it.channel === channel && it.ts === thread)) {
    return failure('thread_not_found');
  }
  const message: Message = {
    channel,
    ts: workspace.nextTs(),
    user: BOT_USER,
    bot_id: BOT_ID,
    text: textOf(args, 'text') ?? '',
    blocks: args['blocks'],
    metadata: args['metadata'],
    thread_ts: thread,
    ephemeralTo,
    edits: [],
  };
  workspace.messages.push(message);
  if (ephemeralTo !== undefined) return { ok: true, message_ts: message.ts };
  return { ok: true, channel, ts: message.ts, message: asAnswered(message, true) };
}

function update(args: Args, context: MethodContext): Record<string, Json> {
  const { workspace } = context;
  const refused = refuse(
    [...messageViolations(args, context), ...argumentViolations('chat.update', args)],
    context,
  );
  if (refused !== undefined) return refused;
  const error = channelError(args, context, true);
  if (error !== undefined) return failure(error);
  const channel = textOf(args, 'channel') ?? '';
  const message = findMessage(args, context, 'ts');
  if (message === undefined) return failure('message_not_found');
  if (message.user !== BOT_USER) return failure('cant_update_message');
  message.text = textOf(args, 'text') ?? message.text;
  message.blocks = args['blocks'] ?? message.blocks;
  message.metadata = args['metadata'] ?? message.metadata;
  message.edits.push(workspace.nextTs());
  return { ok: true, channel, ts: message.ts, text: message.text, message: asAnswered(message, true) };
}

function findMessage(args: Args, { workspace }: MethodContext, key: string): Message | undefined {
  const channel = textOf(args, 'channel');
  const ts = textOf(args, key);
  return workspace.messages.find(
    (message) => message.channel === channel && message.ts === ts && message.ephemeralTo === undefined,
  );
}

function history(args: Args, context: MethodContext): Record<string, Json> {
  const refused = refuse(argumentViolations('conversations.history', args), context);
  if (refused !== undefined) return refused;
  const error = channelError(args, context, false);
  if (error !== undefined) return failure(error);
  const stamp = /^\d+(?:\.\d{1,6})?$/;
  const oldest = textOf(args, 'oldest') ?? '0';
  const latest = textOf(args, 'latest') ?? '9999999999';
  if (!stamp.test(oldest)) return failure('invalid_ts_oldest');
  if (!stamp.test(latest)) return failure('invalid_ts_latest');
  const asked = typeof args['limit'] === 'number' ? args['limit'] : 100;
  if (asked < 1 || asked > 999) return failure('invalid_limit');
  const limit = Math.min(asked, context.historyPage);
  const cursor = textOf(args, 'cursor');
  const before =
    cursor === undefined
      ? undefined
      : /^next_ts:(\d+\.\d{6})$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (cursor !== undefined && before === undefined) return failure('invalid_cursor');
  const inclusive = args['inclusive'] === true;
  const within = context.workspace.messages
    .filter((it) => it.channel === textOf(args, 'channel') && it.ephemeralTo === undefined)
    .filter((it) => it.thread_ts === undefined || it.thread_ts === it.ts)
    .filter((it) => Number(it.ts) > Number(oldest) || (inclusive && Number(it.ts) === Number(oldest)))
    .filter((it) => Number(it.ts) < Number(latest) || (inclusive && Number(it.ts) === Number(latest)))
    .filter((it) => before === undefined || Number(it.ts) < Number(before))
    .toReversed();
  const page = within.slice(0, limit);
  const more = within.length > page.length;
  const next = Buffer.from(`next_ts:${page.at(-1)?.ts ?? ''}`).toString('base64');
  return {
    ok: true,
    messages: page.map((message) => asAnswered(message, args['include_all_metadata'] === true)),
    has_more: more,
    response_metadata: { next_cursor: more ? next : '' },
  };
}

function replies(args: Args, context: MethodContext): Record<string, Json> {
  const refused = refuse(argumentViolations('conversations.replies', args), context);
  if (refused !== undefined) return refused;
  const error = channelError(args, context, false);
  if (error !== undefined) return failure(error);
  const ts = textOf(args, 'ts') ?? '';
  const parent = findMessage(args, context, 'ts');
  if (parent === undefined) return failure('thread_not_found');
  const thread = context.workspace.messages.filter(
    (it) => it.channel === parent.channel && it.ephemeralTo === undefined && it.thread_ts === ts,
  );
  const asked = typeof args['limit'] === 'number' ? args['limit'] : 1000;
  const limit = Math.min(asked, context.historyPage);
  const from = Number(textOf(args, 'cursor') ?? 0);
  const all = [parent, ...thread.filter((it) => it.ts !== ts)];
  const page = all.slice(from, from + limit);
  const more = all.length > from + page.length;
  return {
    ok: true,
    messages: page.map((message) => asAnswered(message, args['include_all_metadata'] === true)),
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + page.length) : '' },
  };
}

function openConversation(args: Args, { workspace }: MethodContext): Record<string, Json> {
  const user = textOf(args, 'users') ?? '';
  if (!workspace.users.has(user)) return failure('user_not_found');
  return { ok: true, channel: { id: workspace.directMessages(user).id } };
}

function conversationInfo(args: Args, { workspace }: MethodContext): Record<string, Json> {
  const channel = workspace.channels.get(textOf(args, 'channel') ?? '');
  if (channel === undefined || (channel.private && !channel.member)) return failure('channel_not_found');
  const { id, name, member, archived } = channel;
  return {
    ok: true,
    channel: {
      id,
      name,
      is_channel: true,
      is_private: channel.private,
      is_member: member,
      is_archived: archived,
    },
  };
}

function openView(args: Args, context: MethodContext): Record<string, Json> {
  const { workspace } = context;
  const found = [...argumentViolations('views.open', args), ...viewViolations(args['view'] ?? null, context)];
  const refused = refuse(found, context);
  if (refused !== undefined) return refused;
  const trigger = textOf(args, 'trigger_id') ?? '';
  const expires = workspace.triggers.get(trigger);
  workspace.triggers.delete(trigger);
  if (expires === undefined) return failure('invalid_trigger_id');
  if (Date.now() > expires) return failure('expired_trigger_id');
  return keepView(args, workspace, undefined);
}

function publishView(args: Args, context: MethodContext): Record<string, Json> {
  const found = [
    ...argumentViolations('views.publish', args),
    ...viewViolations(args['view'] ?? null, context),
  ];
  const refused = refuse(found, context);
  if (refused !== undefined) return refused;
  const user = textOf(args, 'user_id') ?? '';
  if (!context.workspace.users.has(user)) return failure('user_not_found');
  return keepView(args, context.workspace, user);
}

function keepView(args: Args, workspace: Workspace, user: string | undefined): Record<string, Json> {
  const id = workspace.nextId('V');
  const view = isRecord(args['view']) ? args['view'] : {};
  const kept = {
    ...view,
    id,
    team_id: TEAM,
    app_id: APP_ID,
    bot_id: BOT_ID,
    hash: randomUUID(),
    state: { values: {} },
  };
  workspace.views.push({ id, user, view: kept });
  return { ok: true, view: kept };
}

function getUploadUrl(args: Args, { workspace, origin }: MethodContext): Record<string, Json> {
  const filename = textOf(args, 'filename');
  const length = args['length'];
  if (filename === undefined || typeof length !== 'number' || length < 1) return failure('invalid_arguments');
  const id = workspace.nextId('F');
  workspace.files.set(id, {
    id,
    filename,
    length,
    content: undefined,
    sharedIn: undefined,
    title: undefined,
    complete: false,
    looks: 0,
  });
  return { ok: true, upload_url: `${origin}/upload/v1/${id}`, file_id: id };
}

function completeUpload(args: Args, context: MethodContext): Record<string, Json> {
  const listed = Array.isArray(args['files']) ? args['files'] : [];
  if (listed.length === 0) return failure('invalid_arguments');
  const channel = textOf(args, 'channel_id');
  if (channel !== undefined) {
    const error = channelError({ channel }, context, true);
    if (error !== undefined) return failure(error);
  }
  const comment = args['initial_comment'];
  if (comment !== undefined) {
    const refused = refuse(messageViolations({ text: comment }, context), context);
    if (refused !== undefined) return refused;
  }
  const done: Json[] = [];
  for (const entry of listed) {
    const file = context.workspace.files.get(textOf(entry, 'id') ?? '');
    if (file?.content === undefined) return failure('file_not_found');
    file.sharedIn = channel;
    file.title = textOf(entry, 'title');
    file.complete = true;
    done.push({ id: file.id, title: file.title ?? file.filename });
  }
  return { ok: true, files: done };
}

function permalink(args: Args, context: MethodContext): Record<string, Json> {
  const message = findMessage(args, context, 'message_ts');
  if (message === undefined) return failure('message_not_found');
  const link = `https://peer.slack.test/archives/${message.channel}/p${message.ts.replace('.', '')}`;
  return { ok: true, channel: message.channel, permalink: link };
}

function fileInfo(args: Args, { workspace }: MethodContext): Record<string, Json> {
  const file = workspace.files.get(textOf(args, 'file') ?? '');
  if (file?.complete !== true) return failure('file_not_found');
  file.looks += 1;
  const seen = file.looks > workspace.imageDelay;
  const mimetype = seen ? (isImage(file.content) ? 'image/png' : 'text/plain') : '';
  return { ok: true, file: { id: file.id, name: file.filename, mimetype } };
}

function groupUsers(args: Args, { workspace }: MethodContext): Record<string, Json> {
  const users = workspace.userGroups.get(textOf(args, 'usergroup') ?? '');
  return users === undefined ? failure('no_such_subteam') : { ok: true, users };
}

function userInfo(args: Args, { workspace }: MethodContext): Record<string, Json> {
  const user = workspace.users.get(textOf(args, 'user') ?? '');
  return user === undefined ? failure('user_not_found') : { ok: true, user };
}

const bot = (scope: string | undefined, run: Method['run']): Method => ({ scope, token: 'bot', run });

export const METHODS: ReadonlyMap<string, Method> = new Map([
  ['api.test', bot(undefined, () => ({ ok: true }))],
  [
    'auth.test',
    bot(undefined, () => ({
      ok: true,
      url: 'https://peer.slack.test/',
      team: 'Peer',
      user: 'signpost',
      team_id: TEAM,
      user_id: BOT_USER,
      bot_id: BOT_ID,
    })),
  ],
  [
    'apps.connections.open',
    {
      scope: 'connections:write',
      token: 'app',
      run: (_, { origin, newTicket }) => ({
        ok: true,
        url: `${origin.replace('http', 'ws')}/link/?ticket=${newTicket()}&app_id=${APP_ID}`,
      }),
    },
  ],
  ['chat.postMessage', bot('chat:write', (args, context) => post(args, context, undefined))],
  [
    'chat.postEphemeral',
    bot('chat:write', (args, context) =>
      context.workspace.users.has(textOf(args, 'user') ?? '')
        ? post(args, context, textOf(args, 'user'))
        : failure('user_not_in_channel'),
    ),
  ],
  ['chat.update', bot('chat:write', update)],
  ['chat.getPermalink', bot(undefined, permalink)],
  ['conversations.history', bot('channels:history', history)],
  ['conversations.replies', bot('channels:history', replies)],
  ['conversations.open', bot('im:write', openConversation)],
  ['conversations.info', bot('channels:read', conversationInfo)],
  ['views.open', bot(undefined, openView)],
  ['views.publish', bot(undefined, publishView)],
  ['files.getUploadURLExternal', bot('files:write', getUploadUrl)],
  ['files.completeUploadExternal', bot('files:write', completeUpload)],
  ['files.info', bot('files:read', fileInfo)],
  ['usergroups.users.list', bot('usergroups:read', groupUsers)],
  ['users.info', bot('users:read', userInfo)],
]);
