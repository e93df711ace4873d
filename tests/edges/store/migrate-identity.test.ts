/** A database of 0.1.0, whose names held for every feed, goes on without telling anything that was known. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, describe, expect, it } from 'vitest';
import { postgresDialect, type SqlDialect, sqliteDialect } from '../../../src/edges/store/engine/dialect.ts';
import { nodeSqliteDialect, openSqlite } from '../../../src/edges/store/engine/node-sqlite-dialect.ts';
import { connectPostgresDialect } from '../../../src/edges/store/engine/postgres.ts';
import { selectFirstReadings } from '../../../src/edges/store/first-readings.ts';
import { firstTables } from '../../../src/edges/store/migrations/0001-first-tables.ts';
import { peopleTables } from '../../../src/edges/store/migrations/0002-people-tables.ts';
import { heldBack } from '../../../src/edges/store/migrations/0003-held-back.ts';
import { leases } from '../../../src/edges/store/migrations/0004-leases.ts';
import { facts } from '../../../src/edges/store/migrations/0005-facts.ts';
import { auditPlace } from '../../../src/edges/store/migrations/0006-audit-place.ts';
import { openStore, type Store } from '../../../src/edges/store/open-store.ts';
import { DAY, HOUR, MINUTE, openNewsBench, START } from '../../app/bench-of-news.ts';
import { describeOnPostgres } from '../../stores.ts';

const OLD = {
  '0001-first-tables': firstTables,
  '0002-people-tables': peopleTables,
  '0003-held-back': heldBack,
  '0004-leases': leases,
  '0005-facts': facts,
  '0006-audit-place': auditPlace,
};

type Row = {
  readonly seq: number;
  readonly title: string;
  readonly feed?: string;
  readonly id: string;
  readonly page?: string;
  /** The names that 0.1.0 kept beside the usual ones. */
  readonly names?: readonly string[];
};

const LONG = 'Zebra herd crosses the border at Salla';

/** What 0.1.0 had seen a day ago; `page` is a canonical address. */
const ROWS: readonly Row[] = [
  { seq: 1, title: LONG, id: 'a1', page: 'https://alpha.example/herd' },
  { seq: 2, title: 'Zebra ballet', id: 'https://alpha.example/ballet', page: 'https://alpha.example/ballet' },
  // It was dropped as a namesake, and its id kept.
  {
    seq: 3,
    title: 'Readout of the zebra call between both premiers',
    id: 'r-1',
    page: 'https://alpha.example/r/1',
    names: ['id:alpha:r-2', 'url:https://alpha.example/r/2'],
  },
];

async function fillOld(db: Kysely<unknown>, dialect: SqlDialect): Promise<void> {
  const steps = Object.entries(OLD).map(
    ([name, up]) => [name, { up: (target: Kysely<unknown>) => up(target, dialect) }] as const,
  );
  const provider = { getMigrations: () => Promise.resolve(Object.fromEntries(steps)) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
  const at = START - DAY;
  await sql`insert into feeds (id, state, status, next_poll_at) values ('alpha', '{}', 'ok', 0)`.execute(db);
  for (const { seq, title, id, page, feed = 'alpha', names = [] } of ROWS) {
    await sql`insert into stories (id, headline, first_at, last_at) values (${id}, ${title}, ${at}, ${at})`.execute(
      db,
    );
    await sql`insert into entries (seq, feed_id, entry_id, title, link, canonical_url, summary, outlet, lang, published_at, seen_at, story_id, history)
      values (${seq}, ${feed}, ${id}, ${title}, ${page ?? null}, ${page ?? null}, '', ${`The ${feed}`}, 'en', ${at}, ${at}, ${id}, 0)`.execute(
      db,
    );
    const key = title.toLowerCase();
    const usual = [
      `id:${feed}:${id}`,
      `url:${page}`,
      ...(key.length < 20 ? [] : [`title:The ${feed}:${key}`]),
    ];
    for (const name of [...usual, ...names])
      await sql`insert into entry_keys (key, entry_seq, last_seen_at) values (${name}, ${seq}, ${at})`.execute(
        db,
      );
  }
  // Told long ago, and pruned since.
  for (const name of ['id:alpha:gone', 'url:https://alpha.example/gone'])
    await sql`insert into entry_keys (key, entry_seq, last_seen_at) values (${name}, null, ${at})`.execute(
      db,
    );
  // Rows written with their numbers do not move PostgreSQL's own count.
  if (dialect.name === 'postgres')
    await sql`select setval(pg_get_serial_sequence('entries', 'seq'), ${ROWS.length})`.execute(db);
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function suite(openOld: () => Promise<Store>): void {
  const open = async () => {
    const store = await openOld();
    closing.push(store.close);
    return openNewsBench(store);
  };
  const at = START - DAY;
  const all = [
    { id: 'a1', title: LONG, link: 'https://alpha.example/herd', at },
    { id: 'https://alpha.example/ballet#0', title: 'Zebra ballet', link: 'https://alpha.example/ballet', at },
    {
      id: 'r-1',
      title: 'Readout of the zebra call between both premiers',
      link: 'https://alpha.example/r/1',
      at,
    },
    {
      id: 'r-2',
      title: 'Readout of the zebra call between both premiers',
      link: 'https://alpha.example/r/2',
      at: at + HOUR,
    },
    { id: 'gone', title: 'Zebra of old', link: 'https://alpha.example/gone', at },
  ];

  it('tells nothing at the first poll that was known, in the same feed or another', async () => {
    const bench = await open();
    await bench.poll(all, START);
    await bench.poll(
      all.slice(0, 3).map((item, n) => ({ ...item, id: `b${n}`, feed: 'beta' })),
      START + MINUTE,
    );
    expect(await bench.alerts()).toEqual([]);
    const beta = await bench.store.db
      .selectFrom('entries')
      .select('history')
      .where('feed_id', '=', 'beta')
      .execute();
    expect(beta.map(({ history }) => history)).toEqual([1, 1, 1]);
  });

  it('knows them by names of their feed from then on', async () => {
    const bench = await open();
    await bench.poll(all, START);
    await bench.store.db
      .deleteFrom('entry_keys')
      .where('said_at', 'is', null)
      .where('entry_seq', 'is not', null)
      .execute();
    await bench.poll(
      all.slice(0, 2).map((item) => ({ ...item, id: `new ${item.id}` })),
      START + HOUR,
    );
    expect(await bench.alerts()).toEqual([]);
  });

  it('tells what is new in the same feed and in others, and what its names do not hold any more', async () => {
    const bench = await open();
    await bench.poll(all, START);
    await bench.poll([{ title: 'Minister resigns over zebra vaccine', at: START }], START + HOUR);
    await bench.poll(
      [{ id: 'b', title: LONG, link: 'https://beta.example/herd', at: START + 31 * DAY, feed: 'beta' }],
      START + 31 * DAY,
    );
    expect(await bench.alerts()).toHaveLength(2);
  });

  it('takes the feeds that it had for read', async () => {
    const bench = await open();
    expect([...(await selectFirstReadings(bench.store.db)).keys()]).toEqual(['feed/alpha']);
  });
}

describe('identity of a database of 0.1.0 on SQLite', () => {
  suite(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signpost-identity-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, 'signpost.db');
    const db = new Kysely<unknown>({ dialect: nodeSqliteDialect(openSqlite(path)) });
    await fillOld(db, sqliteDialect);
    await db.destroy();
    return openStore(path);
  });
});

describeOnPostgres('identity of a database of 0.1.0 on PostgreSQL', (newDatabase) => {
  suite(async () => {
    const { url } = await newDatabase();
    const db = new Kysely<unknown>({ dialect: await connectPostgresDialect(url) });
    await fillOld(db, postgresDialect);
    await db.destroy();
    return openStore(url);
  });
});
