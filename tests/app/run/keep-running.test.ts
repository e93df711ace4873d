import { once } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LastReload } from '../../../src/app/run/bot-base.ts';
import { keepRunning, type Loaded } from '../../../src/app/run/keep-running.ts';
import { PLATFORMS } from '../../../src/app/run/platforms.ts';
import type { Bot } from '../../../src/app/run/wire.ts';
import { type Config, loadConfig } from '../../../src/config/load-config.ts';
import { SMALL_SETTINGS, spoil } from '../../config/small-config.ts';

const configOf = (zone: string): Config => {
  const loaded = loadConfig(
    spoil({ path: 'config/signpost.yaml', text: `${SMALL_SETTINGS}time_zone: ${zone}\n` }),
    { platforms: PLATFORMS },
  );
  if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
  return loaded.config;
};
const [OLD, NEW] = [configOf('UTC'), configOf('Europe/Brussels')];

/** What happened, in order; a bot is named after its configuration. */
let events: string[] = [];
/** What `load` answers; undefined where it goes on until it is told to stop. */
let files: Loaded | undefined = { kind: 'ok', config: OLD };
let answer: 'applied' | 'restart-needed' | 'throws' = 'applied';
/** How often a configuration still refuses to start. */
let refusals = new Map<Config, number>();
let lastReload: () => LastReload | undefined = () => undefined;

const nameOf = (config: Config): string => (config === OLD ? 'old' : 'new');
const start = (config: Config, last: () => LastReload | undefined): Promise<Bot> => {
  lastReload = last;
  const left = refusals.get(config) ?? 0;
  refusals.set(config, left - 1);
  if (left > 0) {
    events.push(`${nameOf(config)} does not start`);
    return Promise.reject(new Error('the port is taken'));
  }
  events.push(`${nameOf(config)} starts`);
  return Promise.resolve({
    port: 0,
    stop: () => Promise.resolve(void events.push(`${nameOf(config)} stops`)),
    reload: (next) => {
      if (answer === 'throws') return Promise.reject(new Error('disk full'));
      if (answer === 'applied') events.push(`${nameOf(config)} becomes ${nameOf(next)}`);
      return Promise.resolve(answer);
    },
  });
};
const run = () =>
  keepRunning({
    config: OLD,
    start,
    load: async (signal) => {
      if (files !== undefined) return files;
      if (!signal.aborted) await once(signal, 'abort');
      throw signal.reason;
    },
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (_, message) => void events.push(message),
    },
    now: () => 42,
    pause: 1,
  });

/** Reloads once, and ends when that is over. */
async function reloaded(): Promise<void> {
  const keeper = await run();
  keeper.reload();
  while (lastReload() === undefined) await new Promise((resolve) => setImmediate(resolve));
  await keeper.stop();
}

beforeEach(() => {
  events = [];
  files = { kind: 'ok', config: NEW };
  answer = 'applied';
  refusals = new Map();
});

describe('a reload', () => {
  it('takes over a good configuration', async () => {
    await reloaded();
    expect(events).toEqual(['old starts', 'old becomes new', 'old stops']);
    expect(lastReload()).toEqual({ at: 42, fault: undefined });
  });

  it('of a faulty one touches nothing, is logged, and can be seen', async () => {
    files = { kind: 'bad', fault: 'x.yaml:1:2 wrong; mend it' };
    await reloaded();
    expect(events).toEqual([
      'old starts',
      expect.stringContaining('the old one stays in force'),
      'old stops',
    ]);
    expect(lastReload()).toEqual({ at: 42, fault: 'x.yaml:1:2 wrong; mend it' });
  });

  it('that fails half-way leaves the old one', async () => {
    answer = 'throws';
    await reloaded();
    expect(events).toEqual([
      'old starts',
      expect.stringContaining('the old one stays in force'),
      'old stops',
    ]);
    expect(lastReload()?.fault).toBe('disk full');
  });

  it('that is being read when the bot is told to stop is given up without a word', async () => {
    files = undefined;
    const keeper = await run();
    keeper.reload();
    keeper.reload();
    await new Promise((resolve) => setImmediate(resolve));
    await keeper.stop();
    expect(events).toEqual(['old starts', 'old stops']);
    expect(lastReload()).toBeUndefined();
  });

  it('that needs a start starts again', async () => {
    answer = 'restart-needed';
    await reloaded();
    expect(events).toEqual(['old starts', 'old stops', 'new starts', 'new stops']);
    expect(lastReload()?.fault).toBeUndefined();
  });

  it('that does not start goes back to the old one, however long that takes', async () => {
    answer = 'restart-needed';
    const keeper = await run();
    refusals = new Map([
      [NEW, 1],
      [OLD, 2],
    ]);
    keeper.reload();
    while (lastReload() === undefined) await new Promise((resolve) => setImmediate(resolve));
    await keeper.stop();
    expect(events.filter((event) => !event.startsWith('reload:')).join(', ')).toBe(
      'old starts, old stops, new does not start, old does not start, old does not start, old starts, old stops',
    );
    expect(lastReload()?.fault).toBe('it does not start: the port is taken');
  });
});
