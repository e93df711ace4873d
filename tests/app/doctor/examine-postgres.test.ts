import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { examinePostgres } from '../../../src/app/doctor/examine-postgres.ts';
import { hasRoom } from '../../../src/app/doctor/examine-disk.ts';
import { openStore } from '../../../src/edges/store/open-store.ts';
import { describeOnPostgres } from '../../stores.ts';

const lines = async (url: string, now: () => number = Date.now): Promise<readonly string[]> =>
  (await examinePostgres(url, now)).map(
    (finding) =>
      `${finding.kind} ${finding.about}: ${finding.said}${finding.kind === 'good' ? '' : ` → ${finding.remedy}`}`,
  );

describeOnPostgres('the doctor on PostgreSQL', (newDatabase) => {
  it('says what is there and changes nothing', async () => {
    const database = await newDatabase();
    expect(await lines(database.url)).toEqual([
      expect.stringMatching(
        /^good database: PostgreSQL at 127\.0\.0\.1:\d+\/\w+, version \d+.*; empty so far$/,
      ),
      'good clock: within 1 s of the database server',
    ]);
    const store = await openStore(database.url);
    expect((await lines(database.url))[0]).toMatch(/; 0 entries, 0 alerts$/);
    await store.close();
    await database.drop();
  });

  it.each([
    [-60_000, 'bad clock: 1m behind the database server'],
    [60_000, 'bad clock: 1m ahead of the database server'],
  ])('compares the clocks (%d ms off)', async (off, words) => {
    const database = await newDatabase();
    const found = await lines(database.url, () => Date.now() + off);
    expect(found[1]).toContain(words);
    expect(found[1]).toContain('→ set the clocks');
    await database.drop();
  });

  it('says where it takes no changes', async () => {
    const database = await newDatabase();
    const store = await openStore(database.url);
    const name = new URL(database.url).pathname.slice(1);
    await sql`alter database ${sql.ref(name)} set default_transaction_read_only = on`.execute(store.db);
    await store.close();
    expect(await lines(database.url)).toContain(
      'bad database: takes no changes: it is a standby or set read-only → name its primary server in DATABASE_URL',
    );
    await database.drop();
  });

  it('says where the user may not create tables', async () => {
    const database = await newDatabase();
    const store = await openStore(database.url);
    const role = `reader_${new URL(database.url).pathname.slice(1)}`;
    await sql`create role ${sql.ref(role)} login password 'reads'`.execute(store.db);
    const url = Object.assign(new URL(database.url), { username: role, password: 'reads' });
    await sql`grant select on entries, alerts to ${sql.ref(role)}`.execute(store.db);
    expect(await lines(url.href)).toContain(
      'bad database: the user may not create tables there → make the user the owner of the database, or grant it create on schema public',
    );
    const wrong = Object.assign(new URL(url), { password: 'guessed' });
    expect(await lines(wrong.href)).toEqual([
      expect.stringMatching(/^bad database: .* refuses the login → mend user and password in DATABASE_URL$/),
    ]);
    await sql`drop owned by ${sql.ref(role)}`.execute(store.db);
    await sql`drop role ${sql.ref(role)}`.execute(store.db);
    await store.close();
    await database.drop();
  });
});

describe('the doctor', () => {
  it('says what to do where the server is down', async () => {
    expect(await lines('postgres://me:geheim@127.0.0.1:9/news')).toEqual([
      'bad database: PostgreSQL at 127.0.0.1:9/news cannot be reached (connect ECONNREFUSED 127.0.0.1:9) → see that the server is running and that DATABASE_URL names its host and port',
    ]);
  });

  it.each([
    [0, 0, false],
    [199e6, 1e6, false],
    [201e6, 1e6, true],
    [201e6, 202e6, false],
    [1e12, 0, true],
  ])('wants room for some days and for a backup (%d free, %d taken)', (free, size, enough) => {
    expect(hasRoom(free, size)).toBe(enough);
  });
});
