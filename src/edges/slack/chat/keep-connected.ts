/**
 * Keeps a Socket Mode connection open. The client's own way of reconnecting waits five seconds every time Slack
 * recycles a connection, and ends in an unhandled rejection, which ends the process, when Slack cannot be reached then.
 */
import type { SocketModeClient } from '@slack/socket-mode';
import { createOutage } from '../../../core/health/outage.ts';
import { SECOND } from '../../../core/time/duration.ts';
import type { SlackLog } from '../client.ts';

/** Pauses before the attempts after a loss; the last one repeats. */
const PAUSES = [0, 1, 2, 5, 10, 30].map((seconds) => seconds * SECOND);
/** Slack greets within a second; a socket that stays mute is given up. */
const GREETING_WITHIN = 30 * SECOND;
/** A peer that is gone never completes the closing handshake. */
const CLOSING_WITHIN = 3 * SECOND;

export type KeptConnection = {
  /** Resolves once Slack has greeted; rejects if the first attempt fails. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Whether Slack has greeted and the socket is open. */
  readonly hears: () => boolean;
};

/** `client` must have been made with `autoReconnectEnabled: false`. */
export function keepConnected(client: SocketModeClient, log: SlackLog): KeptConnection {
  let stopped = false;
  let failures = 0;
  let open = false;
  const outage = createOutage();
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const giveUp = setTimeout(() => void client.disconnect(), GREETING_WITHIN);
    try {
      await client.start();
    } finally {
      clearTimeout(giveUp);
    }
    if (stopped) {
      await client.disconnect();
      return;
    }
    open = true;
    client.once('disconnected', () => {
      open = false;
      reconnect();
    });
  }

  function reconnect(): void {
    if (stopped) return;
    const pause = PAUSES[Math.min(failures, PAUSES.length - 1)] ?? SECOND;
    timer = setTimeout(() => {
      connect().then(
        () => {
          failures = 0;
          const lasted = outage.over(performance.now());
          const seconds = Math.round((lasted?.ms ?? 0) / SECOND);
          if (lasted === undefined) log.info({}, 'Slack: connected again');
          else log.info({ seconds }, `Slack: connected again, after ${seconds} s`);
        },
        (error: unknown) => {
          failures += 1;
          if (outage.failed(performance.now()) !== undefined)
            log.warn(
              { attempt: failures, reason: reasonOf(error) },
              'Slack: could not connect again, trying on',
            );
          reconnect();
        },
      );
    }, pause);
  }

  return {
    hears: () => open,
    start: async () => {
      stopped = false;
      await connect();
    },
    stop: async () => {
      stopped = true;
      open = false;
      clearTimeout(timer);
      let patience: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        patience = setTimeout(resolve, CLOSING_WITHIN);
      });
      await Promise.race([client.disconnect(), enough]);
      clearTimeout(patience);
    },
  };
}

/** The client rejects with nothing at all when a socket closes before its greeting. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'the socket closed before Slack greeted';
}
