/** Keeps one bot running over changes of its configuration: a faulty one changes nothing, a good one is taken over whole. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../../config/load-config.ts';
import { SECOND } from '../../core/time/duration.ts';
import type { Log } from '../../edges/log/log.ts';
import type { LastReload } from './bot-base.ts';
import type { Bot } from './wire.ts';

/** The configuration as it stands in the files, or what is wrong with it, in one line. */
export type Loaded =
  | { readonly kind: 'ok'; readonly config: Config }
  | { readonly kind: 'bad'; readonly fault: string };

type Deps = {
  readonly config: Config;
  /** @param lastReload undefined where there was none */
  readonly start: (config: Config, lastReload: () => LastReload | undefined) => Promise<Bot>;
  /** Rejects with the reason of `signal` where that aborts first, which it does when the bot is told to stop. */
  readonly load: (signal: AbortSignal) => Promise<Loaded>;
  readonly log: Log;
  readonly now: () => number;
  /** Milliseconds between two attempts to start again with what ran before; 5 s where left out. */
  readonly pause?: number;
};

/** Starts the bot. `reload` returns at once; reloads run one after another. Rejects where the first start fails. */
export async function keepRunning({ config, start, load, log, now, pause = 5 * SECOND }: Deps): Promise<{
  readonly reload: () => void;
  readonly stop: () => Promise<void>;
}> {
  let current = config;
  let last: LastReload | undefined;
  const stopping = new AbortController();
  const begin = (wanted: Config): Promise<Bot> => start(wanted, () => last);
  let bot: Bot | undefined = await begin(config);
  let work: Promise<void> = Promise.resolve();

  /** Why the new configuration is not in force; undefined where it is. */
  const exchange = async (): Promise<string | undefined> => {
    const loaded = await load(stopping.signal);
    if (loaded.kind === 'bad') return loaded.fault;
    const next = loaded.config;
    if (bot === undefined || (await bot.reload(next)) === 'restart-needed') {
      log.info({}, 'reload: more changed than a running bot takes over; starting again inside this process');
      await bot?.stop();
      bot = undefined;
      try {
        bot = await begin(next);
      } catch (error) {
        await goBack(error);
        return `it does not start: ${messageOf(error)}`;
      }
    }
    current = next;
    log.info(
      { briefs: next.briefs.length, feeds: next.feeds.length },
      'reload: the new configuration is in force',
    );
    return undefined;
  };

  /** Starts what ran before, and goes on trying: a bot that does not run helps nobody. */
  const goBack = async (reason: unknown): Promise<void> => {
    log.error({ err: reason }, 'reload: the new configuration does not start; going back to the old one');
    while (bot === undefined && !stopping.signal.aborted) {
      try {
        bot = await begin(current);
      } catch (error) {
        log.error({ err: error }, 'reload: the old configuration does not start either; trying again');
        await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };

  const reload = async (): Promise<void> => {
    let fault: string | undefined;
    try {
      fault = await exchange();
    } catch (error) {
      if (error === stopping.signal.reason) return;
      fault = messageOf(error);
    }
    last = { at: now(), fault };
    if (fault !== undefined)
      log.error({ fault }, 'reload: the new configuration has errors; the old one stays in force');
  };
  return {
    reload: () => {
      work = work.then(reload);
    },
    stop: async () => {
      stopping.abort();
      await work;
      await bot?.stop();
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
