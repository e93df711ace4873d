/** Keeps the bot's gateway connection: it shows the bot online, and people's commands arrive over it. */
import { Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayIntentBits, Status } from 'discord.js';
import { createOutage, type Outage } from '../../../core/health/outage.ts';
import { MINUTE, SECOND } from '../../../core/time/duration.ts';
import type { DiscordLog } from '../log.ts';
import { remedyOf } from '../remedy.ts';
import { apiBase, type RestTarget } from '../rest.ts';

type Online = {
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Whether the gateway sends events at this moment. */
  readonly hears: () => boolean;
};

const FIRST_PAUSE = 5 * SECOND;
const LONGEST_PAUSE = 5 * MINUTE;
/** The client never stops trying to reach a gateway that does not answer; a start does not wait longer than this. */
const ONLINE_WITHIN = 20 * SECOND;
/** A peer that is gone never completes the closing handshake. */
const CLOSING_WITHIN = 2 * SECOND;
/**
 * A client that is told to close while it waits for the gateway's next word takes the interruption for a fault, opens
 * a new connection and never reports that it is closed (@discordjs/ws 1.2.3, `waitForEvent`). So it is given this long
 * to come to rest first.
 */
const AT_REST_WITHIN = 2 * SECOND;
const LOOK_EVERY = 20;
const AT_REST: readonly Status[] = [Status.Ready, Status.WaitingForGuilds, Status.Idle, Status.Disconnected];

/** What the gateway closes a connection for and will always do again, as @discordjs/ws words it. */
const REFUSALS: Readonly<Record<string, string>> = {
  'Authentication failed': remedyOf({ status: 401, code: undefined, message: '' }),
  'Used disallowed intents': 'Discord does not grant the intents; the bot needs none of the privileged ones',
  'Used invalid intents': 'Discord does not know the intents; update Signpost',
  'Used an invalid API version': 'Discord no longer speaks version 10 of its API; update Signpost',
  'Sharding is required': 'the bot is in too many servers for one connection',
};

/** `listenOn` is handed every client that is made, before it connects. */
export function keepOnline(
  target: RestTarget & { readonly token: string },
  log: DiscordLog,
  listenOn: (client: Client) => void,
): Online {
  let stopping = new AbortController();
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let attempt: Promise<void> = Promise.resolve();
  const outage = createOutage();

  const connect = async (): Promise<void> => {
    const next = openClient(target, log, outage);
    client = next;
    listenOn(next);
    try {
      await next.login(target.token);
      failures = 0;
    } catch (error) {
      await next.destroy();
      if (stopping.signal.aborted) return;
      const refusal = refusalOf(error);
      if (refusal !== undefined) throw new Error(`Discord: ${refusal}`, { cause: error });
      again(error instanceof Error ? error.message : String(error));
    }
  };

  const again = (reason: string): void => {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures, 10));
    failures += 1;
    if (outage.failed(performance.now()) !== undefined)
      log.warn({ reason, pause }, 'Discord: cannot be reached, trying again');
    timer = setTimeout(() => {
      // A refusal may end, too: a token is set anew, a server comes back to its senses.
      attempt = connect().catch((error: unknown) =>
        again(error instanceof Error ? error.message : String(error)),
      );
    }, pause);
  };

  return {
    start: async () => {
      stopping = new AbortController();
      const first = connect();
      attempt = first.catch(() => undefined);
      const late = 'late' as const;
      if ((await Promise.race([first, elapsed(ONLINE_WITHIN, stopping.signal, late)])) !== late) return;
      if (!stopping.signal.aborted)
        log.warn({}, 'Discord: the gateway has not answered yet; alerts are posted all the same');
    },
    hears: () => client !== undefined && isReady(client),
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await within(AT_REST_WITHIN, async (signal) => {
        await attempt;
        const atRest = (): boolean => client === undefined || isAtRest(client);
        while (!signal.aborted && !atRest()) await elapsed(LOOK_EVERY, signal, undefined);
      });
      await within(CLOSING_WITHIN, async () => client?.destroy());
    },
  };
}

function isReady({ ws: { shards } }: Client): boolean {
  return shards.size > 0 && shards.every(({ status }) => status === Status.Ready);
}

function isAtRest(client: Client): boolean {
  return client.ws.shards.every((shard) => AT_REST.includes(shard.status));
}

function openClient(target: RestTarget, log: DiscordLog, outage: Outage): Client {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: apiBase(target.apiUrl) });
  const back = (): void => {
    const lasted = outage.over(performance.now());
    const seconds = Math.round((lasted?.ms ?? 0) / SECOND);
    if (lasted !== undefined) log.info({ seconds }, `Discord: back after ${seconds} s`);
  };
  client.on(Events.ClientReady, ({ user, guilds }) => {
    back();
    log.info({ user: user.username, servers: guilds.cache.size }, 'Discord: online');
  });
  client.on(Events.Error, (error) => log.warn({ reason: error.message }, 'Discord: client error'));
  client.on(Events.ShardError, (error) => {
    if (outage.failed(performance.now()) !== undefined)
      log.warn({ reason: error.message }, 'Discord: connection error');
  });
  client.on(Events.ShardReconnecting, () => log.debug({}, 'Discord: reconnecting'));
  client.on(Events.ShardResume, (_, replayed) => {
    back();
    log.info({ replayed }, 'Discord: connected again');
  });
  client.on(Events.ShardReady, back);
  client.on(Events.ShardDisconnect, ({ code }) =>
    log.error({ code }, 'Discord: the gateway has closed for good; check DISCORD_TOKEN and start again'),
  );
  return client;
}

function refusalOf(error: unknown): string | undefined {
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
    return REFUSALS['Authentication failed'];
  return error instanceof Error ? REFUSALS[error.message] : undefined;
}

/** Waits for something, but no longer than `ms`. */
async function within(ms: number, wait: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const over = new AbortController();
  await Promise.race([wait(over.signal), elapsed(ms, over.signal, undefined)]);
  over.abort();
}

/** Resolves with `value` after `ms`, or at once when the signal aborts. */
function elapsed<T>(ms: number, signal: AbortSignal, value: T): Promise<T> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve(value);
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
