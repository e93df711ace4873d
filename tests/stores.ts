/** The stores that a suite runs on: SQLite in memory and, where a server can be had, PostgreSQL. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { openStore, type Store } from '../src/edges/store/open-store.ts';

export type OpenStore = () => Promise<Store>;

/** The server that this run shares, or why there is none. */
const answer = await fetch(inject('postgresDesk'));
const said = await answer.text();
/** The address of the server's maintenance database; undefined where no server can be had. */
const postgresUrl: string | undefined = answer.ok ? said : undefined;

const openInMemory: OpenStore = () => openStore(':memory:');
let current = openInMemory;

/** A new, empty store of the kind that the suite under way runs on; SQLite where it runs on one only. */
export function newStore(): Promise<Store> {
  return current();
}

/** Runs a suite on every store. `open` is `newStore`; what it opens is to be closed at the end of the test. */
export function describeOnStores(
  name: string,
  suite: (open: OpenStore, kind: 'sqlite' | 'postgres') => void,
): void {
  describe(`${name} on SQLite`, () => {
    suite(newStore, 'sqlite');
  });
  describeOnPostgres(`${name} on PostgreSQL`, (newDatabase) => {
    // Making a database takes a second on a busy machine, emptying one a few milliseconds.
    const idle: Store[] = [];
    const all: Store[] = [];
    const open: OpenStore = async () => {
      const store = idle.pop() ?? (await openStore((await newDatabase()).url));
      if (!all.includes(store)) all.push(store);
      const close = async (): Promise<void> => {
        await empty(store);
        idle.push(store);
      };
      return { ...store, close };
    };
    beforeAll(() => {
      current = open;
    });
    afterAll(async () => {
      current = openInMemory;
      for (const store of all) await store.close();
    });
    suite(newStore, 'postgres');
  });
}

/** Takes every row away and lets row numbers begin at 1 again; `truncate` makes new files and takes twenty times as long. */
async function empty({ db }: Store): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`set session_replication_role = replica`.execute(connection);
    await sql`do $$ declare name text; begin
      for name in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
        execute format('delete from %I', name);
      end loop;
      for name in select sequencename from pg_sequences where schemaname = 'public' and last_value is not null loop
        perform setval(name::regclass, 1, false);
      end loop;
    end $$`.execute(connection);
    await sql`set session_replication_role = default`.execute(connection);
  });
}

export type Database = { readonly url: string; readonly drop: () => Promise<void> };

/** Runs a suite with empty databases on the shared server, or reports it as skipped in a line that says why. */
export function describeOnPostgres(
  name: string,
  suite: (newDatabase: () => Promise<Database>) => void,
): void {
  const title = postgresUrl === undefined ? `${name} (skipped: ${said})` : name;
  describe.skipIf(postgresUrl === undefined).each([title])('%s', () => {
    const url = postgresUrl ?? '';
    const left = new Set<string>();
    const drop = async (database: string): Promise<void> => {
      left.delete(database);
      await maintain(url, `drop database if exists ${database} with (force)`);
    };
    afterAll(async () => {
      for (const database of left) await drop(database);
    });
    suite(async () => {
      const database = `signpost_${randomBytes(8).toString('hex')}`;
      left.add(database);
      await maintain(url, `create database ${database} template template0 encoding 'UTF8'`);
      const own = new URL(url);
      own.pathname = `/${database}`;
      return { url: own.href, drop: () => drop(database) };
    });
  });
}

async function maintain(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
