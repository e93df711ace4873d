import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../../src/app/run/platforms.ts';
import { startBot } from '../../../src/app/run/wire.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { systemClock } from '../../../src/edges/clock/clock.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { openDiscordPeer } from '../../peers/discord/peer.ts';
import { rssDocument, startFeedServer } from '../../peers/feed-server.ts';
import { startSlackPeer } from '../../peers/slack/peer.ts';
import { readMessage } from '../../peers/slack/reading.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';

const SLACK_CHANNEL = 'C0PEER0001';
const FEEDS = 10;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
const closes = <T extends { close: () => Promise<unknown> }>(thing: T): T => {
  closing.push(thing.close);
  return thing;
};

/** Words that no two headlines share; the last two outlets tell one event. */
const HEADLINES = [
  'Zebra crossing painted blue in Lisbon',
  'Painter swaps brushes for a zebra',
  'Striped zebra foal born at Basel zoo',
  'Orchestra plays to grazing zebra herd',
  'Astronomers name comet after zebra',
  'Baker wins prize with zebra cake',
  'Police chase runaway zebra through tunnel',
  'Fashion week opens under zebra banners',
  'Zebra escapes from Vienna circus, traffic halted',
  'Traffic halted as zebra escapes from Vienna circus',
];

const OLD = [
  'Ladders',
  'Kettles',
  'Violins',
  'Turbines',
  'Mittens',
  'Gravel',
  'Parsley',
  'Windows',
  'Lanterns',
  'Anchors',
];

describe('the whole bot', () => {
  it('polls ten feeds twice, politely, and posts what is new once on both platforms', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signpost-bot-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const discord = closes(await openDiscordPeer());
    const slack = closes(await startSlackPeer({ channels: [SLACK_CHANNEL] }));
    const servers = await Promise.all(Array.from({ length: FEEDS }, () => startFeedServer()));
    const published = Date.now() - 60_000;
    for (const [i, server] of servers.entries()) {
      closes(server);
      const old = {
        id: `old-${i}`,
        title: `${OLD[i]} and a zebra, long ago`,
        published: published - 3_600_000,
      };
      const fresh = { id: `new-${i}`, title: HEADLINES[i] ?? '', published: published + i };
      server.respond(
        '/feed',
        {
          headers: { etag: `"first-${i}"`, 'last-modified': 'Sun, 22 Nov 2026 10:00:00 GMT' },
          body: rssDocument([old]),
        },
        {
          headers: { etag: `"second-${i}"`, 'cache-control': 'max-age=3600' },
          body: rssDocument([fresh, old]),
        },
      );
    }
    const loaded = loadConfig(
      configFor(
        folder,
        servers.map((server) => server.url('/feed')),
      ),
      { platforms: PLATFORMS },
    );
    if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
    const bot = await startBot({
      // What stories are compared by comes with the program.
      config: { ...loaded.config, lists: SHIPPED_LISTS },
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
    await Promise.all(servers.map((server) => server.received(2)));
    const texts = (): readonly string[] =>
      discord.messages(discord.channel).map((message) => JSON.stringify(message));
    const joined = (text: string): boolean => text.includes('Outlet 8') && text.includes('Outlet 9');
    const inSlack = () => slack.messages(SLACK_CHANNEL).map((message) => readMessage(message).text);
    while (!texts().some(joined) || !inSlack().some(joined) || inSlack().length < FEEDS - 1) await wait(50);

    const health = await fetch(`http://127.0.0.1:${bot.port}/healthz`);
    expect([health.status, ((await health.json()) as { ok: boolean }).ok]).toEqual([200, true]);
    const metrics = await (await fetch(`http://127.0.0.1:${bot.port}/metrics`)).text();
    expect(metrics).toContain('signpost_feeds{status="ok"} 10');
    await bot.stop();

    for (const [i, server] of servers.entries()) {
      expect(
        // Its own `every` is kept exactly, so it may have been asked again meanwhile.
        server.log
          .slice(0, 2)
          .map(({ method, path, headers }) => [
            method,
            path,
            headers['if-none-match'],
            headers['if-modified-since'],
          ]),
      ).toEqual([
        ['GET', '/feed', undefined, undefined],
        ['GET', '/feed', `"first-${i}"`, 'Sun, 22 Nov 2026 10:00:00 GMT'],
      ]);
    }
    for (const posted of [texts(), inSlack()]) {
      expect(posted).toHaveLength(FEEDS - 1);
      for (const headline of HEADLINES.slice(0, 9))
        expect(posted.filter((text) => plain(text).includes(headline))).toHaveLength(1);
      expect(posted.join(' ')).not.toContain('long ago');
    }
    expect(discord.violations).toEqual([]);
    expect(slack.violations).toEqual([]);
    // Two platforms and eleven servers in one process want their time on a loaded machine.
  }, 600_000);
});

/** A message's words without the marks that put matched words in bold. */
function plain(text: string): string {
  return text.replaceAll('**', '').replaceAll(/\s+/g, ' ');
}

function configFor(folder: string, urls: readonly string[]): readonly { path: string; text: string }[] {
  const feeds = urls.map(
    (url, i) => `  - { id: feed-${i}, url: "${url}", outlet: Outlet ${i}, lang: en, every: 1s }`,
  );
  return [
    {
      path: 'config/signpost.yaml',
      text: `
store: { path: ${JSON.stringify(join(folder, 'signpost.db'))} }
polling: { allow_hosts: ["127.0.0.1"] }
receivers:
  discord: { type: discord, channel: "\${DISCORD_CHANNEL}" }
  slack: { type: slack, channel: "\${SLACK_CHANNEL}" }
route: { receiver: slack, routes: [{ receiver: discord, continue: true }, { receiver: slack }] }
group_wait: 0s
first_reading: silent
web: { port: 0 }
`,
    },
    {
      path: 'config/briefs/zebras.yaml',
      text: `
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
    },
    { path: 'feeds/ten.yaml', text: `desk: ten\nfeeds:\n${feeds.join('\n')}\n` },
  ];
}
