/**
 * Plays the way from a webhook address to the first alert: `init`, then `run`, and counts what the person did. The
 * network is the test's: the address leads to the strict peer, and the feeds that `init` wrote to a publisher on loopback.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readConfig } from '../../src/app/run/read-config.ts';
import { startBot } from '../../src/app/run/wire.ts';
import { HOUR, MINUTE } from '../../src/core/time/duration.ts';
import { systemClock } from '../../src/edges/clock/clock.ts';
import { createLog } from '../../src/edges/log/log.ts';
import { readable } from '../edges/discord/sink-harness.ts';
import { openDiscordPeer } from '../peers/discord/peer.ts';
import { rssDocument, startFeedServer } from '../peers/feed-server.ts';
import { startSlackPeer } from '../peers/slack/peer.ts';
import { readMessage } from '../peers/slack/reading.ts';
import type { Plan, Played } from './first-alert.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
/** Each a minute for the bot. */
const MOST_LOOKS = 300;
const CHANNEL = 'C0PEER0001';
const OLD = [{ id: 'old', title: 'Choir wins prize at spring fair', published: Date.now() - HOUR }];

/** A channel with a webhook: the address as its platform hands it out, and where that leads here. */
type Room = {
  readonly address: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly channel: () => readonly string[];
  readonly violations: () => readonly string[];
  readonly close: () => Promise<void>;
};

async function openRoom(platform: Plan['platform']): Promise<Room> {
  if (platform === 'discord') {
    const peer = await openDiscordPeer();
    const address = peer.webhook(peer.channel);
    return {
      address,
      secrets: { DISCORD_WEBHOOK_URL: address },
      env: { DISCORD_API_URL: peer.origin },
      channel: () => peer.messages().map(readable),
      violations: () => peer.violations,
      close: peer.close,
    };
  }
  const peer = await startSlackPeer({ channels: [CHANNEL] });
  return {
    address: 'https://hooks.slack.com/services/T000/B000/secret',
    secrets: { SLACK_WEBHOOK_URL: peer.webhook(CHANNEL) },
    env: {},
    channel: () => peer.messages(CHANNEL).map((message) => readMessage(message).text),
    violations: () => peer.violations,
    close: peer.close,
  };
}

/** With the article's signs, or with those of the example that `init` begins with. */
export async function playInit({ platform, article, news }: Plan): Promise<Played> {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-init-'));
  const desk = join(folder, 'desk');
  const room = await openRoom(platform);
  const server = await startFeedServer();
  server.respond('/news.xml', { body: rssDocument(OLD) });
  let shift = 0;
  try {
    const steps = ['make a webhook address for the channel'];
    const flags = ['--webhook', room.address, '--no-post'];
    if (article !== undefined) {
      await writeFile(join(folder, 'article.md'), article);
      flags.push('--article', join(folder, 'article.md'));
    }
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [MAIN, '--root', desk, 'init', ...flags]);
    steps.push(`signpost init --webhook ADDRESS${article === undefined ? '' : ' --article article.md'}`);
    const loaded = await readConfig(desk);
    if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
    const { settings, feeds } = loaded.config;
    const bot = await startBot({
      config: {
        ...loaded.config,
        settings: {
          ...settings,
          group_wait: 1000,
          store: { ...settings.store, path: ':memory:' },
          web: { ...settings.web, port: 0 },
          polling: { ...settings.polling, allow_hosts: ['127.0.0.1'] },
        },
        feeds: feeds.slice(0, 1).map((feed) => ({ ...feed, url: server.url('/news.xml') })),
      },
      secrets: room.secrets,
      env: room.env,
      clock: { now: () => Date.now() + shift, sleep: systemClock.sleep },
      log: createLog({ level: 'silent', secrets: [] }),
      random: () => 0,
      out: { write: () => undefined, color: false, width: 80 },
    });
    try {
      steps.push('signpost run');
      await server.received(1);
      server.respond('/news.xml', {
        body: rssDocument([{ id: 'news', title: news, published: Date.now() }, ...OLD]),
      });
      shift += HOUR;
      for (let looks = 0; !room.channel().some((each) => each.includes(news)); looks += 1) {
        if (looks === MOST_LOOKS)
          throw new Error(`no alert after ${server.log.length} polls: ${room.channel().join(' | ')}`);
        await wait(100);
        shift += MINUTE;
      }
      const broken = room.violations();
      if (broken.length > 0) throw new Error(`broke the contract: ${broken.join('; ')}`);
      const alert = room.channel().find((each) => each.includes(news)) ?? '';
      return { steps, answers: [stdout], alert };
    } finally {
      await bot.stop();
    }
  } finally {
    await room.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
