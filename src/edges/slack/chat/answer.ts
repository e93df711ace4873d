/** Gives people their answers: through the address that came with what they did, on the home tab, or in a dialog. */
import type { types } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Reply } from '../../../core/command/reply.ts';
import { SECOND } from '../../../core/time/duration.ts';
import type { SlackLog } from '../client.ts';
import { renderReply } from '../render/render-reply.ts';
import { shareFile, uploadImage } from '../upload.ts';

/** Where an answer goes; the address takes five answers within thirty minutes. */
export type ResponsePlace = {
  readonly url: string;
  readonly user: string;
  readonly channel: string;
  /** Whether the answer takes the place of the message whose button was pressed, if it is a page. */
  readonly replace: boolean;
  /** The thread that the pressed message stands in. */
  readonly thread?: string | undefined;
};

export type Answers = {
  /** Answers where the command was typed or the button pressed. */
  readonly respond: (reply: Reply, place: ResponsePlace) => Promise<void>;
  /** Puts the reply on somebody's home tab. */
  readonly publish: (reply: Reply, user: string) => Promise<void>;
  /** Shows the reply in a dialog; `trigger` is good for three seconds. */
  readonly show: (reply: Reply, trigger: string) => Promise<void>;
};

const TIMEOUT = 15 * SECOND;
/** Of an address that was used five times, or for half an hour. */
const GONE = 404;

/**
 * Makes the ways to answer. All of them throw where Slack refuses; a picture that cannot be shown is put into words, and
 * an answer whose address has expired is shown to the asker alone.
 */
export function openAnswers({
  client,
  log,
}: {
  readonly client: WebClient;
  readonly log: SlackLog;
}): Answers {
  return {
    respond: async (reply, place) => {
      const full = reply.file === undefined ? reply : await withFile(reply, reply.file, place);
      const image = full.image && (await uploadImage(client, full.image, log));
      const status = await postTo(place, full, image);
      if (status === undefined) return;
      log.warn({ status, picture: image !== undefined }, 'Slack refused an answer');
      // A dialog may be sent off long after its address has expired.
      if (status === GONE) return sayAlone(full, image, place);
      if (image === undefined) throw new Error(`Slack refused an answer with HTTP ${status}`);
      const again = await postTo(place, full, undefined);
      if (again !== undefined) throw new Error(`Slack refused an answer with HTTP ${again}`);
    },
    // Every look at the home tab would upload another picture, so it is told in words there.
    publish: async (reply, user) => {
      const { blocks } = renderReply(reply, undefined, 'view');
      await client.views.publish({ user_id: user, view: { type: 'home', blocks } });
    },
    show: async (reply, trigger) => {
      const view: types.ModalView = {
        type: 'modal',
        title: { type: 'plain_text', text: 'Signpost' },
        close: { type: 'plain_text', text: 'Close' },
        blocks: renderReply(reply, undefined, 'view').blocks,
      };
      await client.views.open({ trigger_id: trigger, view });
    },
  };

  /** Needs the bot in the channel, which an address does not. */
  async function sayAlone(
    reply: Reply,
    image: string | undefined,
    { channel, user, thread }: ResponsePlace,
  ): Promise<void> {
    const inThread = thread === undefined ? {} : { thread_ts: thread };
    await client.chat.postEphemeral({ channel, user, ...inThread, ...renderReply(reply, image) });
  }

  async function withFile(
    reply: Reply,
    file: NonNullable<Reply['file']>,
    place: ResponsePlace,
  ): Promise<Reply> {
    const where = await shareFile(client, reply, file, place, log);
    return {
      ...reply,
      blocks: [...reply.blocks, { kind: 'line', inlines: [{ kind: 'text', text: where }] }],
    };
  }
}

/** Undefined where Slack took it, else the HTTP status. The address is a secret and stays out of every error. */
async function postTo(
  { url, replace, thread }: ResponsePlace,
  reply: Reply,
  image: string | undefined,
): Promise<number | undefined> {
  const replaces = replace && reply.isPage === true;
  // https://docs.slack.dev/interactivity/handling-user-interaction/#publishing_in_thread
  const inThread = thread === undefined || replaces ? {} : { thread_ts: thread };
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      response_type: reply.visibility === 'public' ? 'in_channel' : 'ephemeral',
      replace_original: replaces,
      ...inThread,
      ...renderReply(reply, image),
      unfurl_links: false,
      unfurl_media: false,
    }),
    signal: AbortSignal.timeout(TIMEOUT),
  });
  await answer.body?.cancel();
  return answer.ok ? undefined : answer.status;
}
