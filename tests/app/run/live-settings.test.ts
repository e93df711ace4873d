/** Changes each setting of a running bot in turn: it is taken over at once, or refused so that the bot starts again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LIVE_SETTINGS } from '../../../src/app/run/live-settings.ts';
import { PLATFORMS } from '../../../src/app/run/platforms.ts';
import { checkConfig } from '../../../src/app/run/read-config.ts';
import { type Bot, startBot } from '../../../src/app/run/wire.ts';
import type { Config } from '../../../src/config/load-config.ts';
import { settingsSchema } from '../../../src/config/settings.ts';
import { systemClock } from '../../../src/edges/clock/clock.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { SMALL_CONFIG } from '../../config/small-config.ts';

/** By setting, another value than the one it has in the small configuration. */
const OTHER: Readonly<Record<string, string>> = {
  store: '{ path: "elsewhere.db" }',
  polling: '{ interval: 30m }',
  receivers: '{ terminal: { type: console }, second: { type: console } }',
  route: '{ receiver: terminal, group_wait: 5m }',
  group_wait: '5m',
  group_interval: '15m',
  repeat_interval: '8h',
  flood: '{ alerts: 12 }',
  quiet_hours: '[{ from: "22:00", to: "07:00" }]',
  digest: '{ at: "08:00" }',
  time_zone: 'Asia/Tokyo',
  web: '{ port: 0, host: "0.0.0.0" }',
  retention: '400d',
  slack: '{ changers: [U0PERSON01] }',
  discord: '{ guilds: ["123456789012345678"] }',
  trial: 'terminal',
  votes: 'changers',
  first_reading: 'silent',
};

/** Refused at once: port 9 (discard) of loopback. */
const NOWHERE =
  'desk: none\nfeeds: [{ id: nowhere, url: "http://127.0.0.1:9/feed", outlet: Nowhere, lang: en }]\n';

let folder = '';
let bot: Bot | undefined;
/** The settings that the bot has looked at: those it began with, and those that it was given last. */
const looks = { first: new Set<string>(), last: new Set<string>() };
const BASE = {
  web: '{ port: 0 }',
  receivers: '{ terminal: { type: console } }',
  route: '{ receiver: terminal }',
};

/** The small configuration with some settings written otherwise, with a feed that nobody answers for. */
function configWith(changed: Readonly<Record<string, string>>): Config {
  const settings = { ...BASE, store: JSON.stringify({ path: join(folder, 'signpost.db') }), ...changed };
  const text = Object.entries(settings)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
  const loaded = checkConfig([
    ...SMALL_CONFIG.filter(({ path }) => path.startsWith('config/briefs')),
    { path: 'config/signpost.yaml', text },
    { path: 'feeds/nowhere.yaml', text: NOWHERE },
  ]);
  if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
  return loaded.config;
}

/** The same configuration, which notes each setting that is read by its name. */
function watched(config: Config, looked: Set<string>): Config {
  const settings = new Proxy(config.settings, {
    get: (target, key, receiver) => {
      looked.add(String(key));
      return Reflect.get(target, key, receiver);
    },
  });
  return { ...config, settings };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-live-'));
  bot = await startBot({
    config: watched(configWith({}), looks.first),
    secrets: {},
    env: {},
    clock: systemClock,
    log: createLog({ level: 'silent', secrets: [] }),
    random: () => 0,
    out: { write: () => undefined, color: false, width: 80 },
  });
});
afterAll(async () => {
  await bot?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a setting that changes while the bot runs', () => {
  const keys = Object.keys(settingsSchema(PLATFORMS).shape).toSorted();

  it('has another value here, whichever it is', () => {
    expect(keys.filter((key) => OTHER[key] === undefined)).toEqual([]);
  });

  const begun = (key: string): boolean => looks.first.has(key);

  it.each(keys)('%s is taken over, or refused so that the bot starts again', async (key) => {
    looks.last.clear();
    const atStart = begun(key);
    const outcome = await bot?.reload(watched(configWith({ [key]: OTHER[key] ?? '' }), looks.last));
    const live = LIVE_SETTINGS.some((each) => each === key);
    expect(outcome).toBe(live ? 'applied' : 'restart-needed');
    // What a part of the bot took along when it was put together, it must be given anew: else it goes by the old value.
    expect(!live || !atStart || looks.last.has(key)).toBe(true);
    expect(await bot?.reload(configWith({}))).toBe('applied');
  });

  it('leaves nothing that goes on asking the configuration before', async () => {
    looks.last.clear();
    expect(await bot?.reload(watched(configWith({}), looks.last))).toBe('applied');
    looks.first.clear();
    // A round of housekeeping reads digest, quiet hours, flood guard and retention.
    await vi.waitFor(() => expect([...looks.last]).toContain('retention'), { timeout: 120_000 });
    expect([...looks.first].filter((key) => LIVE_SETTINGS.some((live) => live === key))).toEqual([]);
  });

  it('is refused where a shared list differs, since stories in mind are compared by the old one', async () => {
    const config = configWith({});
    const lists = { ...config.lists, 'acts.weigh': ['weigh'] };
    expect(await bot?.reload({ ...config, lists })).toBe('restart-needed');
  });
});
