import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLeadership, type Leadership } from '../../../src/app/run/lead.ts';
import { simulatedClock } from '../../../src/edges/clock/clock.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { openStore, type Store } from '../../../src/edges/store/open-store.ts';
import { type Database, describeOnPostgres } from '../../stores.ts';

const log = createLog({ level: 'silent', secrets: [] });

/** A replica that notes when it begins and ends to lead. */
function replica(store: Pick<Store, 'takeLock'>, name: string, diary: string[]): Leadership & Rig {
  const clock = simulatedClock(0);
  const leadership = createLeadership({
    store,
    begin: () => {
      diary.push(`${name} begins`);
      return Promise.resolve(() => {
        diary.push(`${name} ends`);
        return Promise.resolve();
      });
    },
    clock,
    log,
    random: () => 0.5,
  });
  return { ...leadership, clock };
}
type Rig = { readonly clock: ReturnType<typeof simulatedClock> };

/** Lets time go by until it is so: the server may take a moment to let a lock go after its holder has left. */
const passUntil = async ({ clock }: Rig, done: () => boolean): Promise<void> => {
  while (!done()) {
    await clock.advance(1_000);
    await wait(5);
  }
};

const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await wait(5);
};

describe('leadership on a file', () => {
  it('is this process’s from start to stop', async () => {
    const store = await openStore(':memory:');
    const diary: string[] = [];
    const only = replica(store, 'only', diary);
    await only.start();
    expect(only.leads()).toBe(true);
    await only.stop();
    expect([diary, only.leads()]).toEqual([['only begins', 'only ends'], false]);
    await store.close();
  });

  it('does not start where what there is to begin fails, and lets the lock go', async () => {
    const store = await openStore(':memory:');
    const released: string[] = [];
    const failing = createLeadership({
      store: {
        takeLock: async (name) => {
          const lock = await store.takeLock(name);
          return lock && { ...lock, release: () => Promise.resolve(void released.push(name)) };
        },
      },
      begin: () => Promise.reject(new Error('Discord: the token is wrong')),
      clock: simulatedClock(0),
      log,
      random: () => 0.5,
    });
    await expect(failing.start()).rejects.toThrow('the token is wrong');
    expect(released).toEqual(['leader']);
    await store.close();
  });
});

describeOnPostgres('leadership of replicas', (newDatabase) => {
  let database: Database;
  let stores: readonly Store[];
  let diary: string[];
  let first: Leadership & Rig;
  let second: Leadership & Rig;
  beforeEach(async () => {
    database = await newDatabase();
    stores = await Promise.all([1, 2].map(() => openStore(database.url)));
    diary = [];
    [first, second] = stores.map((store, i) => replica(store, ['first', 'second'][i] ?? '', diary)) as [
      typeof first,
      typeof second,
    ];
    await first.start();
    await second.start();
  });
  afterEach(async () => {
    await first.stop();
    await second.stop();
    for (const store of stores) await store.close();
    await database.drop();
  });

  it('goes to whoever comes first, and on a stop to the next within seconds', async () => {
    await second.clock.advance(60_000);
    expect(diary).toEqual(['first begins']);
    await first.stop();
    await passUntil(second, () => second.leads());
    expect(diary).toEqual(['first begins', 'first ends', 'second begins']);
  });

  it('is given up when the connection behind it breaks, and taken again by one of them', async () => {
    const [store] = stores;
    if (store === undefined) throw new Error('no store');
    await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`.execute(
      store.db,
    );
    await until(() => diary.includes('first ends'));
    expect(first.leads()).toBe(false);
    await passUntil(second, () => second.leads());
    await until(() => first.clock.nextWake() !== undefined);
    await first.clock.advance(60_000);
    expect(diary).toEqual(['first begins', 'first ends', 'second begins']);
  });
});
