/** Keeps one bot running over changes of its configuration: a faulty one changes nothing, a good one is taken over whole. */
import type { Config } from '../config/load-config.ts';
import type { Log } from '../edges/log/log.ts';
import type { Bot } from './wire.ts';

type Deps = {
  readonly config: Config;
  readonly start: (config: Config) => Promise<Bot>;
  /** Reads the configuration anew; undefined where it has errors, which have been printed. */
  readonly load: () => Promise<Config | undefined>;
  readonly log: Log;
};

/** Starts the bot. `reload` returns at once; reloads run one after another. Rejects where the first start fails. */
export async function keepRunning({ config, start, load, log }: Deps): Promise<{
  readonly reload: () => void;
  readonly stop: () => Promise<void>;
}> {
  let current = config;
  let bot = await start(config);
  let work: Promise<void> = Promise.resolve();

  const reload = async (): Promise<void> => {
    const next = await load();
    if (next === undefined) {
      log.error({}, 'reload: the new configuration has errors; the old one stays in force');
      return;
    }
    if ((await bot.reload(next)) === 'restart-needed') {
      log.info(
        {},
        'reload: receivers, store, polling or web address changed; starting again inside this process',
      );
      await bot.stop();
      const started = await start(next).catch((error: unknown) => {
        log.error({ err: error }, 'reload: the new configuration does not start; going back to the old one');
      });
      bot = started ?? (await start(current));
      if (started === undefined) return;
    }
    current = next;
    log.info(
      { briefs: next.briefs.length, feeds: next.feeds.length },
      'reload: the new configuration is in force',
    );
  };
  return {
    reload: () => {
      work = work.then(reload).catch((error: unknown) => {
        log.error({ err: error }, 'reload failed; the old configuration stays in force');
      });
    },
    stop: async () => {
      await work;
      await bot.stop();
    },
  };
}
