/** The level each indicator stands at, and since when; so that a rise is told once. */
import type { Db } from './open-store.ts';

/** What 0.1.0 called the level `seen`. */
const LEVEL_OF_0_1 = 'stirring';

export type StoredStanding = { readonly level: string; readonly since: number };

/** The level an indicator was last found at; undefined before its first signal. */
export async function loadStanding(
  db: Db,
  briefId: string,
  indicatorId: string,
): Promise<StoredStanding | undefined> {
  const row = await db
    .selectFrom('standings')
    .select(['level', 'since'])
    .where('brief_id', '=', briefId)
    .where('indicator_id', '=', indicatorId)
    .executeTakeFirst();
  return row && { ...row, level: row.level === LEVEL_OF_0_1 ? 'seen' : row.level };
}

/** Notes a new level; the same level keeps its `since`. */
export async function saveStanding(
  db: Db,
  briefId: string,
  indicatorId: string,
  level: string,
  now: number,
): Promise<void> {
  await db
    .insertInto('standings')
    .values({ brief_id: briefId, indicator_id: indicatorId, level, since: now })
    .onConflict((conflict) =>
      conflict
        .columns(['brief_id', 'indicator_id'])
        .doUpdateSet({ level, since: now })
        .where('standings.level', '!=', level),
    )
    .execute();
}
