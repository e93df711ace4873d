/** The part of Discord's REST API, version 10, that the peer serves. */
import { z } from 'zod';
import { type Channels, type File, type User, userObject } from './channels.ts';
import type { Commands } from './commands.ts';
import { type Answer, refusal } from './errors.ts';
import { type Interactions, memberObject } from './interactions.ts';
import { MessageBody } from './limits.ts';
import type { Threads } from './threads.ts';
import type { Webhooks } from './webhooks.ts';

type Call = {
  /** The pieces of the path, in order. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  /** Valid by the contract. */
  readonly body: unknown;
  readonly files: readonly File[];
};

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: RegExp;
  readonly operationId: string;
  /** Whether the bot's token is asked for; the interaction's own token guards the others. */
  readonly auth: boolean;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
};

type Deps = {
  readonly bot: User;
  /** Who is in the server. */
  readonly members: () => readonly User[];
  readonly guild: () => { readonly id: string };
  readonly applicationId: string;
  /** Whether anybody may invite the bot. */
  readonly isPublic: () => boolean;
  /** Other servers that the bot is in. */
  readonly elsewhere: () => readonly { readonly id: string; readonly name: string }[];
  readonly gatewayUrl: () => string;
  readonly channels: Channels;
  readonly threads: Threads;
  readonly webhooks: Webhooks;
  readonly commands: Commands;
  readonly interactions: Interactions;
};

const MESSAGES = /^\/channels\/(\d+)\/messages$/;
const MESSAGE = /^\/channels\/(\d+)\/messages\/(\d+)$/;
const COMMANDS = /^\/applications\/(\d+)\/commands$/;
const GUILD_COMMANDS = /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/;
const CALLBACK = /^\/interactions\/(\d+)\/([^/]+)\/callback$/;
const WEBHOOK = /^\/webhooks\/(\d+)\/([^/]+)$/;
const WEBHOOK_MESSAGE = /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/;

/** Lists the routes. */
export function createRoutes(deps: Deps): readonly Route[] {
  const { channels, threads, webhooks, commands, interactions } = deps;
  const first = ({ params }: Call): string => params[0] ?? '';
  const second = ({ params }: Call): string => params[1] ?? '';
  const message = ({ body }: Call): MessageBody => MessageBody.parse(body ?? {});
  const bot = { auth: true } as const;
  const isOurs = (call: Call): boolean => first(call) === deps.applicationId;
  const own = (call: Call, answer: () => Answer): Answer =>
    first(call) === deps.applicationId ? answer() : refusal('missingAccess');
  return [
    {
      auth: false,
      method: 'GET',
      path: /^\/gateway$/,
      operationId: 'get_gateway',
      handle: () => ok({ url: deps.gatewayUrl() }),
    },
    {
      ...bot,
      method: 'GET',
      path: /^\/gateway\/bot$/,
      operationId: 'get_bot_gateway',
      handle: () => ok(gatewayBot(deps.gatewayUrl())),
    },
    {
      ...bot,
      method: 'GET',
      path: /^\/users\/@me$/,
      operationId: 'get_my_user',
      handle: () => ok({ ...userObject(deps.bot), mfa_enabled: false, locale: 'en-GB', verified: true }),
    },
    {
      ...bot,
      method: 'GET',
      path: /^\/users\/@me\/guilds$/,
      operationId: 'list_my_guilds',
      handle: () =>
        ok(
          [{ ...deps.guild(), name: 'Newsroom' }, ...deps.elsewhere()].map(({ id, name }) => ({
            id,
            name,
            icon: null,
            banner: null,
            owner: false,
            permissions: '0',
            features: [],
          })),
        ),
    },
    {
      ...bot,
      method: 'GET',
      path: /^\/applications\/@me$/,
      operationId: 'get_my_application',
      handle: () => ok(applicationObject(deps.applicationId, deps.bot, deps.isPublic())),
    },
    {
      ...bot,
      method: 'GET',
      path: /^\/guilds\/(\d+)$/,
      operationId: 'get_guild',
      handle: (call) => (first(call) === deps.guild().id ? ok(deps.guild()) : refusal('missingAccess')),
    },
    {
      ...bot,
      method: 'GET',
      path: /^\/guilds\/(\d+)\/members\/(\d+)$/,
      operationId: 'get_guild_member',
      handle: (call) =>
        first(call) !== deps.guild().id
          ? refusal('missingAccess')
          : deps.members().find(({ id }) => id === second(call)) === undefined
            ? refusal('unknownMember')
            : ok(memberObject(deps.members().find(({ id }) => id === second(call)) ?? deps.bot, 0n)),
    },
    {
      ...bot,
      method: 'GET',
      path: /^\/channels\/(\d+)$/,
      operationId: 'get_channel',
      handle: (call) => channels.describe(first(call)),
    },
    {
      ...bot,
      method: 'PATCH',
      path: /^\/channels\/(\d+)$/,
      operationId: 'update_channel',
      handle: (call) => threads.change(first(call), call.body),
    },
    {
      ...bot,
      method: 'POST',
      path: /^\/channels\/(\d+)\/threads$/,
      operationId: 'create_thread',
      handle: (call) => threads.create(first(call), call.body),
    },
    {
      ...bot,
      method: 'GET',
      path: /^\/channels\/(\d+)\/threads\/archived\/public$/,
      operationId: 'list_public_archived_threads',
      handle: (call) => threads.archived(first(call)),
    },
    {
      ...bot,
      method: 'GET',
      path: /^\/guilds\/(\d+)\/threads\/active$/,
      operationId: 'get_active_guild_threads',
      handle: (call) => threads.active(first(call)),
    },
    {
      ...bot,
      method: 'GET',
      path: MESSAGES,
      operationId: 'list_messages',
      handle: (call) => channels.list(first(call), call.query),
    },
    {
      ...bot,
      method: 'POST',
      path: MESSAGES,
      operationId: 'create_message',
      handle: (call) => channels.create(first(call), message(call), call.files),
    },
    {
      ...bot,
      method: 'GET',
      path: MESSAGE,
      operationId: 'get_message',
      handle: (call) => channels.get(first(call), second(call)),
    },
    {
      ...bot,
      method: 'PATCH',
      path: MESSAGE,
      operationId: 'update_message',
      handle: (call) => channels.edit(first(call), second(call), message(call), call.files),
    },
    {
      ...bot,
      method: 'DELETE',
      path: MESSAGE,
      operationId: 'delete_message',
      handle: (call) => channels.remove(first(call), second(call)),
    },
    {
      ...bot,
      method: 'GET',
      path: COMMANDS,
      operationId: 'list_application_commands',
      handle: (call) => own(call, () => commands.list(undefined)),
    },
    {
      ...bot,
      method: 'PUT',
      path: COMMANDS,
      operationId: 'bulk_set_application_commands',
      handle: (call) => own(call, () => commands.replace(undefined, call.body)),
    },
    {
      ...bot,
      method: 'GET',
      path: GUILD_COMMANDS,
      operationId: 'list_guild_application_commands',
      handle: (call) => own(call, () => commands.list(second(call))),
    },
    {
      ...bot,
      method: 'PUT',
      path: GUILD_COMMANDS,
      operationId: 'bulk_set_guild_application_commands',
      handle: (call) => own(call, () => commands.replace(second(call), call.body)),
    },
    {
      auth: false,
      method: 'POST',
      path: CALLBACK,
      operationId: 'create_interaction_response',
      handle: (call) =>
        interactions.callback(first(call), second(call), Callback.parse(call.body), call.files, {
          withResponse: call.query.get('with_response') === 'true',
        }),
    },
    {
      auth: false,
      method: 'POST',
      path: WEBHOOK,
      operationId: 'execute_webhook',
      handle: (call) =>
        isOurs(call)
          ? interactions.followUp(second(call), message(call), call.files)
          : webhooks.execute(call.params, call.query, message(call), call.files),
    },
    {
      auth: false,
      method: 'GET',
      path: WEBHOOK_MESSAGE,
      operationId: 'get_webhook_message',
      handle: (call) => own(call, () => interactions.read(second(call), call.params[2] ?? '')),
    },
    {
      auth: false,
      method: 'PATCH',
      path: WEBHOOK_MESSAGE,
      operationId: 'update_original_webhook_message',
      handle: (call) =>
        isOurs(call)
          ? interactions.edit(second(call), call.params[2] ?? '', message(call), call.files)
          : webhooks.edit(call.params, call.query, message(call), call.files),
    },
    {
      auth: false,
      method: 'DELETE',
      path: WEBHOOK_MESSAGE,
      operationId: 'delete_original_webhook_message',
      handle: (call) => own(call, () => interactions.remove(second(call), call.params[2] ?? '')),
    },
  ];
}

const Callback = z.looseObject({ type: z.int(), data: z.looseObject({}).nullish() });
export type Callback = z.infer<typeof Callback>;

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function gatewayBot(url: string): unknown {
  return {
    url,
    shards: 1,
    session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
  };
}

function applicationObject(id: string, { username, ...bot }: User, isPublic: boolean): object {
  return {
    id,
    name: username,
    icon: null,
    description: '',
    type: null,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    bot_public: isPublic,
    bot_require_code_grant: false,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userObject({ username: 'owner', ...bot }),
    approximate_guild_count: 1,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}
