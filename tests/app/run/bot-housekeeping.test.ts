import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { PLATFORMS } from '../../../src/app/run/platforms.ts';
import { startBot } from '../../../src/app/run/wire.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { simulatedClock } from '../../../src/edges/clock/clock.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { enqueueDelivery } from '../../../src/edges/store/outbox/deliveries.ts';
import { openStore } from '../../../src/edges/store/open-store.ts';
import { insertSilence } from '../../../src/edges/store/people/silences.ts';
import { SMALL_SETTINGS, spoil } from '../../config/small-config.ts';
import { rssDocument, startFeedServer } from '../../peers/feed-server.ts';
import { givenAlert, givenMessage } from '../../store-rows.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

it('the running bot withholds what is silenced and says so when the silence is over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-house-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'signpost.db');
  const server = await startFeedServer();
  closing.push(server.close);
  server.respond('/feed', { body: rssDocument([]) });

  const before = await openStore(path);
  const clock = simulatedClock(Date.now());
  const now = clock.now();
  const alertId = await givenAlert(before, now);
  const messageId = await givenMessage(before, alertId, 'terminal', now);
  const row = { messageId, receiver: 'terminal', kind: 'post', revision: 0, nonce: 'n-1' } as const;
  await enqueueDelivery(before.db, { ...row, notice: undefined, dueAt: now }, now);
  const author = { author: 'discord:1', authorName: 'Ann', reason: undefined };
  const matchers = { severity: ['high'] };
  await insertSilence(before.db, { matchers, startsAt: now, expiresAt: now + 8_000, ...author }, now);
  await before.close();

  const loaded = loadConfig(
    spoil(
      {
        path: 'config/signpost.yaml',
        text: `${SMALL_SETTINGS}store: { path: ${JSON.stringify(path)} }\npolling: { allow_hosts: ["127.0.0.1"] }\nweb: { port: 0 }\n`,
      },
      {
        path: 'feeds/one.yaml',
        text: `desk: one\nfeeds:\n  - { id: one, url: "${server.url('/feed')}", outlet: One, lang: en }\n`,
      },
    ),
    { platforms: PLATFORMS },
  );
  if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
  let printed = '';
  let seen: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    seen = resolve;
  });
  let held: () => void = () => undefined;
  const withheld = new Promise<void>((resolve) => {
    held = resolve;
  });
  const bot = await startBot({
    config: loaded.config,
    secrets: {},
    env: {},
    clock,
    log: createLog({
      level: 'info',
      secrets: [],
      destination: {
        write: (line) => {
          if (line.includes('held back')) held();
        },
      },
    }),
    random: () => 0,
    out: {
      write: (text) => {
        printed += text;
        if (text.includes('Silence')) seen();
      },
      color: false,
      width: 100,
    },
  });
  closing.push(bot.stop);
  await withheld;
  await clock.advance(10_000);
  await told;
  expect(printed).toContain(`Silence 1 on severity high by Ann ended; it withheld 1 alert: ${alertId}.`);
  expect(printed).toContain(`#${alertId} A headline`);
  expect(printed).not.toContain('HIGH');
}, 600_000);
