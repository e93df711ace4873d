/**
 * Plays the way from an invitation to the first alert of one's own, on a platform's strict peer with the whole bot behind
 * it, and counts what the person did. No file of the bot's is touched on the way.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '../../src/app/run/read-config.ts';
import { startBot } from '../../src/app/run/wire.ts';
import { HOUR, MINUTE } from '../../src/core/time/duration.ts';
import { systemClock } from '../../src/edges/clock/clock.ts';
import { createLog } from '../../src/edges/log/log.ts';
import { SMALL_CONFIG } from '../config/small-config.ts';
import { rssDocument, startFeedServer } from '../peers/feed-server.ts';
import { onDiscord } from './on-discord.ts';
import { onSlack } from './on-slack.ts';

export type Plan = {
  readonly platform: 'discord' | 'slack';
  /** An article whose signs are watched; one sign is written down where it is left out. */
  readonly article?: string;
  /** The headline that comes after all is set up, and is to alert. */
  readonly news: string;
  /** When the walk begins, epoch milliseconds; now where it is left out. */
  readonly begins?: number;
};

export type Played = {
  /** What the person did, in order. */
  readonly steps: readonly string[];
  /** The alert as it arrived in the channel. */
  readonly alert: string;
  /** What the answers on the way said. */
  readonly answers: readonly string[];
};

/** A walk with what the platform was given to show on the way, and what was typed into the dialog. */
export type Shown = Played & {
  readonly typed: Readonly<Record<string, string>>;
  readonly shown: Readonly<Record<'added' | 'dialog' | 'draft' | 'alert', unknown>>;
};

/** A person in a channel of a platform. */
export type Person = {
  readonly secrets: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** Types a command and gives the answer in words. */
  readonly type: (command: string, option: string, value: string) => Promise<string>;
  /** Opens the dialog of a command, fills it in and sends it off; the answer in words. Two steps. */
  readonly fill: (command: string, values: Readonly<Record<string, string>>) => Promise<string>;
  /** Presses a button of the last answer. */
  readonly press: (label: string) => Promise<string>;
  /** What the platform was given to show last: an answer, a dialog, a message for everybody. */
  readonly shown: (what: 'answer' | 'dialog' | 'message') => unknown;
  /** What stands in the channel for everybody. */
  readonly channel: () => readonly string[];
  /** Called when the bot runs. */
  readonly ready: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly violations: () => readonly string[];
};

const OLD = [
  'Choir wins prize at spring fair',
  'Harbour of Nettlewick sold to its own dockers',
  'Port wine of Larkmoor wins a medal',
];
/** One sign, as somebody writes it down. */
const SIGN = {
  sign: 'a port changes hands',
  words: 'port sold\nharbour sold\nport buys',
  hit: 'Port of Larkmoor sold to Quay Holding',
  miss: 'Port wine tasting draws a crowd',
};

export async function playFirstAlert({ platform, article, news, begins }: Plan): Promise<Shown> {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-walk-'));
  const server = await startFeedServer();
  const person = await (platform === 'discord' ? onDiscord() : onSlack());
  let shift = begins === undefined ? 0 : begins - Date.now();
  const now = (): number => Date.now() + shift;
  const at = now() - HOUR;
  const old = OLD.map((title, nth) => ({ id: `old-${nth}`, title, published: at - nth * HOUR }));
  server.respond('/', { body: page(server.url('/news.xml')) });
  server.respond('/news.xml', { body: paper(old) });
  server.respond('/feed.xml', {
    body: rssDocument([{ id: 'quiet', title: 'Chess club meets', published: at }]),
  });
  let code = '';
  try {
    await writeRoot(folder, server.url('/'));
    const before = await filesOf(folder);
    const loaded = await readConfig(folder);
    if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
    const log = createLog({ level: 'silent', secrets: [] });
    const bot = await startBot({
      config: loaded.config,
      secrets: person.secrets,
      env: person.env,
      // An hour passes when it is told to.
      clock: { now, sleep: systemClock.sleep },
      log: Object.assign(Object.create(log), {
        info: (about: object, said: string) => {
          if ('code' in about && typeof about.code === 'string' && said.includes('/adopt')) code = about.code;
        },
      }),
      random: () => 0,
      out: { write: () => undefined, color: false, width: 80 },
    });
    try {
      await person.ready();
      const steps = ['invite the bot'];
      const answers: string[] = [];
      const step = async (what: string, did: Promise<string>): Promise<void> => {
        answers.push(await did);
        steps.push(what);
      };
      await step('/adopt CODE', person.type('adopt', 'code', code));
      await step('/feed add ADDRESS', person.type('feed add', 'address', server.url('/')));
      const added = person.shown('answer');
      // The trial poll, then the first reading, which is history.
      while (!(await person.type('search', 'words', 'choir')).includes('Choir wins')) await wait(100);
      const [command, values] =
        article === undefined ? (['watch new', SIGN] as const) : (['watch article', { article }] as const);
      steps.push(`/${command}`);
      await step('send the dialog off', person.fill(command, values));
      const [dialog, draft] = [person.shown('dialog'), person.shown('answer')];
      await step('Start alerting here', person.press('Start alerting here'));
      server.respond('/news.xml', {
        body: paper([{ id: 'news', title: news, published: now() + 20 * MINUTE }, ...old]),
      });
      const told = person.channel().length;
      shift += 20 * MINUTE;
      while (person.channel().length === told) await wait(50);
      const after = await filesOf(folder);
      if (after !== before) throw new Error('a file was touched');
      const broken = person.violations();
      if (broken.length > 0) throw new Error(`broke the contract: ${broken.join('; ')}`);
      const shown = { added, dialog, draft, alert: person.shown('message') };
      return { steps, answers, alert: person.channel().at(-1) ?? '', typed: { ...values }, shown };
    } finally {
      await bot.stop();
    }
  } finally {
    await person.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function paper(items: Parameters<typeof rssDocument>[0]): string {
  return rssDocument(items).replaceAll('Sample', 'The Larkmoor Post');
}

function page(feed: string): string {
  return `<!doctype html><html><head><title>The Larkmoor Post</title><link rel="alternate" type="application/rss+xml" href="${feed}"></head><body>News</body></html>`;
}

/** A workspace whose operator has done nothing for this person but let the bot reach the test's own publisher. */
async function writeRoot(folder: string, publisher: string): Promise<void> {
  const settings = `polling: { allow_hosts: ["127.0.0.1"] }
group_wait: 1s
web: { port: 0 }
receivers:
  terminal: { type: console }
route: { receiver: terminal }
`;
  const files = [
    ...SMALL_CONFIG.filter(({ path }) => path !== 'config/signpost.yaml'),
    { path: 'config/signpost.yaml', text: settings },
  ];
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text.replace('https://example.org/', publisher));
  }
}

/** A hash of every file that people edit. */
async function filesOf(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const hash = createHash('sha256');
  for (const entry of names.filter((each) => each.isFile()).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(entry.parentPath, entry.name);
    if (!path.includes('/data/')) hash.update(path).update(await readFile(path));
  }
  return hash.digest('hex');
}
