/** A database of 0.1.0 whose alerts are sent, held, in doubt and waiting goes on as one of messages. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, describe, expect, it } from 'vitest';
import { type AlertWriter, raise } from '../../../src/app/ingest/open-alerts.ts';
import { deliveryNamer } from '../../../src/app/ingest/name-delivery.ts';
import { storyAlert } from '../../../src/core/alert/alert.ts';
import { claimDue } from '../../../src/edges/store/outbox/claims.ts';
import { postgresDialect, type SqlDialect, sqliteDialect } from '../../../src/edges/store/engine/dialect.ts';
import { nodeSqliteDialect, openSqlite } from '../../../src/edges/store/engine/node-sqlite-dialect.ts';
import { connectPostgresDialect } from '../../../src/edges/store/engine/postgres.ts';
import { selectHeld } from '../../../src/edges/store/outbox/held.ts';
import { firstTables } from '../../../src/edges/store/migrations/0001-first-tables.ts';
import { peopleTables } from '../../../src/edges/store/migrations/0002-people-tables.ts';
import { heldBack } from '../../../src/edges/store/migrations/0003-held-back.ts';
import { leases } from '../../../src/edges/store/migrations/0004-leases.ts';
import { facts } from '../../../src/edges/store/migrations/0005-facts.ts';
import { auditPlace } from '../../../src/edges/store/migrations/0006-audit-place.ts';
import { openStore, type Store } from '../../../src/edges/store/open-store.ts';
import { BRIEF } from '../../app/rig-alerts.ts';
import { describeOnPostgres } from '../../stores.ts';

const AT = Date.UTC(2026, 8, 1);
const OLD = {
  '0001-first-tables': firstTables,
  '0002-people-tables': peopleTables,
  '0003-held-back': heldBack,
  '0004-leases': leases,
  '0005-facts': facts,
  '0006-audit-place': auditPlace,
};

/** Brings an empty database to where 0.1.0 left it, with what it had queued. */
async function fillOld(db: Kysely<unknown>, dialect: SqlDialect): Promise<void> {
  const steps = Object.entries(OLD).map(
    ([name, up]) => [name, { up: (target: Kysely<unknown>) => up(target, dialect) }] as const,
  );
  const provider = { getMigrations: () => Promise.resolve(Object.fromEntries(steps)) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
  const story = async (id: string, seq: number): Promise<void> => {
    await sql`insert into stories (id, headline, first_at, last_at) values (${id}, ${id}, ${AT}, ${AT})`.execute(
      db,
    );
    await sql`insert into entries (seq, feed_id, entry_id, title, summary, outlet, lang, published_at, seen_at, story_id, history)
      values (${seq}, 'gazette', ${`e${seq}`}, ${`Headline ${seq}`}, '', 'Gazette', 'en', ${AT}, ${AT}, ${id}, 0)`.execute(
      db,
    );
  };
  const alert = (
    id: number,
    key: string,
    kind: string,
    storyId: string | null,
    seq: number,
    revision: number,
  ) =>
    sql`insert into alerts (id, key, kind, brief_id, indicator_id, story_id, entry_seq, severity, labels, evidence, finding, revision, opened_at, updated_at)
      values (${id}, ${key}, ${kind}, 'harbour', 'a', ${storyId}, ${seq}, 'medium', '{}', '[]', ${kind === 'story' ? null : 'It rose.'}, ${revision}, ${AT}, ${AT})`.execute(
      db,
    );
  let id = 0;
  const delivery = (
    alertId: number,
    kind: string,
    revision: number,
    status: string,
    more: { ref?: string; maybe?: number; by?: string; told?: number } = {},
  ) => {
    id += 1;
    return sql`insert into deliveries (id, alert_id, receiver, kind, revision, nonce, status, created_at, next_attempt_at, due_at, maybe_sent_at, ref, sent_at, withheld_by, reason, told_in)
      values (${id}, ${alertId}, 'room', ${kind}, ${revision}, ${`nonce-${id}`}, ${status}, ${AT}, ${AT}, ${AT}, ${more.maybe ?? null}, ${more.ref ?? null}, ${more.ref === undefined ? null : AT}, ${more.by ?? null}, ${more.by === undefined ? null : 'why'}, ${more.told ?? null})`.execute(
      db,
    );
  };
  const ref = (message: string): string => JSON.stringify({ channel: 'c', message });
  await story('told-twice', 1);
  await alert(1, 'story/told-twice/harbour/a', 'story', 'told-twice', 1, 2);
  await alert(2, 'story/told-twice/harbour/b', 'story', 'told-twice', 1, 1);
  await delivery(1, 'post', 0, 'sent', { ref: ref('first') });
  await delivery(1, 'edit', 2, 'pending');
  await delivery(2, 'post', 0, 'sent', { ref: ref('second') });
  await delivery(2, 'edit', 1, 'pending');
  await story('in-doubt', 2);
  await alert(3, 'story/in-doubt/harbour/a', 'story', 'in-doubt', 2, 0);
  await delivery(3, 'post', 0, 'uncertain', { maybe: AT });
  await story('waiting', 3);
  await alert(4, 'story/waiting/harbour/a', 'story', 'waiting', 3, 0);
  await delivery(4, 'post', 0, 'pending');
  await story('held', 4);
  await alert(5, 'story/held/harbour/a', 'story', 'held', 4, 0);
  await delivery(5, 'post', 0, 'suppressed', { by: 'quiet-hours' });
  await alert(6, 'rising/harbour/a/active/2026-09-01', 'rising', null, 4, 0);
  await delivery(6, 'post', 0, 'sent', { ref: ref('rise') });
  await alert(7, 'story/grouped/harbour/a', 'story', 'held', 4, 0);
  await delivery(7, 'post', 0, 'superseded', { told: 8 });
}

const names = deliveryNamer('salt');
const writer: AlertWriter = {
  route: { match: {}, receiver: 'room', continue: false, routes: [] },
  groupWait: 0,
  placeholders: new Map(),
  nameDelivery: names,
};

/** Checks what stands there; the answer is what a further sign of a story with two messages adds, by message. */
async function addedAfter(store: Store): Promise<readonly (readonly [number | null, string])[]> {
  const { db } = store;
  const messages = await db.selectFrom('messages').selectAll().orderBy('id').execute();
  expect(messages.map(({ subject, revision }) => [subject, revision])).toEqual([
    ['story/told-twice', 2],
    ['story/told-twice/harbour/b', 1],
    ['story/in-doubt', 0],
    ['story/waiting', 0],
    ['story/held/harbour/a', 0],
    ['rising/harbour/a/active/2026-09-01', 0],
    ['story/held', 0],
  ]);
  const members = await db.selectFrom('message_alerts').selectAll().orderBy('alert_id').execute();
  expect(members.map(({ alert_id, status }) => [alert_id, status])).toEqual([
    [1, 'shown'],
    [2, 'shown'],
    [3, 'due'],
    [4, 'due'],
    [5, 'withheld'],
    [6, 'shown'],
    [7, 'shown'],
  ]);
  const open = await store.transaction((tx) =>
    claimDue(tx, { owner: 'new', now: AT, leaseFor: 60_000, limit: 50, shared: store.dialect.shared }),
  );
  // Names and the messages that are edited are those of 0.1.0; what was in doubt is still looked for.
  expect(
    open.map(({ kind, nonce, prior, maybeSentAt }) => [kind, nonce, prior?.message, maybeSentAt]),
  ).toEqual([
    ['edit', 'nonce-2', 'first', undefined],
    ['edit', 'nonce-4', 'second', undefined],
    ['post', 'nonce-5', undefined, AT],
    ['post', 'nonce-6', undefined, undefined],
  ]);
  expect((await selectHeld(db, { untoldBy: 'quiet-hours' })).map(({ alertId }) => alertId)).toEqual([5]);
  const [indicator] = BRIEF.indicators;
  if (indicator === undefined) throw new Error('the brief has no indicator');
  const draft = storyAlert({ ...indicator, id: 'c', severity: 'high' }, 'told-twice', {
    briefId: 'harbour',
    entry: 1,
    text: { outlet: 'Gazette', lang: 'en' },
  });
  await store.transaction((tx) => raise(tx, writer, draft, AT));
  const added = await db.selectFrom('deliveries').selectAll().where('id', '>', 9).orderBy('id').execute();
  return added.map(({ message_id, kind }) => [message_id, kind] as const);
}

/** Of several messages of one story the earliest takes what is new. */
const TO_THE_EARLIEST = [
  [1, 'edit'],
  [1, 'answer'],
];

describe('a database of 0.1.0 on SQLite', () => {
  let folder: string;
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('goes on with messages', async () => {
    folder = await mkdtemp(join(tmpdir(), 'signpost-migrate-'));
    const path = join(folder, 'signpost.db');
    const old = new Kysely<unknown>({ dialect: nodeSqliteDialect(openSqlite(path)) });
    await fillOld(old, sqliteDialect);
    await old.destroy();
    const store = await openStore(path);
    expect(await addedAfter(store)).toEqual(TO_THE_EARLIEST);
    await store.close();
  });
});

describeOnPostgres('a database of 0.1.0 on PostgreSQL', (newDatabase) => {
  it('goes on with messages', async () => {
    const { url, drop } = await newDatabase();
    const old = new Kysely<unknown>({ dialect: await connectPostgresDialect(url) });
    await fillOld(old, postgresDialect);
    for (const table of ['alerts', 'deliveries', 'entries'])
      await sql`select setval(pg_get_serial_sequence(${table}, ${table === 'entries' ? 'seq' : 'id'}), 100)`.execute(
        old,
      );
    await old.destroy();
    const store = await openStore(url);
    expect(await addedAfter(store)).toEqual(TO_THE_EARLIEST);
    await store.close();
    await drop();
  });
});
