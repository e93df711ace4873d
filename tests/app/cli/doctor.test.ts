import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addDoctor } from '../../../src/app/cli/doctor.ts';
import { examineClock } from '../../../src/app/doctor/examine-clock.ts';
import { openDiscordPeer } from '../../peers/discord/peer.ts';
import { rssDocument, startFeedServer } from '../../peers/feed-server.ts';
import { startSlackPeer } from '../../peers/slack/peer.ts';

const SLACK_CHANNEL = 'C0PEER0001';
let folder = '';
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-doctor-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const close of closing.splice(0).toReversed()) await close();
  await rm(folder, { recursive: true, force: true });
  process.exitCode = undefined;
});

async function openWorld() {
  const discord = await openDiscordPeer();
  closing.push(discord.close);
  const slack = await startSlackPeer({ channels: [SLACK_CHANNEL] });
  closing.push(slack.close);
  const server = await startFeedServer();
  closing.push(server.close);
  server.respond('/good', { body: rssDocument([{ id: '1', title: 'News' }]) });
  return { discord, slack, server };
}
type World = Awaited<ReturnType<typeof openWorld>>;

/** Writes a configuration, runs `signpost doctor` on it, and answers with its lines and exit code. */
async function doctor(
  { discord, slack }: World,
  feeds: readonly string[],
  over: { readonly env?: Record<string, string>; readonly channel?: string; readonly settings?: string } = {},
): Promise<{ readonly said: string; readonly code: unknown }> {
  const files = {
    'config/signpost.yaml': `
store: { path: ${JSON.stringify(join(folder, 'data/signpost.db'))} }
polling: { allow_hosts: ["127.0.0.1"] }
receivers:
  room: { type: discord, channel: "${over.channel ?? discord.channel}" }
  desk: { type: slack, channel: "${SLACK_CHANNEL}" }
route: { receiver: desk, routes: [{ receiver: room, continue: true }, { receiver: desk }] }
${over.settings ?? ''}`,
    'config/briefs/zebras.yaml': `
id: zebras
title: Zebras
happened: x
leverage: x
mechanism: x
matters: x
watch: zebras
indicators:
  - { id: zebras, name: Zebras, quote: zebras, query: zebra, examples: { hits: [a zebra], misses: [a horse] } }
`,
    'feeds/some.yaml': `desk: some\nfeeds:\n${feeds
      .map((url, i) => `  - { id: feed-${i}, url: "${url}", outlet: Outlet ${i}, lang: en }`)
      .join('\n')}\n`,
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const env = {
    DISCORD_TOKEN: 'peer-token',
    DISCORD_API_URL: discord.origin,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.origin,
    ...over.env,
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  let said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    said += String(chunk);
    return true;
  });
  const program = new Command('signpost').option('--root <folder>').exitOverride();
  addDoctor(program);
  await program.parseAsync(['--root', folder, 'doctor'], { from: 'user' });
  return { said, code: process.exitCode };
}

describe('doctor', () => {
  it('finds nothing wrong where all is well, and posts nothing', async () => {
    const world = await openWorld();
    const { said, code } = await doctor(world, [world.server.url('/good')]);
    expect(code).toBe(0);
    expect(said).not.toMatch(/✗|!/);
    expect(said).toMatch(/\nAll is well\.\n$/);
    for (const line of [
      '✓ configuration: sound',
      '✓ data folder: ',
      '✓ DISCORD_TOKEN: is that of signpost',
      '✓ receiver room: may post, edit and look in #signals on Newsroom',
      '✓ SLACK_BOT_TOKEN: is that of signpost in Peer',
      '✓ Slack scopes: all 11 that are used',
      '✓ SLACK_APP_TOKEN: opens the connection',
      `✓ receiver desk: may post, edit and look in Slack channel ${SLACK_CHANNEL}`,
      '✓ clock: within ',
      '✓ feeds: 1 of 1 answer',
    ])
      expect(said).toContain(line);
    expect(said).not.toContain('xoxb');
    expect(world.discord.messages()).toEqual([]);
    expect(world.slack.messages()).toEqual([]);
    expect(world.discord.violations).toEqual([]);
    expect(world.slack.violations).toEqual([]);
  }, 600_000);

  it('warns of a bot that anybody may invite, and names the servers where it answers nobody', async () => {
    const world = await openWorld();
    world.discord.makePublic();
    const stranger = world.discord.invite('Somebody else’s server');
    const { said, code } = await doctor(world, [world.server.url('/good')]);
    expect(code).toBe(0);
    expect(said).toMatch(/! Public Bot: is on.*\n.*switch Public Bot off/);
    expect(said).toContain(
      `! servers: is in 1 where it answers nobody: Somebody else’s server (${stranger})`,
    );
    expect(said).toContain('discord.guilds');
    expect(said).not.toContain('Newsroom (');
    expect(world.discord.violations).toEqual([]);
  }, 600_000);

  it('names each right and scope that is lacking, and what it is for', async () => {
    const world = await openWorld();
    const channel = world.discord.addChannel({ name: 'quiet', embed: false, history: false });
    world.slack.scopes.delete('files:write');
    const { said, code } = await doctor(world, [world.server.url('/good')], { channel });
    expect(code).toBe(1);
    expect(said).toContain('✗ receiver room: lacks Embed Links, Read Message History in #quiet on Newsroom');
    expect(said).toContain("give the bot's role Embed Links, Read Message History there");
    expect(said).toContain('! Slack scopes: files:write is missing (it lets the bot upload charts');
    expect(said).toMatch(/\n1 to mend; 1 line marked ! is worth a look\.\n$/);
  }, 600_000);

  it('tells an unseen channel, a channel without the bot, and bad tokens apart', async () => {
    const world = await openWorld();
    const hidden = world.discord.addChannel({ name: 'hidden', view: false });
    world.slack.fault({ kind: 'error', method: 'conversations.history', error: 'not_in_channel' });
    const first = await doctor(world, [world.server.url('/good')], { channel: hidden });
    expect(first.said).toContain('✗ receiver room: cannot see Discord channel');
    expect(first.said).toContain('✗ receiver desk: the bot is not in Slack channel C0PEER0001');
    expect(first.said).toContain('/invite @signpost');
    const env = { DISCORD_TOKEN: 'wrong', SLACK_BOT_TOKEN: 'xoxb-wrong', SLACK_APP_TOKEN: 'xapp-wrong' };
    const second = await doctor(world, [world.server.url('/good')], { env });
    expect(second.code).toBe(1);
    expect(second.said).toContain('✗ DISCORD_TOKEN: is not taken');
    expect(second.said).toContain('✗ SLACK_BOT_TOKEN: is not taken');
    expect(second.said).not.toContain('xoxb-wrong');
  }, 600_000);

  it('finds no fault in a platform that is left out, but in one that is half set up', async () => {
    const world = await openWorld();
    const settings = { channel: '${ROOM}', env: { DISCORD_TOKEN: '' } };
    const left = await doctor(world, [world.server.url('/good')], settings);
    expect(left.code).toBe(0);
    expect(left.said).toContain('! receiver room: neither DISCORD_TOKEN nor ROOM is set');
    expect(left.said).toContain('\nNothing to mend; 1 line marked ! is worth a look.\n');
    const half = await doctor(world, [world.server.url('/good')], { channel: '${ROOM}' });
    expect(half.code).toBe(1);
    expect(half.said).toContain('✗ receiver room: ROOM is not set');
    const env = { DISCORD_TOKEN: '', ROOM: '123456789012345678' };
    const other = await doctor(world, [world.server.url('/good')], { channel: '${ROOM}', env });
    expect(other.code).toBe(1);
    expect(other.said).toContain('✗ receiver room: DISCORD_TOKEN is not set');
  }, 600_000);

  it('refuses a database address that is none', async () => {
    const world = await openWorld();
    const env = { DATABASE_URL: 'mysql://me:geheim@db/x' };
    const { said, code } = await doctor(world, [world.server.url('/good')], { env });
    expect(code).toBe(1);
    expect(said).toContain('✗ secrets: DATABASE_URL is not the address of a PostgreSQL server\n    → write ');
    expect(said).not.toContain('geheim');
  });

  it('asks every feed once and says of each that fails what is wrong', async () => {
    const world = await openWorld();
    world.server.respond('/page', {
      headers: { 'content-type': 'text/html' },
      body: '<html><body>Hello</body></html>',
    });
    world.server.respond('/gone', { status: 410 });
    const urls = ['/good', '/page', '/gone', '/nowhere'].map((path) => world.server.url(path));
    const { said, code } = await doctor(world, [...urls, 'http://10.1.2.3/feed']);
    expect(code).toBe(1);
    expect(said).toContain('✓ feeds: 1 of 5 answer');
    expect(said).toContain('✗ feed feed-1: answers, but with no feed');
    expect(said).toContain('✗ feed feed-2: ');
    expect(said).toContain('✗ feed feed-3: ');
    expect(said).toMatch(/✗ feed feed-4: .*\n.*allow_hosts/);
    const asked = world.server.log.filter(({ path }) => path !== '/robots.txt');
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /good',
      'GET /page',
      'GET /gone',
      'GET /nowhere',
    ]);
    expect(Math.max(...asked.map(({ inFlight }) => inFlight))).toBe(1);
  }, 600_000);

  it('says that the data folder cannot be used, and that the configuration has errors', async () => {
    const world = await openWorld();
    await writeFile(join(folder, 'data'), 'a file where a folder should be');
    const first = await doctor(world, [world.server.url('/good')]);
    expect(first.said).toContain('✗ data folder: ');
    expect(first.code).toBe(1);
    const second = await doctor(world, [world.server.url('/good')], { settings: 'colour: green\n' });
    expect(second.said).toContain('✗ configuration: 1 error(s)');
    expect(second.code).toBe(1);
  }, 600_000);

  it.each([
    [-3_600_000, 'bad', '60m behind'],
    [3_600_000, 'bad', '60m ahead of'],
    [3_000, 'good', 'within'],
  ] as const)('compares the clock with that of a server (%d ms off)', async (off, kind, words) => {
    const server = createServer((_, response) => response.end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const finding = await examineClock(
      ['http://127.0.0.1:9/', url].map((each) => ({
        url: each,
        userAgent: 'test',
        allowHosts: ['127.0.0.1'],
      })),
      () => Date.now() + off,
    );
    expect(finding.kind).toBe(kind);
    expect(finding.said.replace('1h', '60m')).toContain(words);
  });

  it('asks no server inside a private network for the time, unless it is allowed', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const finding = await examineClock([{ url, userAgent: 'test', allowHosts: [] }], Date.now);
    expect([finding.kind, asked]).toEqual(['doubtful', 0]);
  });
});
