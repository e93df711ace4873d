/** Of which feeds and indicators people were told what they began with, and in which version. */
import type { Db } from './open-store.ts';
import { slicesOf } from './engine/slices.ts';

/** `feed/bbc-world` or `indicator/nato-loyalty/appointments`. */
export type FirstReading = {
  readonly subject: string;
  /** The feed's address or the hash of the query; empty where an earlier release began with it. */
  readonly version: string;
  /** Epoch milliseconds; 0 where nobody was told because it was there before. */
  readonly toldAt: number;
};

/** All of them, by subject. */
export async function selectFirstReadings(db: Db): Promise<ReadonlyMap<string, FirstReading>> {
  const rows = await db.selectFrom('first_readings').selectAll().execute();
  return new Map(
    rows.map((row) => [row.subject, { subject: row.subject, version: row.version, toldAt: row.told_at }]),
  );
}

/** Notes them, also in place of other versions. */
export async function saveFirstReadings(db: Db, readings: readonly FirstReading[]): Promise<void> {
  for (const slice of slicesOf(readings))
    await db
      .insertInto('first_readings')
      .values(slice.map(({ subject, version, toldAt }) => ({ subject, version, told_at: toldAt })))
      .onConflict((conflict) =>
        conflict.column('subject').doUpdateSet((eb) => ({
          version: eb.ref('excluded.version'),
          told_at: eb.ref('excluded.told_at'),
        })),
      )
      .execute();
}

/** How many entries some feeds have brought. */
export async function countEntries(db: Db, feeds: readonly string[]): Promise<number> {
  let count = 0;
  for (const slice of slicesOf(feeds)) {
    const row = await db
      .selectFrom('entries')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('feed_id', 'in', slice)
      .executeTakeFirstOrThrow();
    count += row.n;
  }
  return count;
}

/** How many entries of some feeds answer an indicator, and the row number of the newest; 0 and undefined for none. */
export async function countAnswers(
  db: Db,
  feeds: readonly string[],
  briefId: string,
  indicatorId: string,
): Promise<{ readonly count: number; readonly newest: number | undefined }> {
  let [count, newest, at]: [number, number | undefined, number] = [0, undefined, Number.NEGATIVE_INFINITY];
  for (const slice of slicesOf(feeds)) {
    const rows = await db
      .selectFrom('signals as s')
      .innerJoin('entries as e', 'e.seq', 's.entry_seq')
      .select(['e.seq', 's.at'])
      .where('s.brief_id', '=', briefId)
      .where('s.indicator_id', '=', indicatorId)
      .where('s.withdrawn_at', 'is', null)
      .where('e.feed_id', 'in', slice)
      .orderBy('s.at')
      .orderBy('e.seq')
      .execute();
    count += rows.length;
    const last = rows.at(-1);
    if (last !== undefined && last.at >= at) [newest, at] = [last.seq, last.at];
  }
  return { count, newest };
}
