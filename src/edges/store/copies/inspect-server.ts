/** Asks a PostgreSQL server what people want to know of it before they rely on it. */
import { CONFIG_LEASES } from '../engine/leases.ts';
import { mustBeUsable, openClient } from '../engine/postgres.ts';

export type ServerReport = {
  readonly version: string;
  /** False on a standby and where the database or the user is set read-only. */
  readonly mayWrite: boolean;
  /** Whether the user may create tables, which every new release may need. */
  readonly mayCreate: boolean;
  /** Connections that are left for a user without special rights. */
  readonly free: number;
  /** How many milliseconds the server's clock is ahead of ours. */
  readonly lead: number;
  /** How many different configurations replicas run with at this moment; 0 where none runs. */
  readonly configs: number;
  /** Undefined where Signpost has not run on it yet. */
  readonly counts: { readonly entries: number; readonly alerts: number } | undefined;
};

const ASKED = `
  select current_setting('server_version') as version,
    current_setting('transaction_read_only') = 'off' as may_write,
    coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_create,
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - (select count(*) from pg_stat_activity where datname is not null)::int as free,
    (extract(epoch from clock_timestamp()) * 1000)::bigint as at,
    coalesce(has_table_privilege(to_regclass('leases'), 'select'), false) as has_leases,
    to_regclass('entries') is not null and to_regclass('alerts') is not null as has_tables`;

/** Rejects, with what to mend behind a semicolon, where the server cannot be used. Changes nothing. */
export async function inspectServer(url: string, now: () => number): Promise<ServerReport> {
  const client = await openClient(url);
  try {
    await mustBeUsable(client, url);
    const asked = now();
    const { rows } = await client.query<{
      version: string;
      may_write: boolean;
      may_create: boolean;
      free: number;
      at: number;
      has_tables: boolean;
      has_leases: boolean;
    }>(ASKED);
    const ours = (asked + now()) / 2;
    const [row] = rows;
    if (row === undefined) throw new Error('the server does not answer; see its log');
    const counted = row.has_tables
      ? await client.query<{ entries: number; alerts: number }>(
          'select (select count(*) from entries) as entries, (select count(*) from alerts) as alerts',
        )
      : undefined;
    const held = row.has_leases
      ? await client.query<{ n: number }>(
          'select count(*)::int as n from leases where name like $1 and until > $2',
          [`${CONFIG_LEASES}%`, row.at],
        )
      : undefined;
    return {
      configs: held?.rows[0]?.n ?? 0,
      version: row.version,
      mayWrite: row.may_write,
      mayCreate: row.may_create,
      free: row.free,
      lead: row.at - ours,
      counts: counted?.rows[0],
    };
  } finally {
    await client.end();
  }
}
