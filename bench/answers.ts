/** Asks the real bot 200 commands on Discord while it polls 100 feeds over a million stored entries, and measures how long the first answer takes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { indexWords } from '../src/app/housekeeping/index-words.ts';
import { indexExtent } from '../src/edges/store/entry-words.ts';
import { openStore } from '../src/edges/store/open-store.ts';
import { fillEntries } from './fill-entries.ts';
import { serveFeeds } from './many-feeds.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';
import { writeRoot, zebraBrief } from './bot-root.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const PEER = join(import.meta.dirname, '../tests/peers/discord/serve.ts');
/** Milliseconds, of the first answer at the 99th percentile. */
const TARGET = 1000;
const PATIENCE = 120_000;

/** Everything that people ask, with arguments that fit the brief below; what changes things comes in pairs. */
const QUESTIONS: readonly { readonly name: string; readonly options?: Readonly<Record<string, unknown>> }[] =
  [
    { name: 'signals', options: { days: 7 } },
    { name: 'indicator', options: { name: 'zebras' } },
    { name: 'brief', options: { name: 'stripes' } },
    { name: 'why', options: { alert: '1' } },
    { name: 'test', options: { headline: 'A zebra crosses the border' } },
    { name: 'search', options: { words: 'zebra AND NOT horse', days: 7 } },
    { name: 'search', options: { words: 'rarething NEAR/9 commonthing', days: 30 } },
    { name: 'test', options: { query: 'commonthing AND rarething' } },
    { name: 'mute', options: { indicator: 'zebras', duration: '1h', reason: 'noise' } },
    { name: 'mutes' },
    { name: 'unmute', options: { silence: 'zebras' } },
    { name: 'feeds' },
    { name: 'digest', options: { days: 7 } },
    { name: 'export', options: { of: 'zebras', format: 'csv' } },
  ];

const Timing = z.object({ first: z.number(), reply: z.number() });
type Timing = z.infer<typeof Timing>;

/**
 * `--commands N --feeds N --every SECONDS --entries N`; the entries are stored, and their words indexed, before the bot
 * starts. Exit 1 where the first answer's 99th percentile is above a second.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      commands: { type: 'string', default: '200' },
      feeds: { type: 'string', default: '100' },
      every: { type: 'string', default: '5' },
      entries: { type: 'string', default: '1000000' },
    },
  });
  const root = await mkdtemp(join(tmpdir(), 'signpost-answers-'));
  const peer = await startPeer(PEER);
  const feeds = await serveFeeds(Number(values.feeds));
  let bot: ChildProcess | undefined;
  try {
    await writeConfig(root, feeds.urls, Number(values.every));
    const stored = Number(values.entries);
    await storeEntries(join(root, 'signpost.db'), stored);
    bot = startBot(root, peer);
    await registered(peer);
    // Every feed has been read once, so that there is something to be asked about.
    await until(() => Promise.resolve(feeds.requests() >= feeds.urls.length), PATIENCE);
    const before = feeds.requests();
    const timings = await ask(peer, Number(values.commands));
    const polls = feeds.requests() - before;
    const first = timings.map((timing) => timing.first);
    const reply = timings.map((timing) => timing.reply);
    process.stdout.write(
      `${timings.length} commands during ${polls} polls of ${feeds.urls.length} feeds, ${stored} entries stored\n` +
        `first answer  p50 ${percentile(first, 50)} ms  p99 ${percentile(first, 99)} ms\n` +
        `whole answer  p50 ${percentile(reply, 50)} ms  p99 ${percentile(reply, 99)} ms\n`,
    );
    const violations = await control(peer, '/_violations');
    if (JSON.stringify(violations) !== '[]') process.stdout.write(`refused: ${JSON.stringify(violations)}\n`);
    const enough = polls >= feeds.urls.length;
    if (!enough) process.stdout.write('too few polls ran meanwhile; ask more commands\n');
    return percentile(first, 99) <= TARGET && enough && JSON.stringify(violations) === '[]' ? 0 : 1;
  } finally {
    bot?.kill('SIGKILL');
    await Promise.all([peer.stop(), feeds.close()]);
    await rm(root, { recursive: true, force: true });
  }
}

/** Thirty days of entries, whose words are indexed as the bot would have done by and by. */
async function storeEntries(path: string, size: number): Promise<void> {
  if (size === 0) return;
  const store = await openStore(path);
  const now = Date.now();
  fillEntries(path, { size, now, days: 30 });
  while ((await indexExtent(store.db)).low > 0) await indexWords(store, now);
  await store.close();
}

async function ask(peer: PeerProcess, count: number): Promise<readonly Timing[]> {
  const timings: Timing[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const question = QUESTIONS[nth % QUESTIONS.length];
    timings.push(Timing.parse(await control(peer, '/_slash', question)));
  }
  return timings;
}

/** The value that so many of a hundred do not exceed, in whole milliseconds. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN);
}

async function registered(peer: PeerProcess): Promise<void> {
  await until(async () => z.array(z.unknown()).parse(await control(peer, '/_commands')).length > 0, PATIENCE);
}

async function control(peer: PeerProcess, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(
    `${String(peer.hello['control'])}${path}`,
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  );
  const found: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${path} ${JSON.stringify(body)}: ${JSON.stringify(found)}`);
  return found;
}

function startBot(root: string, peer: PeerProcess): ChildProcess {
  return spawn(process.execPath, [MAIN, '--root', root, 'run'], {
    cwd: root,
    stdio: ['ignore', 'ignore', process.env['ANSWERS_LOG'] === undefined ? 'ignore' : 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DISCORD_TOKEN: String(peer.hello['token']),
      DISCORD_API_URL: String(peer.hello['origin']),
      DISCORD_CHANNEL: String(peer.hello['channel']),
    },
  });
}

async function writeConfig(root: string, urls: readonly string[], every: number): Promise<void> {
  const hosts = urls.map((url) => JSON.stringify(new URL(url).hostname));
  const feeds = urls.map(
    (url, index) =>
      `  - { id: feed-${index}, url: ${JSON.stringify(url)}, outlet: Outlet ${index}, lang: en, every: ${every}s }`,
  );
  const files: Readonly<Record<string, string>> = {
    'config/signpost.yaml': `
store: { path: ${JSON.stringify(join(root, 'signpost.db'))} }
polling: { allow_hosts: [${hosts.join(', ')}] }
receivers:
  discord: { type: discord, channel: "\${DISCORD_CHANNEL}" }
route: { receiver: discord }
group_wait: 1s
first_reading: silent
web: { port: 0 }
`,
    'config/briefs/stripes.yaml': zebraBrief('stripes', 'Stripes'),
    'feeds/answers.yaml': `
desk: answers
feeds:
${feeds.join('\n')}
`,
  };
  await writeRoot(root, files);
}

async function until(done: () => Promise<boolean>, within: number): Promise<void> {
  const end = Date.now() + within;
  while (!(await done())) {
    if (Date.now() > end) throw new Error('waited in vain');
    await wait(50);
  }
}
