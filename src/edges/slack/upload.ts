/** Uploads pictures and files: https://docs.slack.dev/messaging/working-with-files/#upload */
import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Reply } from '../../core/command/reply.ts';
import { cleanText } from '../../core/delivery/clean-text.ts';
import { shorten } from '../../core/delivery/shorten.ts';
import type { SlackLog } from './client.ts';
import { failureOf } from './failures.ts';
import { escaped } from './render/render.ts';

/** Slack looks at an image for a moment before a message may show it. */
const LOOKS = 6;
const LOOK_AGAIN = 300;

/** The client answers with one completion a message, each with its files. */
const Uploaded = z.object({ files: z.array(z.object({ files: z.array(z.object({ id: z.string() })) })) });

/**
 * Uploads a picture that belongs to the bot alone, for a message to show; its id, or undefined where Slack would not
 * take it, which is logged: the reply has a text equivalent.
 */
export async function uploadImage(
  client: WebClient,
  { name, png, alt }: NonNullable<Reply['image']>,
  log: SlackLog,
): Promise<string | undefined> {
  try {
    const uploaded = await client.files.uploadV2({
      filename: name,
      file: Buffer.from(png),
      title: shorten(cleanText(name), 100),
      alt_text: shorten(cleanText(alt), 900),
    });
    const id = Uploaded.parse(uploaded).files[0]?.files[0]?.id;
    if (id === undefined) return undefined;
    for (let look = 0; look < LOOKS; look += 1) {
      const { file } = await client.files.info({ file: id });
      if (file?.mimetype !== undefined && file.mimetype !== '') return id;
      await pause(LOOK_AGAIN);
    }
    log.warn({ picture: name }, 'Slack: the picture was not ready in time, so the answer goes without it');
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    log.warn({ picture: name, reason: failure.reason }, 'Slack: the picture could not be uploaded');
  }
  return undefined;
}

/**
 * Shares a file: in the channel where the answer is public, else in the asker's own messages from the bot, because a
 * private answer cannot carry files. Returns the sentence that says where it is, or why it is nowhere.
 */
export async function shareFile(
  client: WebClient,
  reply: Reply,
  file: NonNullable<Reply['file']>,
  to: { readonly user: string; readonly channel: string },
  log: SlackLog,
): Promise<string> {
  try {
    const open =
      reply.visibility === 'public' ? undefined : await client.conversations.open({ users: to.user });
    const channel = open === undefined ? to.channel : open.channel?.id;
    if (channel === undefined) return 'The file could not be sent: Slack opened no conversation.';
    await client.files.uploadV2({
      channel_id: channel,
      filename: file.name,
      file: Buffer.from(file.text, 'utf8'),
      title: shorten(cleanText(file.name), 100),
      initial_comment: escaped(reply.title, 200),
    });
    return open === undefined
      ? 'The file is in this channel.'
      : 'The file is in your messages from Signpost: only you see it.';
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    log.warn({ file: file.name, reason: failure.reason }, 'Slack: the file could not be sent');
    return `The file could not be sent: ${failure.reason}.`;
  }
}
