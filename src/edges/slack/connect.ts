/** Connects to one Slack workspace: a sink per channel, and Bolt in Socket Mode for what people do there. */
import { WebClient } from '@slack/web-api';
import type { WebClientOptions } from '@slack/web-api';
import type { Sink } from '../../core/delivery/sink.ts';
import { clientOptions, loggerFor } from './client.ts';
import type { SlackLog } from './client.ts';
import { failureOf, remedyOf, slackCode } from './failures.ts';
import { keepConnected } from './keep-connected.ts';
import type { KeptConnection } from './keep-connected.ts';
import { slackSink } from './sink.ts';

export type SlackOptions = {
  /** Begins with xoxb-. */
  readonly botToken: string;
  /** Begins with xapp-; without it the bot posts but hears nothing. */
  readonly appToken?: string | undefined;
  /** Origin that stands in for https://slack.com, for tests. */
  readonly apiUrl?: string | undefined;
  /** Whether alerts get buttons; only where something answers them. */
  readonly buttons?: boolean;
  readonly log: SlackLog;
};

export type SlackConnection = {
  /** The sink of one channel, by its id; works without `start`. */
  readonly sink: (channel: string) => Sink;
  /** Checks the tokens and opens the socket; rejects with what is wrong and how to mend it. */
  readonly start: () => Promise<void>;
  /** Closes the socket. */
  readonly stop: () => Promise<void>;
};

/** Makes the connection; nothing is sent before `start` or the first delivery. */
export function openSlack({
  botToken,
  appToken,
  apiUrl,
  buttons = false,
  log,
}: SlackOptions): SlackConnection {
  const options = clientOptions(apiUrl, log);
  let socket: KeptConnection | undefined;
  return {
    sink: (channel) => slackSink({ botToken, options, channel, buttons, log }),
    start: async () => {
      const client = new WebClient(botToken, options);
      const who = await explained('SLACK_BOT_TOKEN', () => client.auth.test());
      log.info({ workspace: who.team, user: who.user }, 'Slack: the bot token is good');
      if (appToken === undefined) {
        log.info({}, 'Slack: no app token, so alerts are posted but commands and buttons are not heard');
        return;
      }
      socket = await openSocket(botToken, appToken, options, log);
      await explained('SLACK_APP_TOKEN', socket.start);
      log.info({}, 'Slack: connected in Socket Mode');
    },
    stop: async () => {
      await socket?.stop();
      socket = undefined;
    },
  };
}

/** Bolt is loaded here because it takes half a second, which a bot without Slack need not wait. */
async function openSocket(
  botToken: string,
  appToken: string,
  options: WebClientOptions,
  log: SlackLog,
): Promise<KeptConnection> {
  const { App, SocketModeReceiver } = await import('@slack/bolt');
  const logger = loggerFor(log);
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: options },
  });
  // Without deferred initialisation Bolt checks the token in its constructor, and a failure there cannot be caught.
  const app = new App({
    token: botToken,
    receiver,
    logger,
    clientOptions: options,
    convoStore: false,
    deferInitialization: true,
  });
  await explained('SLACK_BOT_TOKEN', () => app.init());
  return keepConnected(receiver.client, log);
}

/** Runs a call of the start and says in an error which token it was about. */
async function explained<T>(variable: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new Error(`Slack: ${explain(variable, error)}`, { cause: error });
  }
}

function explain(variable: string, error: unknown): string {
  const code = slackCode(error);
  if (code !== undefined && variable === 'SLACK_APP_TOKEN') {
    return `${variable} is refused (${code}); it begins with xapp- and needs the scope connections:write`;
  }
  if (code !== undefined) return `${variable} is refused: ${remedyOf(code)}`;
  const reason = failureOf(error)?.reason;
  if (reason !== undefined) return reason;
  // The client rejects with nothing at all when a socket closes early.
  return error instanceof Error ? error.message : 'the socket closed before Slack greeted';
}
