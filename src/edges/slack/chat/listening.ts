/** What all listeners of Slack's events share: whom they ask, who acted and where, and what is said where something failed. */
import type { App } from '@slack/bolt';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Asker, ChatHandler } from '../../../core/command/chat.ts';
import type { Reply } from '../../../core/command/reply.ts';
import type { Answers, ResponsePlace } from './answer.ts';
import type { SlackLog } from '../client.ts';
import { failureOf, slackCode } from '../failures.ts';
import type { People } from './people.ts';

export type ListenDeps = {
  readonly handler: ChatHandler;
  readonly client: WebClient;
  readonly people: People;
  readonly answers: Answers;
  readonly log: SlackLog;
};

export const Acting = z.object({
  user: z.object({
    id: z.string(),
    name: z.string().optional(),
    username: z.string().optional(),
    team_id: z.string().optional(),
  }),
  /** Null where the app is installed for a whole organisation. */
  team: z.object({ id: z.string() }).nullish(),
});
/** Who did something, and in which workspace. */
export type Acted = {
  readonly id: string;
  readonly name: string;
  readonly workspace: string;
  /** The workspace that they belong to, where Slack says it. */
  readonly home?: string | undefined;
};

/** What the listeners share: those who answer, and how who acts and what is under way are kept. */
export type Listening = ListenDeps & {
  readonly app: App;
  readonly asker: (acted: Acted, direct: boolean) => Promise<Asker>;
  /** Gives the answer, or says that there is none: nobody is left before a command that does nothing. */
  readonly answered: (place: ResponsePlace, work: () => Promise<Reply | undefined>) => Promise<void>;
};

/** Commands and buttons after which something is posted in the channel. */
export const NEED_TO_POST = /^(?:subscribe$|watch start$|watch-(?:start|trial):)/;

/** Reading one message shows membership, with no scope beyond those that deliveries need. */
export async function blockedIn(
  client: WebClient,
  { channel, user }: { readonly channel: string; readonly user: string },
): Promise<string | undefined> {
  if (isDirect(channel)) return blockedInDirect(client, channel, user);
  try {
    await client.conversations.history({ channel, limit: 1 });
    return undefined;
  } catch (error) {
    const code = slackCode(error);
    if (isOfSeveral(error)) return OF_SEVERAL;
    if (code !== 'not_in_channel' && code !== 'channel_not_found') return undefined;
    return 'I am not in this channel, so nothing could be posted. Invite me first, with /invite @signpost, then ask again.';
  }
}

/** No app of ours is asked into conversations of several people: the manifest asks for none of their rights. */
const OF_SEVERAL =
  'I cannot post in conversations of several people. Ask in a channel that I am invited to, or in your own messages with me: Apps, Signpost, Messages.';

/**
 * Slack names the right that it misses, and for such a conversation that is one of `mpim`; its id looks like a private
 * channel's. https://docs.slack.dev/reference/methods/conversations.history#errors
 */
function isOfSeveral(error: unknown): boolean {
  return (
    error instanceof WebAPIPlatformError && `${Needed.safeParse(error.data).data?.needed}`.includes('mpim:')
  );
}

const Needed = z.object({ needed: z.string() });

/** A command may be typed in any conversation of two; alerts arrive in the one with the bot alone. */
async function blockedInDirect(
  client: WebClient,
  channel: string,
  user: string,
): Promise<string | undefined> {
  try {
    const own = (await client.conversations.open({ users: user })).channel?.id;
    return own === undefined || own === channel
      ? undefined
      : 'I am not in this conversation, so nothing could be posted. Ask in your own messages with me: Apps, Signpost, Messages.';
  } catch (error) {
    // Where Slack does not say, the first delivery will.
    if (failureOf(error) === undefined) throw error;
    return undefined;
  }
}

export function personOf(user: z.infer<typeof Acting>['user'], team: z.infer<typeof Acting>['team']): Acted {
  return {
    id: user.id,
    name: user.name ?? user.username ?? user.id,
    workspace: team?.id ?? user.team_id ?? '',
    home: user.team_id,
  };
}

/** The ids of conversations of one or two people begin with D: https://docs.slack.dev/reference/objects/conversation-object */
export function isDirect(channel: string | undefined): boolean {
  return channel?.startsWith('D') === true;
}

const sentence = (title: string, text: string): Reply => ({
  title,
  blocks: [{ kind: 'line', inlines: [{ kind: 'text', text }] }],
  visibility: 'private',
});

export const FAILURE = sentence(
  'That did not work',
  'Something went wrong inside Signpost, and it is in its log. Try again in a moment.',
);
