/** A bot in a process of its own that hangs in what its first argument names, once it runs; the second is its folder. */
import { DatabaseSync } from 'node:sqlite';
import { loadConfig } from '../../../src/config/load-config.ts';
import { type Clock, systemClock } from '../../../src/edges/clock/clock.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { PLATFORMS } from '../../../src/app/run/platforms.ts';
import { startBot } from '../../../src/app/run/wire.ts';

const [how = '', folder = ''] = process.argv.slice(2);
const HANGS: Readonly<Record<string, () => void>> = {
  loop: () => {
    for (;;);
  },
  wait: () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
  expression: () => {
    /^(?:a+)+$/.test(`${'a'.repeat(60)}b`);
  },
  query: () => {
    const endless = 'with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c';
    new DatabaseSync(':memory:').prepare(endless).all();
  },
  deliveries: () => undefined,
  nothing: () => undefined,
};

const loaded = loadConfig(
  [
    {
      path: 'config/signpost.yaml',
      text: `store: { path: ${JSON.stringify(`${folder}/signpost.db`)} }\nreceivers: { terminal: { type: console } }\nroute: { receiver: terminal }\nweb: { port: 0 }\n`,
    },
    {
      path: 'config/briefs/zebras.yaml',
      text: 'id: zebras\ntitle: Zebras\nhappened: x\nleverage: x\nmechanism: x\nmatters: x\nwatch: zebras\nindicators:\n  - { id: seen, name: Seen, quote: zebras, query: zebra, examples: { hits: [a zebra], misses: [a horse] } }\n',
    },
    {
      path: 'feeds/one.yaml',
      text: 'desk: one\nfeeds: [{ id: one, url: "http://127.0.0.1:9/feed", outlet: One, lang: en }]\n',
    },
  ],
  { platforms: PLATFORMS },
);
if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
// A pause that never ends stops the loop that sends, and nothing else.
const endless: Clock = { ...systemClock, sleep: () => new Promise(() => undefined) };
const bot = await startBot({
  config: loaded.config,
  secrets: {},
  env: {},
  clock: how === 'deliveries' ? endless : systemClock,
  log: createLog({ level: 'info', secrets: [] }),
  random: Math.random,
  out: { write: () => undefined, color: false, width: 80 },
  stallLimits: { events: 2_000, polls: 60_000, deliveries: 4_000 },
});
HANGS[how]?.();
process.once('SIGTERM', () => void bot.stop());
