import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../../src/edges/store/open-store.ts';
import { storeTrouble } from '../../../../src/edges/store/engine/store-trouble.ts';
import { type Database, describeOnPostgres } from '../../../stores.ts';

const errorOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
};

/** Fills a table of its own until the database takes no more. */
const fill = (store: Store) => (): Promise<void> =>
  store.transaction(async (tx) => {
    await sql`create table filler (text)`.execute(tx);
    for (;;) await sql`insert into filler values (${'x'.repeat(20_000)})`.execute(tx);
  });

describe('trouble of an SQLite file', () => {
  let folder = '';
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'signpost-trouble-'));
    store = await openStore(join(folder, 'signpost.db'));
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is a full disk, until there is room again', async () => {
    await sql`pragma max_page_count = 200`.execute(store.db);
    const large = sql`create table filler as select zeroblob(2000000) as text`;
    for (const attempt of [fill(store), fill(store), () => large.execute(store.db)])
      expect(storeTrouble(await errorOf(attempt))).toBe('the disk of the database is full; free space on it');
    await sql`pragma max_page_count = 100000`.execute(store.db);
    await store.transaction((tx) => sql`create table filler (text)`.execute(tx));
  });

  it('is a lock of another program, taken before or in between', async () => {
    const locked = 'another program has locked the database file; end that program or its transaction';
    const write = (): Promise<unknown> =>
      store.transaction((tx) => sql`create table filler (text)`.execute(tx));
    await sql`pragma busy_timeout = 0`.execute(store.db);
    const other = new DatabaseSync(join(folder, 'signpost.db'));
    other.exec('begin immediate');
    expect(storeTrouble(await errorOf(write))).toBe(locked);
    other.exec('rollback');
    const between = await errorOf(() =>
      store.transaction(async (tx) => {
        await sql`select count(*) from entries`.execute(tx);
        other.exec('create table foreign_one (text)');
        await sql`create table filler (text)`.execute(tx);
      }),
    );
    expect(between).toMatchObject({ errcode: 517 });
    expect(storeTrouble(between)).toBe(locked);
    other.close();
    await write();
  });

  it('is no wrong query', async () => {
    expect(storeTrouble(await errorOf(() => sql`select nonsense`.execute(store.db)))).toBeUndefined();
    await sql`create table one (id integer primary key)`.execute(store.db);
    await sql`insert into one values (1)`.execute(store.db);
    expect(
      storeTrouble(await errorOf(() => sql`insert into one values (1)`.execute(store.db))),
    ).toBeUndefined();
  });

  it('is a file that must not be written, or is none', async () => {
    const reader = new DatabaseSync(join(folder, 'signpost.db'), { readOnly: true });
    const refused = await errorOf(() => reader.exec('create table filler (text)'));
    expect(storeTrouble(refused)).toContain('cannot be written');
    reader.close();
    const none = await errorOf(() => new DatabaseSync(join(folder, 'nowhere', 'signpost.db')));
    expect(storeTrouble(none)).toContain('cannot be opened');
  });
});

describe('trouble', () => {
  it.each([
    [7, 'no memory left'],
    [26, 'written over the database file'],
    [266, 'cannot be read or written'],
  ])('of SQLite is told by its code %i, or by the primary one below it', (errcode, words) => {
    expect(storeTrouble(Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode }))).toContain(
      words,
    );
  });

  it('is found inside other errors, and in nothing else', () => {
    const full = Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
    expect(storeTrouble(new Error('outer', { cause: full }))).toContain('is full');
    expect(storeTrouble(new AggregateError([new Error('a'), full]))).toContain('is full');
    for (const other of [new Error('disk full'), new TypeError('x'), 'full', undefined, { errcode: 13 }])
      expect(storeTrouble(other)).toBeUndefined();
  });
});

describeOnPostgres('trouble of a PostgreSQL server', (newDatabase) => {
  let database: Database;
  let store: Store;
  beforeEach(async () => {
    database = await newDatabase();
    store = await openStore(database.url);
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  it.each([
    ['53100', "the database server's disk is full; free space on it"],
    ['53200', 'no memory or connections left'],
    ['40P01', 'broke the transaction off'],
    ['40001', 'broke the transaction off'],
    ['08006', 'cannot be reached'],
    ['57P01', 'is shutting down'],
    ['25006', 'takes no writes'],
    ['28P01', 'refuses the login; mend DATABASE_URL'],
    ['3D000', 'is gone'],
    ['42501', 'may not write these tables'],
    ['57014', 'broke the transaction off'],
    ['XX001', 'its files are damaged'],
  ])('is what the server says with %s', async (code, words) => {
    const raise = sql.raw(`do $$ begin raise exception 'x' using errcode = '${code}'; end $$`);
    expect(storeTrouble(await errorOf(() => store.transaction((tx) => raise.execute(tx))))).toContain(words);
  });

  it('is a connection that the server ends', async () => {
    const ended = await errorOf(() =>
      store.transaction((tx) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)),
    );
    expect(storeTrouble(ended)).toMatch(/cannot be reached|is shutting down/);
    await sql`select 1`.execute(store.db);
  });

  it('is no wrong query', async () => {
    expect(storeTrouble(await errorOf(() => sql`select nonsense`.execute(store.db)))).toBeUndefined();
    const twice = sql`insert into runs values (1)`;
    expect(storeTrouble(await errorOf(() => twice.execute(store.db)))).toBeUndefined();
  });
});

describe('trouble of a server that is gone', () => {
  it.each(['refuses', 'hangs up'])('is that it cannot be reached, where it %s', async (manner) => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const close = (): Promise<unknown> => new Promise((resolve) => server.close(resolve));
    if (manner === 'refuses') await close();
    const pool = new Pool({ host: '127.0.0.1', port, user: 'x', database: 'x' });
    const error = await errorOf(() => pool.query('select 1'));
    expect(storeTrouble(error)).toContain('the database server cannot be reached');
    await pool.end();
    if (manner !== 'refuses') await close();
  });
});
