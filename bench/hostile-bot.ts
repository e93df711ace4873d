/** The real process under hostile feeds: started on a configuration of its own, with a gauge inside, and its database read along. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { FeedState } from '../src/core/feed/poll/feed-state.ts';
import { BOT_FLAGS } from './bot-flags.ts';
import { Reading } from './hostile-reading.ts';
import { writeRoot, zebraBrief } from './bot-root.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const GAUGE = join(import.meta.dirname, 'hostile-gauge.ts');
/** Docker's patience after SIGTERM. */
const STOP_WITHIN = 10_000;

export type PolledFeed = { readonly id: string; readonly url: string; readonly every: string };

export type Bot = {
  /** Starts a new measurement. */
  readonly begin: () => void;
  /** What was measured since. */
  readonly read: () => Promise<Reading>;
  /** The states of feeds as they are stored, by id; those that were never polled are missing. */
  readonly states: (ids?: readonly string[]) => ReadonlyMap<string, FeedState>;
  readonly titles: (feedPrefix: string) => ReadonlySet<string>;
  readonly entries: (feedId: string) => number;
  /** Everything that is stored of what feeds said. */
  readonly holds: (text: string) => boolean;
  /** Lines that the bot logged as errors, bugs of polls among them. */
  readonly errors: readonly string[];
  /** Ends it as an operator would; the exit code, or the reason why there is none. */
  readonly stop: () => Promise<number | string>;
  readonly close: () => Promise<void>;
};

/** Starts the bot on these feeds, all of which its operator allows. */
export async function startBot(feeds: readonly PolledFeed[], polling = ''): Promise<Bot> {
  const root = await mkdtemp(join(tmpdir(), 'signpost-hostile-'));
  await writeConfig(root, feeds, polling);
  const child = spawn(process.execPath, [...BOT_FLAGS, '--import', GAUGE, MAIN, '--root', root, 'run'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { PATH: process.env['PATH'] },
  });
  const errors: string[] = [];
  const running = watch(child, errors);
  const ended = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    database?.close();
    await rm(root, { recursive: true, force: true });
  };
  let database: DatabaseSync | undefined;
  try {
    await Promise.race([running, ended.then(() => Promise.reject(new Error('the bot did not start')))]);
    database = new DatabaseSync(join(root, 'signpost.db'), { readOnly: true, timeout: 5_000 });
  } catch (error) {
    await close();
    throw error;
  }
  const stored = database;
  return {
    ...gaugeOf(child),
    states: (ids) => {
      const rows =
        ids === undefined
          ? stored.prepare('select state from feeds').all()
          : ids.flatMap((id) => stored.prepare('select state from feeds where id = ?').all(id));
      const states = rows.map((row) => FeedState.parse(JSON.parse(String(row['state']))));
      return new Map(states.map((state) => [state.feedId, state]));
    },
    titles: (prefix) => {
      const rows = stored.prepare('select title from entries where feed_id like ?').all(`${prefix}%`);
      return new Set(rows.map((row) => String(row['title'])));
    },
    entries: (id) =>
      Number(stored.prepare('select count(*) as n from entries where feed_id = ?').get(id)?.['n'] ?? 0),
    holds: (text) =>
      stored
        .prepare("select 1 from entries where instr(title || summary || coalesce(link, '') || outlet, ?) > 0")
        .get(text) !== undefined,
    errors,
    stop: async () => {
      child.kill('SIGTERM');
      const late = new AbortController();
      const outcome = await Promise.race([
        ended.then(([code]) => Number(code)),
        wait(STOP_WITHIN, 'it did not stop within 10 s', { signal: late.signal }),
      ]);
      late.abort();
      return outcome;
    },
    close,
  };
}

export type Idler = Pick<Bot, 'begin' | 'read' | 'close'>;

/** A process that does nothing: what it notices is the machine, not the bot. */
export function startIdler(): Idler {
  const child = spawn(process.execPath, ['--import', GAUGE, '--eval', 'setInterval(() => undefined, 1000)'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  return {
    ...gaugeOf(child),
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function gaugeOf(child: ChildProcess): Pick<Bot, 'begin' | 'read'> {
  return {
    begin: () => child.send('begin'),
    read: async () => {
      const answer = once(child, 'message');
      child.send('read');
      return Reading.parse((await answer)[0]);
    },
  };
}

/** Resolves when the bot runs; collects what it logs as errors. */
function watch(child: ChildProcess, errors: string[]): Promise<void> {
  return new Promise((resolve) => {
    if (child.stderr === null) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.includes('signpost is running')) resolve();
      if (/^\{"level":(?:50|60)|^(?:\w*Error|node:|file:\/\/)/.test(line)) errors.push(line);
      if (process.env['HOSTILE_LOG'] !== undefined) process.stderr.write(`${line}\n`);
    });
  });
}

async function writeConfig(root: string, feeds: readonly PolledFeed[], polling: string): Promise<void> {
  const hosts = [...new Set(feeds.map(({ url }) => new URL(url).host))].filter(
    (host) => !host.includes('invalid'),
  );
  const rows = feeds.map(
    ({ id, url, every }) =>
      `  - { id: ${id}, url: ${JSON.stringify(url)}, outlet: ${id}, lang: en, every: ${every} }`,
  );
  const files: Readonly<Record<string, string>> = {
    'config/signpost.yaml': `
store: { path: ${JSON.stringify(join(root, 'signpost.db'))} }
polling: { allow_hosts: ${JSON.stringify(hosts)}${polling} }
receivers: { terminal: { type: console } }
route: { receiver: terminal }
group_wait: 0s
first_reading: silent
web: { port: 0 }
`,
    'config/briefs/hostile.yaml': zebraBrief('hostile', 'Hostile input'),
    'feeds/hostile.yaml': `desk: hostile\nfeeds:\n${rows.join('\n')}\n`,
  };
  await writeRoot(root, files);
}
