import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../../../src/app/run/platforms.ts';
import { type Bot, startBot } from '../../../../src/app/run/wire.ts';
import { loadConfig } from '../../../../src/config/load-config.ts';
import { systemClock } from '../../../../src/edges/clock/clock.ts';
import { createLog } from '../../../../src/edges/log/log.ts';
import { type Answer, rssDocument, startFeedServer } from '../../../peers/feed-server.ts';
import { startWebhookPeer } from '../../../peers/webhook/peer.ts';

const SECRET = `whsec_${Buffer.from('of this test only').toString('base64')}`;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const BRIEF = `
id: zebras
title: Zebras
happened: x
leverage: x
mechanism: x
matters: x
watch: zebras
indicators:
  - { id: seen, name: Zebras, quote: zebras, query: zebra, active_at: 100, examples: { hits: [a zebra], misses: [a horse] } }
`;

const promtool = spawnSync('promtool', ['--version']).status === 0;

/** A bot with a feed that brings news, one that answers as told, a terminal, and a webhook that refuses. */
async function openBot(down: Answer): Promise<Bot> {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-metrics-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  // Two publishers, for one is not asked twice within a second.
  const [server, other] = [await startFeedServer(), await startFeedServer()];
  closing.push(server.close, other.close);
  const hook = await startWebhookPeer(SECRET);
  closing.push(hook.close);
  const published = Date.now() - 90_000;
  const old = { id: 'old', title: 'Zebra, long ago', published: published - 3_600_000 };
  const fresh = { id: 'new', title: 'Zebra escapes from circus', published };
  server.respond(
    '/news',
    { headers: { etag: '"1"' }, body: rssDocument([old]) },
    { headers: { etag: '"2"' }, body: rssDocument([fresh, { id: 'other', title: 'Rain', published }, old]) },
    {
      headers: { etag: '"2"' },
      body: rssDocument([{ ...fresh, title: 'Zebra escapes from a circus' }, old]),
    },
    { status: 304 },
  );
  other.respond('/down', down);
  const loaded = loadConfig(
    [
      {
        path: 'config/signpost.yaml',
        text: `
store: { path: ${JSON.stringify(join(folder, 'signpost.db'))} }
polling: { allow_hosts: ["127.0.0.1"] }
receivers:
  terminal: { type: console }
  hook: { type: webhook, url: "${new URL('/private', hook.url).href}", secret: "\${HOOK_SECRET}" }
route: { receiver: terminal, routes: [{ receiver: hook, continue: true }, { receiver: terminal }] }
group_wait: 0s
first_reading: silent
web: { port: 0 }
`,
      },
      { path: 'config/briefs/zebras.yaml', text: BRIEF },
      {
        path: 'feeds/two.yaml',
        text: `desk: two
feeds:
  - { id: news, url: "${server.url('/news')}", outlet: News, lang: en, every: 1s }
  - { id: down, url: "${other.url('/down')}", outlet: Down, lang: en, every: 1s }
`,
      },
    ],
    { platforms: PLATFORMS },
  );
  if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
  const bot = await startBot({
    config: loaded.config,
    secrets: {},
    env: { HOOK_SECRET: SECRET },
    clock: systemClock,
    log: createLog({ level: 'silent', secrets: [] }),
    random: () => 0,
    out: { write: () => undefined, color: false, width: 80 },
  });
  closing.push(bot.stop);
  return bot;
}

/** Samples by name and labels, as /metrics gives them. */
async function scrape(bot: Bot): Promise<ReadonlyMap<string, number>> {
  const answer = await fetch(`http://127.0.0.1:${bot.port}/metrics`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  const samples = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

describe('the web endpoint of the running bot', () => {
  it('counts polls, entries, matches, deliveries by outcome, the lag to the post, and the ages of feeds', async () => {
    const bot = await openBot({ status: 500 });
    const refused = 'signpost_deliveries_total{receiver="hook",kind="post",outcome="refused"}';
    let seen = await scrape(bot);
    const least = { 'signpost_polls_total{outcome="not-modified"}': 1, [refused]: 1 };
    while (Object.entries(least).some(([name, n]) => (seen.get(name) ?? 0) < n)) {
      await wait(100);
      seen = await scrape(bot);
    }

    expect(seen.get('signpost_polls_total{outcome="body"}')).toBe(3);
    expect(seen.get('signpost_polls_total{outcome="failed"}')).toBeGreaterThanOrEqual(1);
    const polls = [...seen].filter(([name]) => name.startsWith('signpost_polls_total'));
    const all = polls.reduce((sum, [, n]) => sum + n, 0);
    expect(seen.get('signpost_poll_duration_seconds_count')).toBe(all);
    expect(seen.get('signpost_poll_lag_seconds_count')).toBe(all);

    expect(seen.get('signpost_entries_total{kind="new"}')).toBe(3);
    expect(seen.get('signpost_entries_total{kind="edited"}')).toBe(1);
    // The old one, the new one, and the new one again when its headline was changed.
    expect(seen.get('signpost_matches_total{brief="zebras",indicator="seen"}')).toBe(3);

    expect(seen.get('signpost_deliveries_total{receiver="terminal",kind="post",outcome="sent"}')).toBe(1);
    expect(seen.get('signpost_deliveries_open{receiver="hook",status="pending"}')).toBeGreaterThanOrEqual(1);
    expect([...seen.keys()].filter((name) => /_open\{.*sent/.test(name))).toEqual([]);

    const lag = 'signpost_publication_to_post_seconds';
    expect(seen.get(`${lag}_count{receiver="terminal"}`)).toBe(1);
    expect(seen.get(`${lag}_bucket{le="60",receiver="terminal"}`)).toBe(0);
    expect(seen.get(`${lag}_sum{receiver="terminal"}`)).toBeGreaterThanOrEqual(90);
    expect(seen.get(`${lag}_count{receiver="hook"}`)).toBe(0);

    expect(seen.get('signpost_feeds{status="ok"}')).toBe(1);
    expect(seen.get('signpost_feeds{status="failing"}')).toBe(1);
    expect(seen.get('signpost_feed_age_seconds{feed="news"}')).toBeLessThan(30);
    expect(seen.has('signpost_feed_age_seconds{feed="down"}')).toBe(false);
    expect([seen.get('signpost_leader'), seen.get('signpost_database_up')]).toEqual([1, 1]);
    for (const name of ['process_resident_memory_bytes', 'process_cpu_seconds_total'])
      expect(seen.get(name)).toBeGreaterThan(0);
    expect(seen.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    expect([...seen.keys()].find((name) => name.startsWith('signpost_build_info'))).toMatch(
      /version="\d+\.\d+\.\d+",node="v\d+/,
    );
  });

  it('has a zero for whatever it may count, before anything happened', async () => {
    const bot = await openBot({ status: 500 });
    const seen = await scrape(bot);
    for (const name of [
      'signpost_polls_total{outcome="store"}',
      'signpost_polls_total{outcome="bug"}',
      'signpost_entries_total{kind="edited"}',
      'signpost_deliveries_total{receiver="hook",kind="post",outcome="dead"}',
      'signpost_deliveries_total{receiver="terminal",kind="answer",outcome="refused"}',
      'signpost_publication_to_post_seconds_count{receiver="hook"}',
      'signpost_deliveries_open{receiver="hook",status="dead"}',
      'signpost_feeds{status="gone"}',
      'signpost_last_backup_timestamp_seconds',
    ])
      expect([name, seen.get(name)]).toEqual([name, 0]);
    expect(seen.has('signpost_matches_total{brief="zebras",indicator="seen"}')).toBe(true);
    expect(seen.get('signpost_database_size_bytes')).toBeGreaterThan(10_000);
    expect(seen.get('signpost_disk_free_bytes')).toBeGreaterThan(0);
    const now = Date.now() / 1000;
    expect(Math.abs((seen.get('signpost_last_write_timestamp_seconds') ?? 0) - now)).toBeLessThan(600);
  });

  it.skipIf(!promtool)(
    `passes promtool${promtool ? '' : ' (skipped: promtool, Debian package prometheus, is not installed)'}`,
    async () => {
      const bot = await openBot({ status: 500 });
      const input = await (await fetch(`http://127.0.0.1:${bot.port}/metrics`)).text();
      const checked = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
      expect(checked).toMatchObject({ status: 0, stderr: '' });
    },
  );

  it('counts what docs/operations.md lists, and nothing else', async () => {
    const bot = await openBot({ status: 500 });
    const text = await (await fetch(`http://127.0.0.1:${bot.port}/metrics`)).text();
    const counted = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
    const manual = await readFile(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');
    const listed = manual
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([a-z]\w+)`/g)].map(([, name]) => name));
    expect(new Set(listed)).toEqual(new Set(counted));
  });

  it('is alive and ready, and not ready while it stops', async () => {
    // A poll under way keeps the bot from having stopped at once.
    let asked: () => void = () => undefined;
    const polling = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let answer: () => void = () => undefined;
    const bot = await openBot((_, response) => {
      answer = () => response.writeHead(500).end();
      asked();
    });
    await polling;
    const ask = async (path: string) => {
      const said = await fetch(`http://127.0.0.1:${bot.port}${path}`);
      return { status: said.status, ...((await said.json()) as { ok: boolean; detail: unknown }) };
    };
    while ((await ask('/readyz')).status !== 200) await wait(50);
    expect(await ask('/readyz')).toMatchObject({
      status: 200,
      ok: true,
      detail: { leader: true, oldestDueSeconds: 0, platforms: {} },
    });
    expect(await ask('/healthz')).toMatchObject({ status: 200, ok: true });
    const stopped = bot.stop();
    expect(await ask('/readyz')).toEqual({ status: 503, ok: false, detail: { reason: 'stopping' } });
    answer();
    await stopped;
    await expect(ask('/readyz')).rejects.toThrow('fetch failed');
  });
});
