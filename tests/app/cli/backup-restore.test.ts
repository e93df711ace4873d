import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addBackup } from '../../../src/app/cli/backup.ts';
import { addRestore } from '../../../src/app/cli/restore.ts';
import { readConfig } from '../../../src/app/run/read-config.ts';
import { type Bot, startBot } from '../../../src/app/run/wire.ts';
import { systemClock } from '../../../src/edges/clock/clock.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { openDiscordPeer } from '../../peers/discord/peer.ts';
import { rssDocument, type SampleItem, startFeedServer } from '../../peers/feed-server.ts';
import { startSlackPeer } from '../../peers/slack/peer.ts';

const SLACK_CHANNEL = 'C0PEER0001';
let folder = '';
let database = '';
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-backup-'));
  database = join(folder, 'data', 'signpost.db');
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await rm(folder, { recursive: true, force: true });
  process.exitCode = undefined;
});

/** Runs a command as main does; the answer is its exit code. */
async function signpost(...args: string[]): Promise<unknown> {
  const program = new Command('signpost').option('--root <folder>').exitOverride();
  for (const add of [addBackup, addRestore]) add(program);
  process.exitCode = 0;
  await program.parseAsync(['--root', folder, ...args], { from: 'user' });
  const code = process.exitCode;
  process.exitCode = undefined;
  return code;
}

async function configure(feedUrl: string): Promise<void> {
  const files = {
    'config/signpost.yaml': `
store: { path: ${JSON.stringify(database)} }
polling: { allow_hosts: ["127.0.0.1"] }
receivers:
  discord: { type: discord, channel: "\${DISCORD_CHANNEL}" }
  slack: { type: slack, channel: "\${SLACK_CHANNEL}" }
route: { receiver: slack, routes: [{ receiver: discord, continue: true }, { receiver: slack }] }
group_wait: 0s
web: { port: 0 }
`,
    'config/briefs/zebras.yaml': `
id: zebras
title: Zebras
happened: x
leverage: x
mechanism: x
matters: Because of the stripes.
watch: zebras
indicators:
  - { id: zebras, name: Zebras, quote: zebras, query: zebra, active_at: 100, examples: { hits: [a zebra], misses: [a horse] } }
`,
    'feeds/one.yaml': `desk: one\nfeeds: [{ id: one, url: "${feedUrl}", outlet: One, lang: en, every: 1s }]\n`,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

describe('backup and restore', () => {
  it('go on from an older backup without repeating an alert, and forget none', async () => {
    const discord = await openDiscordPeer();
    closing.push(discord.close);
    const slack = await startSlackPeer({ channels: [SLACK_CHANNEL] });
    closing.push(slack.close);
    const server = await startFeedServer();
    closing.push(server.close);
    await configure(server.url('/feed'));
    const published = Date.now() - 60_000;
    const items: SampleItem[] = [
      { id: 'old', title: 'A zebra of long ago', published: published - 3_600_000 },
    ];
    const publish = (...more: SampleItem[]): void => {
      items.push(...more);
      server.respond('/feed', { body: rssDocument(items) });
    };
    const start = async (): Promise<Bot> => {
      const loaded = await readConfig(folder);
      if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
      const bot = await startBot({
        config: loaded.config,
        secrets: {
          DISCORD_TOKEN: 'peer-token',
          SLACK_BOT_TOKEN: slack.botToken,
          SLACK_APP_TOKEN: slack.appToken,
        },
        env: {
          DISCORD_API_URL: discord.origin,
          DISCORD_CHANNEL: discord.channel,
          SLACK_API_URL: slack.origin,
          SLACK_CHANNEL,
        },
        clock: systemClock,
        log: createLog({ level: 'silent', secrets: [] }),
        random: () => 0,
        out: { write: () => undefined, color: false, width: 80 },
      });
      closing.push(bot.stop);
      return bot;
    };
    const inDiscord = () => discord.messages(discord.channel).map((message) => JSON.stringify(message));
    const inSlack = () => slack.messages(SLACK_CHANNEL).map((message) => JSON.stringify(message));
    const holding = (word: string) =>
      [inDiscord(), inSlack()].map((all) => all.filter((text) => text.includes(word)).length);
    const told = async (word: string): Promise<void> => {
      while (holding(word).includes(0)) await wait(50);
    };

    publish();
    let bot = await start();
    // What stood there at the first reading is told in one notice, which must be kept apart from what comes after.
    await told('long ago');
    publish({ id: 'first', title: 'Lisbon paints a zebra', published });
    await told('Lisbon');

    expect(await signpost('backup', join(folder, 'copy.db'))).toBe(0);
    publish({ id: 'second', title: 'Comet named after zebra', published: published + 1_000 });
    // No date: it is dated when it is seen, after the restoration as well.
    publish({ id: 'third', title: 'Bakers praise zebra cake' });
    await told('Comet');
    await told('Bakers');
    await expect(signpost('restore', join(folder, 'copy.db'))).rejects.toThrow('another signpost is running');
    await bot.stop();

    expect(await signpost('restore', join(folder, 'copy.db'))).toBe(0);
    expect((await readdir(dirname(database))).filter((name) => name.includes('.before-'))).toHaveLength(1);
    // The days that a restoration takes in earnest: Discord has forgotten every nonce by then.
    discord.forgetNonces();
    const looks = discord.requests.length;
    publish({ id: 'fourth', title: 'Circus loses one zebra', published: Date.now() });
    bot = await start();
    await told('Circus');
    // What was found is brought up to date, since its buttons name an alert of the forgotten numbering.
    const numbers = (): readonly string[] =>
      inDiscord().flatMap((text) =>
        /Comet|Bakers|Circus/.test(text) ? (/ack[^"]*?(\d{4,})/.exec(text)?.[1] ?? []) : [],
      );
    while (numbers().length < 3) await wait(50);
    await bot.stop();

    for (const word of ['Lisbon', 'Comet', 'Bakers', 'Circus'])
      expect([word, holding(word)]).toEqual([word, [1, 1]]);
    expect(holding('long ago')).toEqual([1, 1]);
    expect(new Set(numbers()).size).toBe(3);
    const asked = discord.requests
      .slice(looks)
      .filter(({ method, path }) => method === 'GET' && path.includes('/messages'));
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(discord.violations).toEqual([]);
    expect(slack.violations).toEqual([]);
  }, 600_000);

  it('keep what is there where the file is damaged, is something else, or comes from a newer release', async () => {
    await configure('http://127.0.0.1:9/feed');
    await mkdir(dirname(database), { recursive: true });
    const { openStore } = await import('../../../src/edges/store/open-store.ts');
    const store = await openStore(database);
    await store.db
      .insertInto('stories')
      .values({ id: 'kept', headline: 'Kept', first_at: 1, last_at: 1 })
      .execute();
    await store.close();
    const copy = join(folder, 'copy.db');
    expect(await signpost('backup', copy)).toBe(0);
    const whole = await readFile(copy);

    const bad: Record<string, () => Promise<void> | void> = {
      'cut off': () => truncate(copy, whole.length - 8_192),
      'no database': () => writeFile(copy, 'a shopping list'),
      'another database': () => {
        const other = new DatabaseSync(`${copy}.other`);
        other.exec('create table shopping (item text)');
        other.close();
        return writeFile(copy, '').then(async () => writeFile(copy, await readFile(`${copy}.other`)));
      },
      newer: () => {
        const newer = new DatabaseSync(copy);
        newer.exec("insert into kysely_migration values ('9999-of-the-future', '2030-01-01')");
        newer.close();
      },
    };
    for (const [what, spoil] of Object.entries(bad)) {
      await writeFile(copy, whole);
      await spoil();
      expect([what, await signpost('restore', copy)]).toEqual([what, 1]);
    }
    await rm(copy);
    expect(await signpost('restore', copy)).toBe(1);
    const left = (await readdir(dirname(database))).filter((name) => !/-(wal|shm)$/.test(name));
    expect(left.toSorted()).toEqual(['signpost.db', 'signpost.db.lock']);
    const after = new DatabaseSync(database, { readOnly: true });
    expect(after.prepare('select id from stories').all()).toEqual([{ id: 'kept' }]);
    after.close();
  });

  it('never write over a file unasked, nor over the database', async () => {
    await configure('http://127.0.0.1:9/feed');
    const copy = join(folder, 'copy.db');
    await expect(signpost('backup', copy)).rejects.toThrow('there is no database');
    const { openStore } = await import('../../../src/edges/store/open-store.ts');
    await (await openStore(database)).close();
    await writeFile(copy, 'precious');
    await expect(signpost('backup', copy)).rejects.toThrow('--force');
    await expect(signpost('backup', database)).rejects.toThrow('onto the database itself');
    expect(await readFile(copy, 'utf8')).toBe('precious');
    expect(await signpost('backup', copy, '--force')).toBe(0);
    expect(existsSync(`${copy}.part`)).toBe(false);
  });

  it('say where a copy cannot go, and never replace the database by whatever path it is named', async () => {
    await configure('http://127.0.0.1:9/feed');
    const { openStore } = await import('../../../src/edges/store/open-store.ts');
    await (await openStore(database)).close();
    const before = (await stat(database)).ino;
    await symlink(dirname(database), join(folder, 'linked'));
    const again = signpost('backup', '--force', join(folder, 'linked', 'signpost.db'));
    await expect(again).rejects.toThrow('onto the database itself');
    await expect(signpost('backup', '--force', folder)).rejects.toThrow('is a folder; name a file in it');
    const nowhere = signpost('backup', join(folder, 'nowhere', 'copy.db'));
    await expect(nowhere).rejects.toThrow(/copy\.db cannot be written \(ENOENT\); name one/);
    expect((await stat(database)).ino).toBe(before);
  });
});
