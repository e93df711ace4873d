import { createServer } from 'node:net';
import { once } from 'node:events';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/edges/store/open-store.ts';
import { describeOnPostgres } from '../../stores.ts';

const told = async (target: string): Promise<string> => {
  const error = await openStore(target).then(
    () => new Error('it opened'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('something else was thrown');
  const all = JSON.stringify([error.message, error.stack, error.cause]);
  expect(all).not.toContain('hunter2');
  return error.message;
};

describe('a PostgreSQL that is not there', () => {
  it.each([
    [
      'postgres://me:hunter2@127.0.0.1:1/news',
      /^PostgreSQL at 127.0.0.1:1\/news cannot be reached .*ECONNREFUSED/,
    ],
    ['postgres://me:hunter2@no-such-host.invalid/news', /cannot be reached .*see that the server is running/],
    ['postgres://me:hunter2 @[/news', /^DATABASE_URL is not an address; write it as/],
  ])('is told without its password: %s', async (url, message) => {
    expect(await told(url)).toMatch(message);
  });

  it('is told of when something else listens at its port', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    expect(await told(`postgres://me:hunter2@127.0.0.1:${port}/news`)).toMatch(/cannot be/);
    server.close();
  });
});

describeOnPostgres('PostgreSQL', (newDatabase) => {
  it('goes on after the server has ended its connections in the midst of a transaction', async () => {
    const database = await newDatabase();
    const store = await openStore(database.url);
    const other = await openStore(database.url);
    const broken = store.transaction(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0}, 5000)`.execute(other.db);
      // The server's word arrives while nobody asks it anything: an error that nobody hears would end the process.
      await new Promise((resolve) => setTimeout(resolve, 50));
      await sql`select 1`.execute(tx);
    });
    await expect(broken).rejects.toThrow(/terminat|queryable|connection/i);
    await expect(store.transaction((tx) => sql`select 1`.execute(tx))).resolves.toBeDefined();
    await store.close();
    await other.close();
    await database.drop();
  });

  it('is brought up to date once, however many processes start at the same time', async () => {
    const database = await newDatabase();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(database.url)));
    const [first] = stores;
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
      first?.db ?? (await openStore(database.url)).db,
    );
    expect(rows.map(({ name }) => name)).toEqual([...new Set(rows.map(({ name }) => name))]);
    expect(rows.length).toBeGreaterThanOrEqual(4);
    for (const store of stores) await store.close();
    await database.drop();
  });

  it('gives numbers for what SQLite gives numbers for', async () => {
    const database = await newDatabase();
    const store = await openStore(database.url);
    await store.db
      .insertInto('feeds')
      .values({ id: 'a', state: '{}', status: 'ok', next_poll_at: 8_640_000_000_000_000 })
      .execute();
    const row = await store.db
      .selectFrom('feeds')
      .select((eb) => [
        'next_poll_at',
        eb.fn.countAll().as('count'),
        eb.fn.sum('next_poll_at').as('sum'),
        eb.fn.max('next_poll_at').as('max'),
      ])
      .groupBy('next_poll_at')
      .executeTakeFirstOrThrow();
    const far = 8_640_000_000_000_000;
    expect(row).toEqual({ next_poll_at: far, count: 1, sum: far, max: far });
    expect(await store.db.selectFrom('feeds').selectAll().where('id', 'in', []).execute()).toEqual([]);
    await store.close();
    await database.drop();
  });

  it('says what to mend of the login and the name', async () => {
    const database = await newDatabase();
    const url = new URL(database.url);
    url.password = 'hunter2';
    expect(await told(url.href)).toMatch(/refuses the login; mend user and password in DATABASE_URL$/);
    const nowhere = new URL(database.url);
    nowhere.pathname = '/no_such_database';
    expect(await told(nowhere.href)).toMatch(/does not exist; create it with createdb/);
    await database.drop();
  });

  it('is refused where it is too old or cannot hold every headline', async () => {
    const database = await newDatabase();
    const store = await openStore(database.url);
    const name = new URL(database.url).pathname.slice(1);
    const pretend = async (version: string, encoding: string): Promise<string> => {
      await sql
        .raw(
          `create schema if not exists fake;
           create or replace function fake.current_setting(text) returns text language sql as
           $$ select case $1 when 'server_version_num' then '${version}' when 'server_encoding' then '${encoding}'
              else '14.9' end $$;
           alter database ${name} set search_path = fake, pg_catalog, public`,
        )
        .execute(store.db);
      return told(database.url);
    };
    expect(await pretend('140009', 'UTF8')).toMatch(/is version 14.9; Signpost needs PostgreSQL 15 or newer/);
    expect(await pretend('150000', 'LATIN1')).toMatch(
      /keeps text as LATIN1.*create the database with encoding UTF8/,
    );
    await store.close();
    await database.drop();
  });

  it('goes on after its connections were cut', async () => {
    const database = await newDatabase();
    const store = await openStore(database.url);
    const other = await openStore(database.url);
    await store.db.selectFrom('feeds').selectAll().execute();
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(other.db);
    await expect
      .poll(() =>
        store.db
          .selectFrom('feeds')
          .selectAll()
          .execute()
          .catch(() => 'cut'),
      )
      .toEqual([]);
    await store.close();
    await other.close();
    await database.drop();
  });

  it('undoes one of two transactions that wait for each other, and runs it again', async () => {
    const database = await newDatabase();
    const store = await openStore(database.url);
    for (const id of ['a', 'b'])
      await store.db.insertInto('feeds').values({ id, state: '{}', status: 'ok', next_poll_at: 0 }).execute();
    let runs = 0;
    const touch = (order: readonly string[], barrier: () => Promise<void>) =>
      store.transaction(async (tx) => {
        runs++;
        for (const [i, id] of order.entries()) {
          if (i === 1 && runs <= 2) await barrier();
          await tx
            .updateTable('feeds')
            .set((eb) => ({ next_poll_at: eb('next_poll_at', '+', 1) }))
            .where('id', '=', id)
            .execute();
        }
      });
    let waiting = 0;
    let open: () => void = () => undefined;
    const both = new Promise<void>((resolve) => {
      open = resolve;
    });
    const barrier = (): Promise<void> => {
      if (++waiting === 2) open();
      return both;
    };
    await Promise.all([touch(['a', 'b'], barrier), touch(['b', 'a'], barrier)]);
    const rows = await store.db.selectFrom('feeds').select('next_poll_at').execute();
    expect([runs, rows.map((row) => row.next_poll_at)]).toEqual([3, [2, 2]]);
    await store.close();
    await database.drop();
  });
});
