import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../../src/edges/store/open-store.ts';
import { type Database, describeOnPostgres } from '../../../stores.ts';

describe('a lock on a file of one process', () => {
  it('is always to be had', async () => {
    const store = await openStore(':memory:');
    const lock = await store.takeLock('leader');
    expect(lock?.held.aborted).toBe(false);
    await lock?.release();
    await store.close();
  });
});

describeOnPostgres('a lock that processes share', (newDatabase) => {
  let database: Database;
  let one: Store;
  let other: Store;
  beforeEach(async () => {
    database = await newDatabase();
    one = await openStore(database.url);
    other = await openStore(database.url);
  });
  afterEach(async () => {
    await one.close();
    await other.close();
    await database.drop();
  });

  it('is held by one until that one lets go', async () => {
    const lock = await one.takeLock('leader');
    expect(lock).toBeDefined();
    expect(await other.takeLock('leader')).toBeUndefined();
    expect(await other.takeLock('another')).toBeDefined();
    await lock?.release();
    const next = await other.takeLock('leader');
    expect([lock?.held.aborted, next?.held.aborted]).toEqual([true, false]);
    await next?.release();
  });

  it('is lost with its connection, which its holder hears of at once', async () => {
    const lock = await one.takeLock('leader');
    if (lock === undefined) throw new Error('the lock was not to be had');
    const lost = once(lock.held, 'abort');
    await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`.execute(
      other.db,
    );
    await lost;
    const next = await other.takeLock('leader');
    expect(next?.held.aborted).toBe(false);
    await next?.release();
    await lock.release();
  });

  it('is lost by a process that is frozen, which hears of it when it goes on', async () => {
    const holder = spawn(
      process.execPath,
      [join(import.meta.dirname, 'hold-lock.ts'), database.url, '6000'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    try {
      const lines = createInterface({ input: holder.stdout })[Symbol.asyncIterator]();
      expect((await lines.next()).value).toBe('held');
      expect(await other.takeLock('leader')).toBeUndefined();
      holder.kill('SIGSTOP');
      await other.db.connection().execute(async (connection) => {
        // Waits until the server gives the lock to somebody else.
        await sql`select pg_advisory_lock(hashtextextended('signpost/leader', 0))`.execute(connection);
        holder.kill('SIGCONT');
        expect((await lines.next()).value).toBe('lost');
      });
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'close');
    }
  });
});
