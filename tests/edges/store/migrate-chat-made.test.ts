/** A database of 0.1.0 takes what people set up from a chat, and a copy of a store has it, too. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, describe, expect, it } from 'vitest';
import { copyStore } from '../../../src/edges/store/copies/copy-store.ts';
import { postgresDialect, type SqlDialect, sqliteDialect } from '../../../src/edges/store/engine/dialect.ts';
import { nodeSqliteDialect, openSqlite } from '../../../src/edges/store/engine/node-sqlite-dialect.ts';
import { connectPostgresDialect } from '../../../src/edges/store/engine/postgres.ts';
import { firstTables } from '../../../src/edges/store/migrations/0001-first-tables.ts';
import { peopleTables } from '../../../src/edges/store/migrations/0002-people-tables.ts';
import { heldBack } from '../../../src/edges/store/migrations/0003-held-back.ts';
import { leases } from '../../../src/edges/store/migrations/0004-leases.ts';
import { facts } from '../../../src/edges/store/migrations/0005-facts.ts';
import { auditPlace } from '../../../src/edges/store/migrations/0006-audit-place.ts';
import { openStore, type Store } from '../../../src/edges/store/open-store.ts';
import {
  addChatSign,
  removeChatSign,
  saveChatBrief,
  selectChatBriefs,
  setSignStatus,
} from '../../../src/edges/store/people/chat-briefs.ts';
import {
  addChatFeed,
  removeChatFeed,
  restFeed,
  selectChatFeeds,
  selectRestingFeeds,
  wakeFeed,
} from '../../../src/edges/store/people/chat-feeds.ts';
import { ChatSign } from '../../../src/core/indicator/chat-brief.ts';
import { describeOnPostgres } from '../../stores.ts';

const OLD = {
  '0001-first-tables': firstTables,
  '0002-people-tables': peopleTables,
  '0003-held-back': heldBack,
  '0004-leases': leases,
  '0005-facts': facts,
  '0006-audit-place': auditPlace,
};
const MADE = { by: 'discord:1', now: 1 };
const PLACE = { platform: 'discord', space: 'g1', channel: '12' };
const SIGN = ChatSign.parse({
  id: 'sign',
  name: 'A sign',
  quote: 'a sign',
  query: 'sign',
  severity: 'high',
  examples: { hits: ['A sign'], misses: ['Rain'] },
});
const HEAD = {
  title: 'T',
  happened: 'h',
  leverage: 'l',
  mechanism: 'm',
  matters: 'm',
  watch: 'w',
  lists: { actors: { quay: ['Quay'] } },
};

async function fillOld(db: Kysely<unknown>, dialect: SqlDialect): Promise<void> {
  const steps = Object.entries(OLD).map(
    ([name, up]) => [name, { up: (target: Kysely<unknown>) => up(target, dialect) }] as const,
  );
  const provider = { getMigrations: () => Promise.resolve(Object.fromEntries(steps)) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
  await db.destroy();
}

async function setUp({ db }: Store): Promise<void> {
  const feed = { id: 'post', url: 'https://post.example/', outlet: 'Post', lang: 'en' };
  expect(await addChatFeed(db, { feed, place: PLACE, by: MADE.by }, 1)).toBe(true);
  expect(await addChatFeed(db, { feed, place: PLACE, by: MADE.by }, 2)).toBe(false);
  expect(await restFeed(db, 'post', MADE.by, 1)).toBe(true);
  await saveChatBrief(db, { id: 'chat-12', head: { ...HEAD, title: 'Before' }, place: PLACE }, MADE);
  await saveChatBrief(db, { id: 'chat-12', head: HEAD, place: PLACE }, MADE);
  const sign = { status: 'asked', batch: 'b', sign: SIGN } as const;
  expect(await addChatSign(db, 'chat-12', sign, MADE)).toBe(true);
  expect(await addChatSign(db, 'chat-12', sign, MADE)).toBe(false);
  expect(await setSignStatus(db, 'chat-12', ['sign', 'other'], 'live')).toEqual(['sign']);
}

async function expectSetUp({ db }: Store): Promise<void> {
  expect(await selectChatFeeds(db)).toEqual([
    {
      feed: { id: 'post', url: 'https://post.example/', outlet: 'Post', lang: 'en' },
      place: PLACE,
      by: MADE.by,
    },
  ]);
  expect(await selectRestingFeeds(db)).toEqual(['post']);
  expect(await selectChatBriefs(db)).toEqual([
    { id: 'chat-12', head: HEAD, place: PLACE, signs: [{ status: 'live', batch: 'b', sign: SIGN }] },
  ]);
}

describe('a database of 0.1.0 on SQLite', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  it('takes feeds and signs of a chat, keeps them, copies them and gives them back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signpost-chat-made-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'old.db');
    await fillOld(new Kysely({ dialect: nodeSqliteDialect(openSqlite(file)) }), sqliteDialect);
    const store = await openStore(file);
    closing.push(store.close);
    await setUp(store);
    await expectSetUp(store);
    const copy = await openStore(join(folder, 'copy.db'));
    closing.push(copy.close);
    await copy.db.deleteFrom('facts').execute();
    await copyStore(store, copy, () => undefined);
    await expectSetUp(copy);
    expect(await wakeFeed(store.db, 'post')).toBe(true);
    expect(await removeChatFeed(store.db, 'post')).toBe(true);
    expect(await removeChatSign(store.db, 'chat-12', 'sign')).toBe(true);
    expect(await removeChatSign(store.db, 'chat-12', 'sign')).toBe(false);
  });
});

describeOnPostgres('a database of 0.1.0 on PostgreSQL', (newDatabase) => {
  it('takes feeds and signs of a chat', async () => {
    const { url } = await newDatabase();
    await fillOld(new Kysely({ dialect: await connectPostgresDialect(url) }), postgresDialect);
    const store = await openStore(url);
    await setUp(store);
    await expectSetUp(store);
    expect(await selectRestingFeeds(store.db)).toEqual(['post']);
    await store.close();
  });
});
