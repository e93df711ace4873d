/** Turns what goes wrong in a call of Slack's Web API into the outcome of a delivery, with what a person can do. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { SendOutcome } from '../../core/delivery/sink.ts';
import { SECOND } from '../../core/time/duration.ts';

type Failure = Exclude<SendOutcome, { kind: 'sent' }>;

/** Errors that stay until somebody mends something: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const REMEDIES: Readonly<Record<string, string>> = {
  channel_not_found:
    'no such channel, or a private one without the bot; check its id, and invite the bot there',
  not_in_channel: 'the bot is not in the channel; type /invite and the name of the bot there',
  is_archived: 'the channel is archived; unarchive it or name another',
  invalid_auth: 'Slack does not know the bot token; copy it again from the app, OAuth & Permissions',
  not_authed: 'no bot token was sent; set SLACK_BOT_TOKEN',
  account_inactive:
    'the bot token belongs to an app that was removed; install it again and copy the new token',
  token_revoked: 'the bot token was revoked; install the app again and copy the new token',
  token_expired: 'the bot token has expired; switch off token rotation or copy a fresh token',
  not_allowed_token_type: 'this is the wrong kind of token; SLACK_BOT_TOKEN begins with xoxb-',
  missing_scope: 'the bot token lacks a permission; add the scope chat:write to the app and install it again',
  no_permission: 'the bot has no permission to post there; ask a workspace administrator',
  restricted_action: 'a workspace setting keeps the bot from posting there; ask a workspace administrator',
  restricted_action_read_only_channel: 'the channel is read-only; let the bot post there or name another',
  restricted_action_thread_only_channel: 'the channel takes replies only; name another',
  restricted_action_non_threadable_channel: 'the channel takes no replies in threads; set threads: false',
  restricted_action_thread_locked: 'the thread is locked; unlock it',
  thread_not_found: 'the thread was deleted',
  channel_is_limited_access:
    'only some people may post to the channel; let the bot post there or name another',
  user_is_restricted: 'the bot is restricted in the workspace; ask a workspace administrator',
  enterprise_is_restricted: 'the organisation restricts the app; ask an organisation administrator',
  org_login_required: 'the workspace is being moved into an organisation; it is tried on meanwhile',
  team_added_to_org: 'the workspace is being moved into an organisation; it is tried on meanwhile',
  accesslimited: 'access to the workspace is limited; ask a workspace administrator',
  two_factor_setup_required:
    'the workspace asks for two-factor authentication; ask a workspace administrator',
  cannot_reply_to_message: 'the message takes no replies',
  messages_tab_disabled: 'the app takes no direct messages; switch its Messages Tab on (App Home)',
  cannot_dm_bot: 'this is a bot, and bots cannot be written to; name a channel',
  metadata_too_large: 'the message is too large for Slack',
  ekm_access_denied: 'the workspace administrators have suspended posting',
  access_denied: 'Slack denies access; ask a workspace administrator',
  team_access_not_granted: 'the app is not granted access to this workspace; ask a workspace administrator',
  message_not_found: 'the message was deleted',
  cant_update_message: 'the message was posted by somebody else; was SLACK_BOT_TOKEN changed to another app?',
  edit_window_closed: 'a workspace setting forbids editing messages of this age',
  message_limit_exceeded: 'the free workspace has used up its messages',
  msg_too_long: 'the message is too long for Slack',
  msg_blocks_too_long: 'the message is too long for Slack',
  invalid_blocks: 'Slack does not accept the form of the message',
  invalid_blocks_format: 'Slack does not accept the form of the message',
  invalid_arguments: 'Slack does not accept the form of the request',
  no_text: 'the message is empty',
};

/** Those of them that are about the message; the others end when somebody mends rights, a channel or a token. */
const ABOUT_THE_MESSAGE = new Set([
  'msg_too_long',
  'msg_blocks_too_long',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_arguments',
  'no_text',
  'metadata_too_large',
  'too_many_attachments',
  'invalid_attachments',
  'invalid_metadata_format',
  'invalid_metadata_schema',
]);
/** Of these nothing is left to edit, which is no failure. */
const BEYOND_EDITING = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** Slack says of these that some aspect of the operation may have succeeded. */
const PERHAPS_DONE = new Set(['fatal_error', 'internal_error', 'service_unavailable', 'unknown_error']);

const BUSY = new Set(['ratelimited', 'rate_limited', 'request_timeout']);

/** Failures of a connection before anything was sent over it. */
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What an error of the Web API client means for a message; undefined for an error that is not one of the client's. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof WebAPIRateLimitedError) return rateLimited(error.retryAfter);
  if (error instanceof WebAPIPlatformError) return platformFailure(error);
  if (error instanceof WebAPIHTTPError) {
    const reason = `Slack answered with HTTP ${error.statusCode}`;
    // A proxy or load balancer refuses with 4xx before Slack sees the call; a 5xx may come after the deed.
    return error.statusCode < 500 ? { kind: 'retry', reason } : { kind: 'uncertain', reason };
  }
  if (error instanceof WebAPIRequestError) return requestFailure(error.original);
  // The client throws this for a 429 without Retry-After.
  if (error instanceof Error && error.message.startsWith('Retry header')) return rateLimited(undefined);
  return undefined;
}

/** Slack's own code for an error, such as `missing_scope`; undefined for failures of the network. */
export function slackCode(error: unknown): string | undefined {
  if (!(error instanceof WebAPIPlatformError)) return undefined;
  return /^[a-z][a-z0-9_.:]*$/.test(error.data.error) ? error.data.error : undefined;
}

/** True where Slack looked at the call and said no, rather than that it is busy or has trouble of its own. */
export function isRefusal(error: unknown): boolean {
  const code = slackCode(error);
  return code !== undefined && !PERHAPS_DONE.has(code) && !BUSY.has(code);
}

/** What a person can do about an error of Slack's. */
export function remedyOf(code: string): string {
  return `${REMEDIES[code] ?? 'Slack refused the call'} (${code})`;
}

function platformFailure(error: WebAPIPlatformError): Failure {
  const code = slackCode(error);
  if (code === undefined)
    return { kind: 'uncertain', reason: 'Slack answered with something that is not JSON' };
  if (BUSY.has(code)) return rateLimited(error.data.response_metadata?.retryAfter);
  if (PERHAPS_DONE.has(code)) return { kind: 'uncertain', reason: `Slack had an internal error (${code})` };
  if (BEYOND_EDITING.has(code)) return { kind: 'passed', reason: remedyOf(code) };
  if (ABOUT_THE_MESSAGE.has(code)) return { kind: 'rejected', reason: remedyOf(code) };
  // A code that nobody has seen yet is held like the others, and told elsewhere.
  return { kind: 'refused', reason: remedyOf(code) };
}

function rateLimited(seconds: number | undefined): Failure {
  const reason = 'Slack asks for a pause (ratelimited)';
  return seconds === undefined
    ? { kind: 'retry', reason }
    : { kind: 'retry', reason, after: seconds * SECOND };
}

/** A call that failed on the way, before or after Slack saw it. */
export function requestFailure(error: Error): Failure {
  const code = codeOf(error) ?? codeOf(error.cause);
  if (code !== undefined && NOT_REACHED.has(code)) {
    return { kind: 'retry', reason: `Slack cannot be reached (${code})` };
  }
  return { kind: 'uncertain', reason: `the connection to Slack broke (${code ?? error.name})` };
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
