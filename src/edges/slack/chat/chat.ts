/** The chat on Slack: Bolt, by Socket Mode or signed requests, between people and the handler of commands. */
import { setTimeout as pause } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import type { WebClientOptions } from '@slack/web-api';
import type { Chat, ChatHandler } from '../../../core/command/chat.ts';
import { SECOND } from '../../../core/time/duration.ts';
import { openAnswers } from './answer.ts';
import { loggerFor } from '../client.ts';
import type { SlackLog } from '../client.ts';
import { openEntrance } from './entrance.ts';
import type { Entrance, EntryWay } from './entrance.ts';
import { explained } from '../explain-start.ts';
import { failureOf } from '../failures.ts';
import { listen } from './listen.ts';
import { isDeleted, openPeople } from './people.ts';
import { untilReached } from './until-reached.ts';

export type SlackChat = Chat & {
  /** True from the start to the stop, through reconnects too: whether a button would be answered. */
  readonly listening: () => boolean;
  /** The port of signed requests; undefined in Socket Mode. */
  readonly port: () => number | undefined;
};

export type SlackChatOptions = {
  readonly botToken: string;
  readonly options: WebClientOptions;
  readonly way: EntryWay;
  /** Ids of user groups (S…), among others, whose members are told apart. */
  readonly groups: readonly string[];
  /** Whether a configured receiver posts to a channel: its workspace is answered then. */
  readonly atHome: () => boolean;
  readonly log: SlackLog;
};

/** How long a stop waits for answers under way: people would rather ask again than a restart wait. */
const PATIENCE = 4 * SECOND;

/** Makes the chat; `start` rejects with what is wrong and how to mend it, but not where Slack is not reached. */
export function slackChat({ botToken, options, way, groups, atHome, log }: SlackChatOptions): SlackChat {
  let entrance: Entrance | undefined;
  let listening = false;
  let settled: () => Promise<unknown> = () => Promise.resolve();
  let leaving = new AbortController();
  const open = async (handler: ChatHandler, left: AbortSignal): Promise<void> => {
    const { App } = await import('@slack/bolt');
    const opened = await openEntrance(way, options, log);
    if (left.aborted) return;
    entrance = opened;
    // Without deferred initialisation Bolt checks the token in its constructor, and a failure there cannot be caught.
    const app = new App({
      token: botToken,
      receiver: opened.receiver,
      logger: loggerFor(log),
      clientOptions: options,
      convoStore: false,
      deferInitialization: true,
    });
    await explained('SLACK_BOT_TOKEN', () => app.init());
    const client = new WebClient(botToken, options);
    settled = listen(app, {
      handler,
      client,
      people: openPeople({ client, groups, log }),
      answers: openAnswers({ client, log }),
      log,
    });
    if (left.aborted) return;
    await opened.start();
    // It may have been stopped meanwhile.
    listening = !left.aborted;
  };
  let home: Promise<readonly string[]> | undefined;
  /** The one workspace that the token is for. */
  const findHome = async (): Promise<readonly string[]> => {
    const { team_id: team } = await new WebClient(botToken, options).auth.test();
    return team === undefined ? [] : [team];
  };
  return {
    homes: async () => {
      if (!atHome()) return [];
      home ??= findHome().catch((error: unknown) => {
        home = undefined;
        if (failureOf(error) === undefined) throw error;
        return [];
      });
      return home;
    },
    isGone: (person) => isDeleted(new WebClient(botToken, options), person),
    listening: () => listening,
    hears: () => listening && (entrance?.hears() ?? false),
    port: () => entrance?.port(),
    start: (handler) => {
      leaving = new AbortController();
      const { signal } = leaving;
      return untilReached(() => open(handler, signal), { signal, log });
    },
    stop: async () => {
      leaving.abort();
      listening = false;
      await entrance?.stop();
      entrance = undefined;
      await Promise.race([settled(), pause(PATIENCE, undefined, { ref: false })]);
    },
  };
}
