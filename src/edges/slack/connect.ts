/** Connects to one Slack workspace: a sink per channel, and the chat for what people do there. */
import { WebClient } from '@slack/web-api';
import type { Sink } from '../../core/delivery/sink.ts';
import { slackChat } from './chat/chat.ts';
import type { SlackChat } from './chat/chat.ts';
import { clientOptions } from './client.ts';
import type { SlackLog } from './client.ts';
import type { EntryWay } from './chat/entrance.ts';
import { explained, isPassing } from './explain-start.ts';
import { slackSink } from './sink.ts';
import type { ChannelOptions } from './sink.ts';

export type SlackOptions = {
  /** Begins with xoxb-. */
  readonly botToken: string;
  /** Begins with xapp-: what people do comes over Socket Mode. */
  readonly appToken?: string | undefined;
  /** Where there is no app token: what people do comes as signed requests. Without either the bot hears nothing. */
  readonly signingSecret?: string | undefined;
  /** Where signed requests are listened for; 127.0.0.1:3000 if left out. */
  readonly listen?: { readonly host: string; readonly port: number } | undefined;
  /** Ids of user groups (S…), among others, whose members are told apart. */
  readonly groups?: readonly string[];
  /** Whether a configured receiver posts to a channel: its workspace is answered then. */
  readonly atHome?: () => boolean;
  /** Origin that stands in for https://slack.com, for tests. */
  readonly apiUrl?: string | undefined;
  /** True where another process may be the one that hears people: alerts have buttons also while this one does not. */
  readonly heardElsewhere?: boolean;
  readonly log: SlackLog;
};

export type SlackConnection = {
  /** The sink of one channel, by its id; works without `start`. Alerts get buttons while the chat listens. */
  readonly sink: (channel: string, options?: ChannelOptions) => Sink;
  /** Undefined where neither an app token nor a signing secret was given. */
  readonly chat: SlackChat | undefined;
  /**
   * Checks the bot token; rejects with what is wrong and how to mend it, but not where Slack is not reached. The chat
   * has a start of its own.
   */
  readonly start: () => Promise<void>;
  /** Stops the chat. */
  readonly stop: () => Promise<void>;
};

/** Makes the connection; nothing is sent before `start` or the first delivery. */
export function openSlack(given: SlackOptions): SlackConnection {
  const { botToken, groups = [], atHome = () => false, apiUrl, heardElsewhere = false, log } = given;
  const options = clientOptions(apiUrl, log);
  const way = wayIn(given);
  const chat = way && slackChat({ botToken, options, way, groups, atHome, log });
  const buttons = (): boolean => chat !== undefined && (heardElsewhere || chat.listening());
  return {
    sink: (channel, more = {}) => slackSink({ ...more, botToken, options, channel, buttons, log }),
    chat,
    start: async () => {
      const client = new WebClient(botToken, options);
      try {
        const who = await explained('SLACK_BOT_TOKEN', () => client.auth.test());
        log.info({ workspace: who.team, user: who.user }, 'Slack: the bot token is good');
      } catch (error) {
        if (!isPassing(error)) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        log.warn(
          { reason },
          'Slack: the bot token could not be checked; alerts are posted once Slack is there',
        );
      }
      if (chat === undefined) {
        log.info({}, 'Slack: no app token, so alerts are posted but commands and buttons are not heard');
      }
    },
    stop: async () => {
      await chat?.stop();
    },
  };
}

function wayIn({ appToken, signingSecret, listen }: SlackOptions): EntryWay | undefined {
  if (appToken !== undefined) return { kind: 'socket', appToken };
  if (signingSecret === undefined) return undefined;
  return { kind: 'http', signingSecret, ...(listen ?? { host: '127.0.0.1', port: 3000 }) };
}
