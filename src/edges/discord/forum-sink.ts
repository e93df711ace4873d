/** The sink of a Discord forum channel: every story is a post with the forum's own tags, edited as it goes on. */
import { RequestMethod, Routes, ThreadAutoArchiveDuration } from 'discord.js';
import { z } from 'zod';
import type { Notification } from '../../core/delivery/notification.ts';
import type { Send, SendOutcome, Sink } from '../../core/delivery/sink.ts';
import { askChannel } from './find-delivery.ts';
import { findPost } from './find-post.ts';
import { deliveryMark } from './mark.ts';
import { plain } from './render/markdown.ts';
import { renderNotification } from './render/render.ts';
import type { CallResult } from './rest.ts';
import { discordSink, editMessage, outcomeOf, type SinkDeps, unsettled, warnOfBlindness } from './sink.ts';

const FORUM_KINDS = [15, 16];
const Forum = z.object({
  type: z.number(),
  guild_id: z.string(),
  available_tags: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
});
type Forum = z.infer<typeof Forum>;
const Opened = z.object({ id: z.string() });
const Locked = z.object({ thread_metadata: z.object({ locked: z.literal(true) }) });

/** https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel */
const MAX_TITLE = 100;
const MAX_TAGS = 5;
const UNKNOWN_CHANNEL = 10003;

/**
 * Another alert of a story that has a post is a message in it, sent as to any channel. A post takes no nonce, so an attempt that may have arrived is always looked for before the next. Where the bot may
 * not read the history, the alert is posted again with a warning in the log.
 */
export function forumSink(deps: SinkDeps): Sink {
  return async (send, signal) => {
    if (signal.aborted) return { kind: 'retry', reason: 'stopped before it was sent' };
    if (send.prior !== undefined) return editMessage(deps, send, send.prior, signal);
    const known = await askChannel(deps.rest, Routes.channel(deps.channel), Forum, signal);
    if (known.kind !== 'ok') return notAsked(known, send.maybeSentAt !== undefined);
    const forum = known.body;
    if (!FORUM_KINDS.includes(forum.type)) {
      const reason = 'the channel is no forum; write type: discord for a text channel or a thread';
      return { kind: 'refused', reason };
    }
    const earlier =
      send.maybeSentAt === undefined ? undefined : await lookUp(deps, forum, send, send.maybeSentAt, signal);
    return earlier ?? (await sayBeside(deps, send, signal)) ?? open(deps, forum, send, signal);
  };
}

/** A message in the post of the same story; undefined where there is no such post, or no more. */
async function sayBeside(deps: SinkDeps, send: Send, signal: AbortSignal): Promise<SendOutcome | undefined> {
  if (send.follows === undefined) return undefined;
  const { channel } = send.follows;
  const known = await deps.rest({ method: RequestMethod.Get, path: Routes.channel(channel) }, signal);
  if (known.kind === 'ok') {
    const said = await discordSink({ ...deps, channel })(send, signal);
    // Whoever locked the post ended the talk in it, not the news.
    return said.kind === 'refused' && Locked.safeParse(known.body).success ? undefined : said;
  }
  // Whoever deleted the post did not mean that nothing be said of the story any more.
  if (known.kind === 'refused' && known.code === UNKNOWN_CHANNEL) return undefined;
  return notAsked(known, send.maybeSentAt !== undefined);
}

/** Nothing was posted this time; what an earlier attempt did stays open. */
function notAsked(because: Exclude<CallResult, { kind: 'ok' }>, inDoubt: boolean): SendOutcome {
  if (inDoubt) return unsettled(because);
  return because.kind === 'lost' ? { kind: 'retry', reason: because.reason } : outcomeOf(because);
}

async function lookUp(
  { rest, channel, log }: SinkDeps,
  { guild_id: guild }: Forum,
  { deliveryId }: Send,
  since: number,
  signal: AbortSignal,
): Promise<SendOutcome | undefined> {
  const search = await findPost(rest, { guild, forum: channel, deliveryId, since }, signal);
  switch (search.kind) {
    case 'found':
      return { kind: 'sent', ref: { channel: search.message, message: search.message } };
    case 'absent':
      return undefined;
    case 'unreadable':
      warnOfBlindness(log, channel, deliveryId);
      return undefined;
    case 'failed':
      return unsettled(search.because);
  }
}

async function open(
  deps: SinkDeps,
  forum: Forum,
  { notification, deliveryId }: Send,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { rest, channel, mention, silent } = deps;
  const body = {
    name: titleOf(notification),
    auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
    applied_tags: tagsFor(notification, forum),
    message: renderNotification(notification, {
      buttons: deps.buttons(),
      mark: deliveryMark(deliveryId),
      mention,
      silent,
    }),
  };
  const answer = await rest({ method: RequestMethod.Post, path: Routes.threads(channel), body }, signal);
  if (answer.kind !== 'ok') return outcomeOf(answer);
  const post = Opened.safeParse(answer.body);
  return post.success
    ? { kind: 'sent', ref: { channel: post.data.id, message: post.data.id } }
    : { kind: 'uncertain', reason: 'Discord opened the post without naming it' };
}

function titleOf(n: Notification): string {
  return plain(n.kind === 'alert' ? n.headline.text : n.title, MAX_TITLE) || '(no headline)';
}

/** The forum's tags that are called as the alert's, in any case. */
function tagsFor(n: Notification, { available_tags: known }: Forum): readonly string[] {
  const wanted = new Set(n.kind === 'alert' ? n.tags.map((tag) => tag.trim().toLowerCase()) : []);
  const ids = known.filter(({ name }) => wanted.has(name.trim().toLowerCase())).map(({ id }) => id);
  return ids.slice(0, MAX_TAGS);
}
