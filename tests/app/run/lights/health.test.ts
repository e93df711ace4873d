import { linkSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Registry } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { createHealth } from '../../../../src/app/run/lights/health.ts';
import { MINUTE } from '../../../../src/core/time/duration.ts';
import { simulatedClock } from '../../../../src/edges/clock/clock.ts';
import { openStore } from '../../../../src/edges/store/open-store.ts';
import { queueNotice } from '../../../../src/edges/store/outbox/held.ts';
import { serveWeb } from '../../../../src/edges/web/serve.ts';
import { describeOnPostgres } from '../../../stores.ts';

const START = Date.UTC(2026, 8, 1);
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** The endpoint over a store, with loops that turn when they are told to. */
async function openRig(target: string) {
  const store = await openStore(target);
  closing.push(store.close);
  const clock = simulatedClock(START);
  const ticks: { poller: number | undefined; dispatcher: number | undefined } = {
    poller: undefined,
    dispatcher: undefined,
  };
  const unheard = new Map<string, string | undefined>([
    ['discord', undefined],
    ['slack', undefined],
  ]);
  const state: { leads: boolean; trouble: string | undefined } = { leads: true, trouble: undefined };
  const health = createHealth({
    store,
    clock,
    lastTicks: () => ticks,
    lastReload: () => undefined,
    target,
    receivers: () => ['room'],
    storeTrouble: () => state.trouble,
    configs: () => undefined,
    leads: () => state.leads,
    stopping: () => false,
    feeds: () => [{ id: 'never-polled', url: 'https://a.example/', outlet: 'A', lang: 'en' }],
    unheard: () => unheard,
    registry: new Registry(),
  });
  const web = await serveWeb({ host: '127.0.0.1', port: 0, ...health });
  closing.push(web.close);
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${web.port}${path}`);
    return [answer.status, await answer.text()] as const;
  };
  return { store, clock, ticks, unheard, state, ask };
}

describe('health', () => {
  it.each(['poller', 'dispatcher'] as const)(
    'is lost where the %s has not turned for five minutes',
    async (loop) => {
      const { clock, ticks, ask } = await openRig(':memory:');
      expect((await ask('/healthz'))[0]).toBe(200);
      await clock.advance(4 * MINUTE);
      Object.assign(ticks, { poller: clock.now(), dispatcher: clock.now() });
      await clock.advance(4 * MINUTE);
      const other = loop === 'poller' ? 'dispatcher' : 'poller';
      ticks[other] = clock.now();
      expect((await ask('/healthz'))[0]).toBe(200);
      await clock.advance(2 * MINUTE);
      const [status, said] = await ask('/healthz');
      expect([status, JSON.parse(said)]).toEqual([
        503,
        { ok: false, detail: { upSeconds: 600, idleSeconds: 360 } },
      ]);
      ticks[loop] = clock.now();
      expect((await ask('/healthz'))[0]).toBe(200);
    },
  );

  it('is not ready before the first look for due feeds', async () => {
    const { ticks, ask } = await openRig(':memory:');
    expect((await ask('/readyz'))[0]).toBe(503);
    ticks.poller = START;
    const [status, said] = await ask('/readyz');
    const platforms = { discord: 'entered', slack: 'entered' };
    expect([status, JSON.parse(said)]).toMatchObject([
      200,
      { ok: true, detail: { leader: true, oldestDueSeconds: 0, platforms } },
    ]);
  });

  it('says which platform cannot be entered, and is not ready where alerts wait for long', async () => {
    const { store, clock, ticks, unheard, ask } = await openRig(':memory:');
    ticks.poller = START;
    unheard.set('slack', 'the token is refused');
    expect((await ask('/readyz'))[1]).toContain('"slack":"the token is refused"');
    await queueNotice(store.db, { receiver: 'room', occasion: 'x', notice: '{}', nonce: 'n' }, START);
    await clock.advance(11 * MINUTE);
    const [status, said] = await ask('/readyz');
    expect([status, said]).toEqual([503, expect.stringContaining('has waited for 660 s')]);
    const [, numbers] = await ask('/metrics');
    expect(numbers).toContain('signpost_chat_connected{platform="discord"} 1\n');
    expect(numbers).toContain('signpost_chat_connected{platform="slack"} 0\n');
    expect(numbers).toContain('signpost_oldest_due_delivery_seconds 660\n');
    expect(numbers).toContain(`signpost_last_write_timestamp_seconds ${(START + 11 * MINUTE) / 1000}\n`);
  });

  it('is not ready where nothing can be stored', async () => {
    const { store, ticks, ask } = await openRig(':memory:');
    ticks.poller = START;
    await sql`pragma query_only = 1`.execute(store.db);
    expect((await ask('/readyz'))[0]).toBe(503);
    expect((await ask('/metrics'))[1]).toContain('signpost_database_up 0\n');
  });

  it.each([
    ['removed', (path: string) => rmSync(path), 'was removed'],
    ['replaced', (path: string) => renameSync(`${path}.other`, path), 'was replaced by another file'],
  ])('is not ready where the file of the database was %s, and is where it is back', async (_, lose, said) => {
    const folder = mkdtempSync(join(tmpdir(), 'signpost-health-'));
    closing.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
    const path = join(folder, 'x.db');
    const { ticks, ask } = await openRig(path);
    ticks.poller = START;
    expect((await ask('/readyz'))[0]).toBe(200);
    linkSync(path, `${path}.kept`);
    writeFileSync(`${path}.other`, '');
    lose(path);
    expect(await ask('/readyz')).toEqual([503, expect.stringContaining(said)]);
    expect((await ask('/metrics'))[1]).toContain('signpost_database_up 0\n');
    renameSync(`${path}.kept`, `${path}.back`);
    rmSync(path, { force: true });
    renameSync(`${path}.back`, path);
    expect((await ask('/readyz'))[0]).toBe(200);
  });

  it('is not ready where what was polled could not be stored, though the database takes a probe', async () => {
    const { ticks, state, ask } = await openRig(':memory:');
    ticks.poller = START;
    state.trouble = 'the database did not take what was polled last';
    const [status, said] = await ask('/readyz');
    expect([status, said]).toEqual([503, expect.stringContaining(state.trouble)]);
  });

  it('says of a replica that stands by that another is in the chats', async () => {
    const { ticks, state, ask } = await openRig(':memory:');
    ticks.poller = START;
    state.leads = false;
    expect(await ask('/readyz')).toEqual([
      200,
      expect.stringContaining('"discord":"another replica is there"'),
    ]);
    expect((await ask('/metrics'))[1]).toContain('signpost_chat_connected{platform="discord"} 0\n');
  });

  it('counts a feed that was never polled as new, with no age', async () => {
    const { ask } = await openRig(':memory:');
    const [, said] = await ask('/metrics');
    expect(said).toContain('signpost_feeds{status="new"} 1\n');
    expect(said).not.toContain('signpost_feed_age_seconds{');
  });
});

describeOnPostgres('health without its database', (newDatabase) => {
  it('lives, is not ready, and gives no old numbers for new ones', async () => {
    const database = await newDatabase();
    const { ticks, ask } = await openRig(database.url);
    ticks.poller = START;
    expect((await ask('/readyz'))[0]).toBe(200);
    expect((await ask('/metrics'))[1]).toContain('signpost_database_up 1\n');
    await database.drop();
    expect((await ask('/healthz'))[0]).toBe(200);
    const [status, said] = await ask('/readyz');
    expect([status, said]).toEqual([503, expect.stringContaining('the database does not answer: ')]);
    expect(said).not.toContain(new URL(database.url).password);
    const [found, numbers] = await ask('/metrics');
    expect([found, numbers]).toEqual([200, expect.stringContaining('signpost_database_up 0\n')]);
    expect(numbers).not.toContain('signpost_feeds{');
  });
});
