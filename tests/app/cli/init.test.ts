import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/app/run/read-config.ts';
import { startSlackPeer } from '../../peers/slack/peer.ts';
import { readMessage } from '../../peers/slack/reading.ts';

const MAIN = join(import.meta.dirname, '../../../src/main.ts');
const CHANNEL = 'C0PEER0001';
let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'signpost-init-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const call = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [MAIN, ...args],
      { cwd: root, env: { PATH: process.env['PATH'], ...env } },
      (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });

describe('init without a terminal', () => {
  it('writes a workspace that check accepts, and posts a line to the channel', async () => {
    const slack = await startSlackPeer({ channels: [CHANNEL] });
    try {
      const tokens = ['--set', `SLACK_BOT_TOKEN=${slack.botToken}`, '--set', `SLACK_CHANNEL=${CHANNEL}`];
      const { code, out, err } = await call(
        ['init', '--to', 'slack', ...tokens, '--time-zone', 'Europe/Lisbon'],
        {
          SLACK_API_URL: slack.origin,
        },
      );
      expect([code, err]).toEqual([0, '']);
      expect(slack.messages(CHANNEL).map((message) => readMessage(message).text)).toEqual([
        expect.stringContaining('Signpost can post here'),
      ]);
      expect(out).toContain('signpost doctor');
    } finally {
      await slack.close();
    }
    const loaded = await readConfig(root);
    if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
    const { settings, briefs, feeds } = loaded.config;
    expect(settings.time_zone).toBe('Europe/Lisbon');
    expect(settings.receivers).toEqual({ slack: { type: 'slack', channel: '${SLACK_CHANNEL}' } });
    expect([briefs.length, feeds.length > 10]).toEqual([1, true]);
    expect(await readFile(join(root, '.env'), 'utf8')).toContain(`SLACK_CHANNEL=${CHANNEL}\n`);
    expect((await stat(join(root, '.env'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(root, 'config/signpost.yaml'), 'utf8')).not.toContain('xoxb');
  });

  it('takes the terminal where nothing is said', async () => {
    const { code, out } = await call(['init']);
    expect(code).toBe(0);
    expect(out).toContain('Signpost can post here');
  });

  it('says which name --set does not take, and writes nothing', async () => {
    const { code, err } = await call(['init', '--to', 'discord', '--set', 'DISCORD_TOKN=x', '--no-post']);
    expect(code).toBe(1);
    expect(err).toContain('--set DISCORD_TOKN: discord takes DISCORD_TOKEN and DISCORD_CHANNEL');
    expect(await readdir(root)).toEqual([]);
  });

  it('prints commands that work in a folder with blanks', async () => {
    const { code, out } = await call(['--root', "news room's", 'init', '--no-post']);
    expect(code).toBe(0);
    expect(out).toContain(String.raw`signpost --root 'news room'\''s' check`);
    expect(await readdir(join(root, "news room's"))).toContain('config');
  });

  it('leaves what is there alone, and says so', async () => {
    await call(['init', '--no-post']);
    const before = await readFile(join(root, 'config/signpost.yaml'), 'utf8');
    const { code, err } = await call(['init', '--no-post', '--time-zone', 'Asia/Tokyo']);
    expect(code).toBe(1);
    expect(err).toContain('config/signpost.yaml');
    expect(err).toContain('is there already');
    expect(await readFile(join(root, 'config/signpost.yaml'), 'utf8')).toBe(before);
  });

  it.each([
    [['--webhook', 'https://example.org/x'], 'no webhook address of Discord or Slack'],
    [['--to', 'pigeon'], '"pigeon" is no kind of receiver'],
    [['--set', 'nothing'], '--set takes NAME=VALUE'],
    [['--time-zone', 'Mars/Olympus'], '"Mars/Olympus" is no time zone'],
  ])('writes nothing for %j', async (args, said) => {
    const { code, err } = await call(['init', ...args]);
    expect(code).toBe(1);
    expect(err).toContain(said);
    await expect(stat(join(root, 'config'))).rejects.toThrow('ENOENT');
  });

  it('drafts the brief from an article, and what it writes passes the check', async () => {
    const article = join(root, 'article.md');
    await writeFile(
      article,
      `# The ferry that nobody pays for

## What happened
The island council and the shipping line broke off their talks on the ferry contract.

## Who gains leverage
The shipping line can cancel the night ferry within a week.

## What mechanism is operating
Each side waits for the other to lose money first.

## Why it matters
The island's hospital depends on the night ferry.

## What to watch next
Watch for the shipping line cancelling the night ferry, a vote of the island council, or the resignation of the harbour director.
`,
    );
    const desk = join(root, 'desk');
    const { code, out, err } = await call(['--root', desk, 'init', '--article', article, '--no-post']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('signs of the article:');
    const loaded = await readConfig(desk);
    if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
    expect(loaded.config.briefs[0]?.indicators.length).toBeGreaterThan(1);
  });

  it('says which token is missing, and keeps the files', async () => {
    const { code, out } = await call(['init', '--to', 'discord']);
    expect(code).toBe(1);
    expect(out).toContain('DISCORD_TOKEN is not set');
    expect((await stat(join(root, 'config/signpost.yaml'))).isFile()).toBe(true);
  });
});
