/** Leases on names, such as `feed/bbc-world`: what several processes must not do at the same time. */
import type { Db } from '../open-store.ts';

/** Leases on this and a digest of a configuration say that a replica runs with it. */
export const CONFIG_LEASES = 'config/';

/** Takes those of the names that nobody else holds at `now`; the answer names them. */
export async function takeLeases(
  db: Db,
  names: readonly string[],
  lease: { readonly owner: string; readonly now: number; readonly until: number },
): Promise<ReadonlySet<string>> {
  const { owner, now, until } = lease;
  const rows = await db
    .insertInto('leases')
    // In a fixed order, so that two processes never wait for each other.
    .values(names.toSorted().map((name) => ({ name, owner, until })))
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ owner, until })
        .where((eb) => eb.or([eb('leases.owner', '=', owner), eb('leases.until', '<=', now)])),
    )
    .returning('name')
    .execute();
  return new Set(rows.map((row) => row.name));
}

/** Lets a lease end at another instant; where it is somebody else's meanwhile, nothing happens. */
export async function endLease(db: Db, name: string, owner: string, until: number): Promise<void> {
  await db.updateTable('leases').set({ until }).where('name', '=', name).where('owner', '=', owner).execute();
}

/** The names that begin with `prefix` and are held at `now`. */
export async function heldNames(db: Db, prefix: string, now: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('leases')
    .select('name')
    .where('name', 'like', `${prefix}%`)
    .where('until', '>', now)
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}
