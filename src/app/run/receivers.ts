/** Opens the receivers that the configuration names, and says which cannot be reached for want of a token. */
import type { Settings } from '../../config/settings.ts';
import type { Chat } from '../../core/command/chat.ts';
import { environmentName, type Receiver } from '../../core/delivery/receiver.ts';
import type { Sink } from '../../core/delivery/sink.ts';
import { MINUTE } from '../../core/time/duration.ts';
import { type ConsoleOptions, consoleSink } from '../../edges/console/sink.ts';
import { openDiscord } from '../../edges/discord/connect.ts';
import { discordWebhookSink } from '../../edges/discord/webhook.ts';
import type { Log } from '../../edges/log/log.ts';
import { openSlack } from '../../edges/slack/connect.ts';
import { slackWebhookSink } from '../../edges/slack/webhook-sink.ts';
import { webhookSink } from '../../edges/webhook/sink.ts';
import type { Secrets } from './secrets.ts';

/** The receiver that stands in for those that cannot be reached. */
const TERMINAL = 'terminal';

type Options = {
  readonly receivers: Readonly<Record<string, Receiver>>;
  /** Who may change things on Slack, and where signed requests are listened for. */
  readonly slack: Settings['slack'];
  readonly secrets: Secrets;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly out: ConsoleOptions;
  /** True where another replica may be the one that holds the chat connections. */
  readonly heardElsewhere?: boolean;
  /** Hosts that webhooks may be posted to over plain http. */
  readonly allowHosts: readonly string[];
  /** What webhooks are told who posts. */
  readonly userAgent: string;
};

type Connection = { readonly start: () => Promise<void>; readonly stop: () => Promise<void> };

export type Receivers = {
  /** Sinks by receiver id; channels that subscribed in a chat, such as `discord:1234`, get theirs when first told. */
  readonly sinks: { readonly get: (receiver: string) => Sink | undefined };
  /** Chat channels that a configured receiver posts to, as `discord:1234`, and that receiver's id. */
  readonly channels: ReadonlyMap<string, string>;
  /** Receiver id → the id of the receiver that is told instead. */
  readonly placeholders: ReadonlyMap<string, string>;
  /** What hears people on the platforms that are connected; each is started by itself, and stopped by `stop`. */
  readonly chats: readonly Chat[];
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Builds a sink per receiver; connections are opened by `start`. */
export function openReceivers(options: Options): Receivers {
  const { secrets, env, log } = options;
  const discord =
    secrets.DISCORD_TOKEN === undefined
      ? undefined
      : openDiscord({
          token: secrets.DISCORD_TOKEN,
          apiUrl: env['DISCORD_API_URL'],
          heardElsewhere: options.heardElsewhere ?? false,
          log,
        });
  const slack =
    secrets.SLACK_BOT_TOKEN === undefined
      ? undefined
      : openSlack({
          botToken: secrets.SLACK_BOT_TOKEN,
          appToken: secrets.SLACK_APP_TOKEN,
          signingSecret: secrets.SLACK_SIGNING_SECRET,
          listen: options.slack,
          changers: options.slack.changers,
          apiUrl: env['SLACK_API_URL'],
          heardElsewhere: options.heardElsewhere ?? false,
          log,
        });
  const terminal = consoleSink(options.out);
  const sinks = new Map<string, Sink>([[TERMINAL, terminal]]);
  const placeholders = new Map<string, string>();
  const channels = new Map<string, string>();
  const missing = (id: string, what: string): void => {
    log.warn({ receiver: id }, `${what}; alerts for "${id}" go to the terminal`);
    placeholders.set(id, TERMINAL);
    sinks.set(id, () => Promise.resolve({ kind: 'retry', reason: what, after: 5 * MINUTE }));
  };
  const openChannel = (
    id: string,
    receiver: { readonly type: string; readonly channel: string },
    token: string,
    open: ((channel: string) => Sink) | undefined,
  ): void => {
    const channel = resolve(receiver.channel, env);
    if (open === undefined) missing(id, `${token} is not set`);
    else if (channel === undefined) missing(id, `${environmentName(receiver.channel)} is not set`);
    else {
      sinks.set(id, open(channel));
      const place = `${receiver.type}:${channel}`;
      if (!channels.has(place)) channels.set(place, id);
    }
  };
  /** Opens what needs nothing but values, unless one of them is not set. */
  const openWith = <K extends string>(
    id: string,
    written: Readonly<Record<K, string>>,
    open: (values: Readonly<Record<K, string>>) => Sink,
  ): void => {
    const values: Record<K, string> = { ...written };
    for (const key in written) {
      const value = resolve(written[key], env);
      if (value === undefined) return missing(id, `${environmentName(written[key])} is not set`);
      values[key] = value;
    }
    sinks.set(id, open(values));
  };
  for (const [id, receiver] of Object.entries(options.receivers)) {
    switch (receiver.type) {
      case 'console':
        sinks.set(id, terminal);
        break;
      case 'slack-webhook': {
        const { url, follow_ups: followUps, mention } = receiver;
        openWith(id, { url }, (set) => slackWebhookSink({ ...set, followUps, mention, log }));
        break;
      }
      case 'discord': {
        const { mention } = receiver;
        const open = discord && ((channel: string) => discord.sink(channel, { mention }));
        openChannel(id, receiver, 'DISCORD_TOKEN', open);
        break;
      }
      case 'discord-forum': {
        const { mention } = receiver;
        const open = discord && ((channel: string) => discord.forum(channel, { mention }));
        openChannel(id, receiver, 'DISCORD_TOKEN', open);
        break;
      }
      case 'discord-webhook': {
        const { url, mention } = receiver;
        const apiUrl = env['DISCORD_API_URL'];
        openWith(id, { url }, (set) => discordWebhookSink({ ...set, apiUrl, mention, log }));
        break;
      }
      case 'webhook': {
        const { url, secret } = receiver;
        const { allowHosts, userAgent } = options;
        openWith(id, { url, secret }, (set) => webhookSink({ ...set, allowHosts, userAgent }));
        break;
      }
      case 'slack': {
        const { threads, mention } = receiver;
        const open = slack && ((channel: string) => slack.sink(channel, { threads, mention }));
        openChannel(id, receiver, 'SLACK_BOT_TOKEN', open);
        break;
      }
    }
  }
  const onDemand = (id: string): Sink | undefined => {
    const [, platform, channel] = /^(discord|slack):(\w+)$/.exec(id) ?? [];
    if (channel === undefined) return undefined;
    return (platform === 'discord' ? discord : slack)?.sink(channel);
  };
  const connections = [discord, slack].filter((each): each is NonNullable<typeof each> => each !== undefined);
  return {
    sinks: {
      get: (id) => {
        const known = sinks.get(id) ?? onDemand(id);
        if (known !== undefined) sinks.set(id, known);
        return known;
      },
    },
    channels,
    placeholders,
    chats: [discord?.chat, slack?.chat].filter((chat) => chat !== undefined),
    start: async () => {
      for (const connection of connections satisfies readonly Connection[]) await connection.start();
    },
    stop: async () => {
      for (const connection of connections) await connection.stop();
    },
  };
}

function resolve(value: string, env: Options['env']): string | undefined {
  const name = environmentName(value);
  if (name === undefined) return value;
  const set = env[name]?.trim();
  return set === '' ? undefined : set;
}
