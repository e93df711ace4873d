/** Adoptions as rows: servers and workspaces that are answered though no receiver and no setting names them. */
import type { Db } from '../open-store.ts';

/** A Discord server or Slack workspace, by its platform's id. */
export type Space = { readonly platform: string; readonly space: string };

/** Stores an adoption; false where it stands already. */
export async function addAdoption(
  db: Db,
  { platform, space }: Space,
  by: string,
  now: number,
): Promise<boolean> {
  const row = await db
    .insertInto('adoptions')
    .values({ platform, space, adopted_by: by, adopted_at: now })
    .onConflict((conflict) => conflict.columns(['platform', 'space']).doNothing())
    .returning('space')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes an adoption away; false where there was none. */
export async function removeAdoption(db: Db, { platform, space }: Space): Promise<boolean> {
  const row = await db
    .deleteFrom('adoptions')
    .where('platform', '=', platform)
    .where('space', '=', space)
    .returning('space')
    .executeTakeFirst();
  return row !== undefined;
}

/** All adoptions, in the order in which they were made. */
export async function selectAdoptions(db: Db): Promise<readonly Space[]> {
  return db.selectFrom('adoptions').select(['platform', 'space']).orderBy('adopted_at').execute();
}
