import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prune } from '../../../src/app/housekeeping/prune.ts';
import { documentNames, recognise } from '../../../src/app/ingest/recognise.ts';
import { DAY } from '../../../src/core/time/duration.ts';
import { entryNames, keptNames } from '../../../src/core/feed/entry-keys.ts';
import { selectEntries } from '../../../src/edges/store/entries.ts';
import { nameEntries } from '../../../src/edges/store/identity/entry-names.ts';
import { type AlertRig, openAlertRig } from '../rig-alerts.ts';
import { describeOnStores } from '../../stores.ts';

const NOW = Date.UTC(2026, 8, 1);
const RETENTION = 64 * DAY;
let rig: AlertRig;

beforeEach(async () => {
  rig = await openAlertRig({ startAt: NOW - 100 * DAY });
});
afterEach(() => rig.close());

const titles = async (): Promise<readonly string[]> =>
  (await selectEntries(rig.store.db, { since: 0 })).map(({ title }) => title);
const count = async (table: 'signals' | 'stories' | 'entry_keys'): Promise<number> => {
  const { n } = await rig.store.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
};

describeOnStores('prune', () => {
  it('deletes what is older than the retention, with its signals, but nothing that an alert is about', async () => {
    await rig.entry('a', 'Forgotten');
    await rig.alert('a', 'Told');
    await rig.rise('b');
    await rig.clock.advanceTo(NOW - RETENTION);
    await rig.entry('a', 'Just in time');
    expect(await prune(rig.store, RETENTION, NOW)).toEqual({ entries: 1, stories: 1, tombstones: 0 });
    expect(await titles()).toEqual(['Told', 'b rises', 'Just in time']);
    expect([await count('signals'), await count('stories')]).toEqual([3, 3]);
    expect(await prune(rig.store, RETENTION, NOW)).toEqual({ entries: 0, stories: 0, tombstones: 0 });
  });

  it('keeps the other reports of a story that was told, and the evidence of a rise', async () => {
    await rig.alert('a', 'Told');
    const told = await rig.entry('a', 'Another report');
    await rig.store.db
      .updateTable('entries')
      .set({ story_id: 'story-1' })
      .where('seq', '=', told.seq)
      .execute();
    const evidence = await rig.entry('b', 'Evidence');
    await rig.entry('b', 'Forgotten');
    await rig.store.db
      .updateTable('alerts')
      .set({ evidence: `[${evidence.seq}]` })
      .execute();
    await prune(rig.store, RETENTION, NOW);
    expect(await titles()).toEqual(['Told', 'Another report', 'Evidence']);
  });

  it('knows what it deleted when a feed brings it back, and forgets it in time', async () => {
    const { seq, text } = await rig.entry('a', 'A headline that is long enough to name an entry');
    const seenAt = rig.clock.now();
    const names = keptNames(entryNames(text)).map((key) => ({ key, seq, saidAt: text.publishedAt }));
    await nameEntries(rig.store.db, names, seenAt);
    await prune(rig.store, RETENTION, NOW);
    expect(await titles()).toEqual([]);
    const again = await recognise(rig.store.db, [text], documentNames([text]), NOW);
    expect([again.fresh, again.changed]).toEqual([[], []]);
    // It was seen today, so it is remembered for two more retentions.
    expect((await prune(rig.store, RETENTION, NOW + 2 * RETENTION)).tombstones).toBe(1);
    expect((await prune(rig.store, RETENTION, NOW + 2 * RETENTION + 1)).tombstones).toBe(3);
    expect(await count('entry_keys')).toBe(0);
    expect(
      (await recognise(rig.store.db, [text], documentNames([text]), NOW + 3 * RETENTION)).fresh,
    ).toHaveLength(1);
  });

  it('gets through more than one slice', async () => {
    const { seq } = await rig.entry('a', 'Headline 0');
    const { db } = rig.store;
    const entry = await db.selectFrom('entries').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow();
    const signal = await db.selectFrom('signals').selectAll().executeTakeFirstOrThrow();
    const more = Array.from({ length: 1_199 }, (_, i) => seq + 1 + i);
    await db
      .insertInto('entries')
      .values(more.map((each) => ({ ...entry, seq: each, entry_id: `more-${each}` })))
      .execute();
    await db
      .insertInto('signals')
      .values(more.map((each) => ({ ...signal, id: signal.id + each, entry_seq: each })))
      .execute();
    // The rows were numbered by hand; the database has to count on behind them.
    if (rig.store.dialect.name === 'postgres')
      await sql`select setval(pg_get_serial_sequence('entries', 'seq'), ${more.at(-1)}),
        setval(pg_get_serial_sequence('signals', 'id'), ${signal.id + (more.at(-1) ?? 0)})`.execute(db);
    await rig.alert('a', 'Told');
    expect((await prune(rig.store, RETENTION, NOW)).entries).toBe(1_200);
    expect(await titles()).toEqual(['Told']);
  });

  it('runs once a day by itself', async () => {
    await rig.entry('a', 'Forgotten');
    await rig.step();
    expect(await titles()).toEqual(['Forgotten']);
    rig.configure({ retention: '64d' });
    await rig.clock.advance(64 * DAY);
    await rig.step();
    expect(await titles()).toEqual(['Forgotten']);
    await rig.clock.advance(DAY);
    await rig.step();
    expect(await titles()).toEqual([]);
  });
});
