/** What a person can do about a call that Discord refuses. */

const FORUM_WEBHOOK =
  'the webhook belongs to a forum, which takes posts with a title only; add ?thread_id= and the id of a post to its address, or make the webhook in a text channel';

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const REMEDIES: Readonly<Record<number, string>> = {
  10003: 'no such channel; check its id (right-click the channel, Copy Channel ID)',
  10008: 'the message was deleted',
  10015: 'the webhook was deleted; make a new one and set its address',
  20022: 'the announcement channel has had its share of messages for now',
  40333: 'the network in front of Discord blocks this address',
  40067: 'the forum wants a tag on every post; create one of the alerts’ tags there or lift the requirement',
  50001: 'the bot cannot see the channel; invite it to the server and give its role View Channel there',
  50005: 'the message was posted by another bot; was DISCORD_TOKEN changed to another application?',
  50008: 'this kind of channel takes no messages; name a text channel or a thread',
  50013:
    'the bot may not post in the channel; give its role Send Messages and Embed Links there (in a thread, Send Messages in Threads)',
  50027: 'the token in the webhook’s address is wrong; copy the whole address again',
  20016: 'the channel is in slow mode for the bot; give its role Manage Messages or Bypass Slowmode there',
  20028: 'the channel has had its share of messages for now',
  20029: 'the server has had its share of messages for now',
  30033: 'the thread has as many members as it may have; name a channel or another thread',
  130000: 'Discord is overloaded',
  30046: 'the message is older than an hour and was edited as often as Discord permits for now',
  30047: 'the forum has as many pinned posts as it may have',
  40007: 'the bot was banned from the server; lift the ban and invite it again',
  50003: 'this cannot be done in a direct message; name a channel of a server',
  50007:
    'they take no direct messages from the bot; they must share a server with it and allow messages of its members',
  50095: 'the application is disabled at Discord; see the Developer Portal',
  50278:
    'they take no direct messages from the bot; they must share a server with it and allow messages of its members',
  160006: 'the server has as many active threads as it may have; close some of them',
  200000: 'the server’s AutoMod blocked the message; exempt the bot’s role or the channel there',
  200001: 'the server’s AutoMod blocked the title; exempt the bot’s role or the channel there',
  220001: FORUM_WEBHOOK,
  220003: FORUM_WEBHOOK,
  220004: FORUM_WEBHOOK,
  50024: 'this kind of channel takes no messages; name a text channel or a thread',
  50083: 'the thread is archived; open it again or name another channel',
  160005: 'the thread is locked; unlock it or name another channel',
};
/** Limits of one channel, server or message that end by themselves. */
const LIMITS = new Set([20022, 20028, 20029, 30046, 130000]);
/** What people mend, so that the same call is taken afterwards; any other refusal is about the message itself. */
const MENDABLE = new Set([
  10003, 10004, 10015, 20016, 30033, 30047, 40333, 40067, 50001, 50003, 50008, 50013, 50024, 50027, 50083,
  50095, 160005, 160006, 200000, 200001, 220001, 220003, 220004,
]);
/** What a status says of codes that Discord may yet invent: rights and places can be mended, a form cannot. */
const MENDABLE_STATUS = new Set([401, 403, 404, 410]);
/** What something in front of Discord says of this very message: it is too large. */
const TOO_LARGE = 413;
/** Discord's own word for a body that it can make nothing of. */
const GENERAL_ERROR = 0;
/** The message that an edit or answer is about is gone. */
const NO_SUCH_MESSAGE = 10008;
/** Of a message that somebody deleted, or that another bot posted, nothing is left to edit. */
const NOT_OURS_TO_EDIT = new Set([10008, 50005]);

/** Whether a refusal ends when somebody mends rights, a channel or a token. */
export function isMendable({
  status,
  code,
}: {
  readonly status: number;
  readonly code: number | undefined;
}): boolean {
  // Without a code it was not Discord itself that said no, but something in front of it: a proxy, a wall, a gateway.
  if (code === undefined) return status !== TOO_LARGE;
  if (code === GENERAL_ERROR) return MENDABLE_STATUS.has(status);
  return MENDABLE.has(code) || (MENDABLE_STATUS.has(status) && code !== NO_SUCH_MESSAGE);
}

/** Whether a refusal ends by itself: whoever waits may be served later, and the rest of the channel takes messages meanwhile. */
export function isLimit({ code }: { readonly code: number | undefined }): boolean {
  return code !== undefined && LIMITS.has(code);
}

/** Whether there is no message of ours any more that could be edited. */
export function isBeyondEditing({ code }: { readonly code: number | undefined }): boolean {
  return code !== undefined && NOT_OURS_TO_EDIT.has(code);
}

const BAD_TOKEN =
  'Discord refuses the bot token; copy it again from the Developer Portal (Bot, Reset Token) into DISCORD_TOKEN';
/** Only the first part of what Discord says: form errors can list every field of a message. */
const LONGEST_MESSAGE = 300;

/** Says what to mend, with Discord's own code for those who search for it. */
export function remedyOf(refusal: {
  readonly status: number;
  readonly code: number | undefined;
  readonly message: string;
}): string {
  const { status, code, message } = refusal;
  const known = code === undefined ? undefined : REMEDIES[code];
  if (known !== undefined) return `${known} (${code})`;
  if (status === 401) return `${BAD_TOKEN} (401)`;
  return `Discord refused the call: ${message.slice(0, LONGEST_MESSAGE)} (${code || status})`;
}
