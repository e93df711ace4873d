import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { move } from '../../../src/app/cli/move.ts';
import { initialState } from '../../../src/core/feed/poll/feed-state.ts';
import { claimDue } from '../../../src/edges/store/outbox/claims.ts';
import { settleDelivery } from '../../../src/edges/store/outbox/deliveries.ts';
import { settleFact } from '../../../src/edges/store/engine/facts.ts';
import { saveFeedState } from '../../../src/edges/store/feeds.ts';
import { openStore, type Store } from '../../../src/edges/store/open-store.ts';
import { insertSilence } from '../../../src/edges/store/people/silences.ts';
import { addAdoption } from '../../../src/edges/store/people/adoptions.ts';
import { noteRefusal } from '../../../src/edges/store/outbox/refusals.ts';
import { addSubscription } from '../../../src/edges/store/people/subscriptions.ts';
import { saveVote } from '../../../src/edges/store/people/votes.ts';
import { describeOnPostgres } from '../../stores.ts';
import { HOUR, MINUTE, openNewsBench, START } from '../bench-of-news.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-move-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const NEWS = [
  { title: 'Zebra walks into town hall', at: START },
  { title: 'Zebra walks into the town hall', at: START + HOUR, feed: 'beta' },
  { title: 'Giraffe “Łucja” — naïve, 北京', at: START + HOUR, feed: 'gamma' },
];

/** A database that a bot has worked on, with a row number that was given out and is gone. */
async function fill(store: Store): Promise<void> {
  const bench = await openNewsBench(store);
  await bench.poll(NEWS, START + HOUR);
  const many = Array.from({ length: 1_234 }, (_, i) => ({
    key: `key-${i}`,
    entry_seq: null,
    last_seen_at: i,
  }));
  for (let i = 0; i < many.length; i += 500)
    await store.db
      .insertInto('entry_keys')
      .values(many.slice(i, i + 500))
      .execute();
  await settleFact(store.db, 'delivery-salt', 'salt');
  const claim = {
    owner: 'x',
    now: START + 2 * HOUR,
    leaseFor: MINUTE,
    limit: 1,
    shared: store.dialect.shared,
  };
  const [post] = await store.transaction((tx) => claimDue(tx, claim));
  if (post === undefined) throw new Error('nothing was due');
  const ref = { channel: 'c', message: 'm' };
  await settleDelivery(store.db, post, { status: 'sent', ref, revision: 0 }, START + 2 * HOUR);
  const gone = { at: 0, actor: 'a', actor_name: 'A', action: 'mute', subject: 's', detail: '{}' };
  await store.db.insertInto('audit').values([gone, gone]).execute();
  const feed = { id: 'alpha', url: 'https://alpha.example/', outlet: 'Alpha', lang: 'en' };
  const state = initialState(feed, START, 0);
  await saveFeedState(store.db, { ...state, etag: 'W/"“naïve”"', skipHours: [3, 4] });
  const author = { author: 'discord:1', authorName: 'Ann', reason: 'because; “why”\nnot' };
  const matchers = { indicator: ['zebras'] };
  await insertSilence(store.db, { matchers, startsAt: START, expiresAt: START + HOUR, ...author }, START);
  const [alert] = await store.db.selectFrom('alerts').select('id').execute();
  const verdict = { alertId: alert?.id ?? 0, voter: 'slack:U1', voterName: 'Bö' };
  await saveVote(store.db, { ...verdict, verdict: 'relevant' }, START);
  const channel = { platform: 'slack', channel: 'C1', label: 'severity', value: 'high' } as const;
  await addSubscription(store.db, channel, { by: 'slack:U1', space: 'T1' }, START);
  await addAdoption(store.db, { platform: 'slack', space: 'T1' }, 'slack:U1', START);
  await noteRefusal(store.db, 'gone', 'no such channel; name another', START);
  await store.db.deleteFrom('audit').where('id', '=', 2).execute();
  await fillWhatPeopleMade(store, alert?.id ?? 0);
}

/** A row in each table of what people set up, tried and said of stories. */
async function fillWhatPeopleMade({ db }: Store, alertId: number): Promise<void> {
  const made = { created_by: 'slack:U1', created_at: START };
  const place = { platform: 'slack', space: 'T1', channel: 'C1' };
  await db
    .insertInto('chat_feeds')
    .values({ id: 'ours', line: '{"id":"ours"}', ...place, ...made })
    .execute();
  await db
    .insertInto('resting_feeds')
    .values({ id: 'alpha', ...made })
    .execute();
  await db
    .insertInto('chat_briefs')
    .values({ id: 'chat-c1', head: '{"title":"“naïve”"}', ...place, ...made })
    .execute();
  const sign = { brief_id: 'chat-c1', id: 'a-sign', batch: 'b1', status: 'active', sign: '{}' };
  await db
    .insertInto('chat_signs')
    .values({ ...sign, ...made })
    .execute();
  const of = { brief_id: 'chat-c1', indicator_id: 'a-sign' };
  await db
    .insertInto('started_trials')
    .values({ ...of, started_by: 'slack:U1', started_at: START })
    .execute();
  const miss = { entry_seq: 1, voter: 'slack:U1', voter_name: 'Bö', verdict: 'relevant', at: START } as const;
  await db
    .insertInto('judged_misses')
    .values({ ...of, ...miss })
    .execute();
  const stories = { kept_story: 'a', other_story: 'b', kept_alert: alertId, one: '{}', other: '{}' };
  await db
    .insertInto('story_labels')
    .values({ kind: 'part', ...stories, by_id: 'slack:U1', by_name: 'Bö', at: START })
    .execute();
}

async function dump(target: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const store = await openStore(target);
  const tables = (await store.db.introspection.getTables())
    .map(({ name }) => name)
    // The index of words is made of the entries, not moved.
    .filter((name) => !/^kysely|^sqlite|^leases$|^entry_words|^word_|vocab/.test(name))
    .toSorted();
  const all: Record<string, readonly string[]> = {};
  for (const table of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(store.db);
    const columns = Object.keys(rows[0] ?? {}).toSorted();
    all[table] = rows.map((row) => JSON.stringify(columns.map((column) => [column, row[column]]))).toSorted();
  }
  await store.close();
  return all;
}

describeOnPostgres('move', (newDatabase) => {
  it('takes everything to PostgreSQL and back, and the bot goes on where it was', async () => {
    const [before, after] = [join(folder, 'before.db'), join(folder, 'after.db')];
    const first = await openStore(before);
    await fill(first);
    await first.close();
    const database = await newDatabase();
    const said: string[] = [];
    await move(before, database.url, (line) => said.push(line));
    const moved = await dump(database.url);
    expect(moved).toEqual(await dump(before));
    // A table that is empty would agree with anything.
    const empty = Object.entries(moved).flatMap(([name, rows]) => (rows.length === 0 ? [name] : []));
    expect(empty).toEqual(['entry_versions', 'first_readings', 'stale_words']);
    expect(Object.keys(moved).length).toBeGreaterThan(20);
    expect(said.join('\n')).toMatch(/1\d{3} {2}entry_keys\n/);
    expect(said.join('\n')).not.toContain(new URL(database.url).password);

    const store = await openStore(database.url);
    const bench = await openNewsBench(store);
    const known = await bench.alerts();
    await bench.poll(NEWS, START + 2 * HOUR);
    expect(await bench.alerts()).toEqual(known);
    await bench.poll([{ title: 'Zebra swims to Basel', at: START + 3 * HOUR }], START + 3 * HOUR);
    const ids = await store.db.selectFrom('alerts').select('id').orderBy('id').execute();
    expect(ids.map(({ id }) => id)).toEqual(ids.map((_, i) => i + 1));
    expect(ids).toHaveLength(known.length + 1);
    await store.close();

    await move(database.url, after, () => undefined);
    expect(await dump(after)).toEqual(await dump(database.url));
    const back = await openStore(after);
    const row = { at: 0, actor: 'a', actor_name: 'A', action: 'mute', subject: 's', detail: '{}' };
    const { id } = await back.db.insertInto('audit').values(row).returning('id').executeTakeFirstOrThrow();
    expect(id).toBe(3);
    await back.close();
    await database.drop();
  });

  it('refuses a target with rows, and leaves it as it was', async () => {
    const [source, database] = [join(folder, 'a.db'), await newDatabase()];
    for (const target of [source, database.url]) {
      const store = await openStore(target);
      await fill(store);
      await store.close();
    }
    const before = await dump(database.url);
    await expect(move(source, database.url, () => undefined)).rejects.toThrow(
      /is not empty: it has rows in .*alerts/,
    );
    expect(await dump(database.url)).toEqual(before);
    await database.drop();
  });

  it('refuses while a bot runs on either side', async () => {
    const [source, database] = [join(folder, 'a.db'), await newDatabase()];
    const running = await openStore(source);
    await expect(move(source, database.url, () => undefined)).rejects.toThrow(
      /another signpost is running on/,
    );
    await running.close();
    const replica = await openStore(database.url);
    const lock = await replica.takeLock('leader');
    await expect(move(source, database.url, () => undefined)).rejects.toThrow(
      /a signpost is running on PostgreSQL at .*; stop every one of them first/,
    );
    await lock?.release();
    await replica.close();
    await database.drop();
  });

  it('keeps nothing where the target refuses a row', async () => {
    const [source, database] = [join(folder, 'a.db'), await newDatabase()];
    const store = await openStore(source);
    await fill(store);
    await store.close();
    const target = await openStore(database.url);
    await sql`alter table alerts add constraint never check (id > 1000)`.execute(target.db);
    await target.close();
    const empty = await dump(database.url);
    await expect(move(source, database.url, () => undefined)).rejects.toThrow(
      /violates check constraint "never"/,
    );
    expect(await dump(database.url)).toEqual(empty);
    await database.drop();
  });
});

describe('move', () => {
  it('names a source that is not there', async () => {
    await expect(move(join(folder, 'none.db'), join(folder, 'b.db'), () => undefined)).rejects.toThrow(
      /there is no database at .*none\.db; has the bot run yet\?/,
    );
  });

  it('copies one file into another', async () => {
    const [from, to] = [join(folder, 'a.db'), join(folder, 'b.db')];
    const store = await openStore(from);
    await fill(store);
    await store.close();
    await move(from, to, () => undefined);
    expect(await dump(to)).toEqual(await dump(from));
  });
});
