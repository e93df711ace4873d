/** The database server's clock, by which leases are compared: those of replicas may be minutes apart. */
import { sql } from 'kysely';
import type { Db } from '../open-store.ts';

/** What the clock of a PostgreSQL server says, epoch milliseconds. */
export async function storeNow(db: Db): Promise<number> {
  const asked = sql<{ at: number }>`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as at`;
  const [row] = (await asked.execute(db)).rows;
  if (row === undefined) throw new Error('the database server does not tell the time');
  return row.at;
}
