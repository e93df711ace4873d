/** The way in for what people do in Slack: a socket that the bot opens, or an address that Slack posts to. */
import type { Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { loggerFor } from '../client.ts';
import type { SlackLog } from '../client.ts';
import { explained } from '../explain-start.ts';
import { keepConnected } from './keep-connected.ts';

export type EntryWay =
  /** Socket Mode; the token begins with xapp-. */
  | { readonly kind: 'socket'; readonly appToken: string }
  /** Requests signed by Slack, to `PATH` on this port; 0 for any. */
  | { readonly kind: 'http'; readonly signingSecret: string; readonly host: string; readonly port: number };

export type Entrance = {
  readonly receiver: Receiver;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Whether what people do arrives at this moment. */
  readonly hears: () => boolean;
  /** The port that is listened on; undefined in Socket Mode and before the start. */
  readonly port: () => number | undefined;
};

/** Slack's request URL for commands, interactions and events alike ends in this. */
export const REQUEST_PATH = '/slack/events';

/** Makes the receiver for Bolt; nothing is opened yet. Bolt is loaded here because it takes half a second. */
export async function openEntrance(
  way: EntryWay,
  options: WebClientOptions,
  log: SlackLog,
): Promise<Entrance> {
  return way.kind === 'socket' ? bySocket(way.appToken, options, log) : byHttp(way, log);
}

async function bySocket(appToken: string, options: WebClientOptions, log: SlackLog): Promise<Entrance> {
  const { SocketModeReceiver } = await import('@slack/bolt');
  const receiver = new SocketModeReceiver({
    appToken,
    logger: loggerFor(log),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: options },
  });
  const connection = keepConnected(receiver.client, log);
  return {
    receiver,
    start: async () => {
      await explained('SLACK_APP_TOKEN', connection.start);
      log.info({}, 'Slack: connected in Socket Mode');
    },
    stop: connection.stop,
    hears: connection.hears,
    port: () => undefined,
  };
}

/** Bolt's receiver refuses a forged signature and a timestamp older than five minutes with 401. */
async function byHttp(
  { signingSecret, host, port }: Extract<EntryWay, { kind: 'http' }>,
  log: SlackLog,
): Promise<Entrance> {
  const { HTTPReceiver } = await import('@slack/bolt');
  const receiver = new HTTPReceiver({ signingSecret, endpoints: REQUEST_PATH, logger: loggerFor(log) });
  let listening: number | undefined;
  return {
    receiver,
    start: async () => {
      const server = await receiver.start({ host, port });
      const address = server.address();
      listening = typeof address === 'object' && address !== null ? address.port : undefined;
      log.info({ host, port: listening, path: REQUEST_PATH }, 'Slack: listening for signed requests');
    },
    stop: async () => {
      if (listening === undefined) return;
      listening = undefined;
      await receiver.stop();
    },
    hears: () => listening !== undefined,
    port: () => listening,
  };
}
