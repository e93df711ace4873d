/** Copies one store into another, empty one, between SQLite and PostgreSQL in either direction, and checks the copy. */
import { sql } from 'kysely';
import type { Db, Store } from '../open-store.ts';
import type { Tables } from '../engine/tables.ts';

/** Leases belong to processes that are running, which a copy has none of; words are indexed anew. */
type Copied = Exclude<keyof Tables, 'leases' | 'stale_words'>;

/** What tells the rows of each table apart, in the order in which they are read and tables are written. */
const KEYS: Readonly<Record<Copied, readonly string[]>> = {
  facts: ['name'],
  first_readings: ['subject'],
  feeds: ['id'],
  stories: ['id'],
  entries: ['seq'],
  entry_keys: ['key'],
  entry_versions: ['entry_seq', 'hash'],
  signals: ['id'],
  standings: ['brief_id', 'indicator_id'],
  alerts: ['id'],
  messages: ['id'],
  message_alerts: ['message_id', 'alert_id'],
  deliveries: ['id'],
  delivery_attempts: ['id'],
  silences: ['id'],
  verdicts: ['alert_id', 'voter'],
  started_trials: ['brief_id', 'indicator_id'],
  judged_misses: ['entry_seq', 'brief_id', 'indicator_id', 'voter'],
  story_labels: ['id'],
  subscriptions: ['id'],
  adoptions: ['platform', 'space'],
  refusals: ['receiver'],
  chat_feeds: ['id'],
  resting_feeds: ['id'],
  chat_briefs: ['id'],
  chat_signs: ['brief_id', 'id'],
  audit: ['id'],
};
const TABLES = Object.keys(KEYS) as readonly Copied[];
/** Those whose ids are words. */
const UNCOUNTED: readonly Copied[] = ['feeds', 'stories', 'chat_feeds', 'resting_feeds', 'chat_briefs'];
/** Those whose row numbers the database counts up. */
const COUNTED: readonly Copied[] = TABLES.filter(
  (table) => ['id', 'seq'].includes(KEYS[table][0] ?? '') && !UNCOUNTED.includes(table),
);

/** SQLite binds at most 32,766 values, and no table has more than 30 columns. */
const BATCH = 500;

export type CopiedTable = { readonly table: string; readonly rows: number };

/** The tables of a store that have rows; a copy wants none. */
export async function filledTables(store: Store): Promise<readonly string[]> {
  const filled: string[] = [];
  for (const table of TABLES) if ((await measure(store.db, table)).rows > 0) filled.push(table);
  return filled;
}

/**
 * Copies every table in one transaction of the target, which is empty and stays empty where this throws: at a row that
 * the target refuses, or where the copy does not have as many rows and the same highest row numbers. Row numbers go on
 * where the source would have gone on, so that none is given out twice.
 */
export async function copyStore(
  from: Store,
  to: Store,
  report: (done: CopiedTable) => void,
): Promise<readonly CopiedTable[]> {
  return from.transaction((source) =>
    to.transaction(async (target) => {
      const copied: CopiedTable[] = [];
      for (const table of TABLES) {
        for await (const rows of batches(source, table))
          await target.insertInto(table).values(rows.map(portable)).execute();
        const [was, is] = [await measure(source, table), await measure(target, table)];
        if (was.rows !== is.rows || was.highest !== is.highest)
          throw new Error(
            `${table} has ${was.rows} rows up to ${was.highest}, its copy ${is.rows} up to ${is.highest}; nothing was kept`,
          );
        copied.push({ table, rows: is.rows });
        report({ table, rows: is.rows });
      }
      await target.deleteFrom('facts').where('name', '=', 'indexed-words').execute();
      for (const table of COUNTED) await countOn(target, to, table, await lastNumber(source, from, table));
      return copied;
    }),
  );
}

type Row = Readonly<Record<string, unknown>>;

/** All rows of a table, in batches, each found by the key of the last row before it. */
async function* batches(db: Db, table: Copied): AsyncGenerator<readonly Row[]> {
  const keys = KEYS[table];
  let last: Row | undefined;
  for (;;) {
    const order = sql.join(keys.map((key) => sql.ref(key)));
    const after =
      last === undefined ? sql`1 = 1` : sql`(${order}) > (${sql.join(keys.map((key) => last?.[key]))})`;
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} where ${after} order by ${order} limit ${sql.lit(BATCH)}`.execute(db);
    if (rows.length > 0) yield rows;
    last = rows.at(-1);
    if (rows.length < BATCH) return;
  }
}

/** SQLite keeps fractions and NULs where PostgreSQL refuses them. */
function portable(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (typeof value === 'number') return [column, Math.round(value)];
      return [column, typeof value === 'string' ? value.replaceAll('\0', '') : value];
    }),
  );
}

async function measure(db: Db, table: Copied): Promise<{ readonly rows: number; readonly highest: number }> {
  const counted = COUNTED.includes(table) ? sql.ref(KEYS[table][0] ?? '') : sql`0`;
  const { rows } = await sql<{ n: number; highest: number | null }>`
    select count(*) as n, max(${counted}) as highest from ${sql.table(table)}`.execute(db);
  return { rows: rows[0]?.n ?? 0, highest: rows[0]?.highest ?? 0 };
}

/** The last row number that a table has given out, to rows that are gone, too. */
async function lastNumber(db: Db, store: Store, table: Copied): Promise<number> {
  const { rows } =
    store.dialect.name === 'sqlite'
      ? await sql<{ n: number }>`select seq as n from sqlite_sequence where name = ${table}`.execute(db)
      : await sql<{ n: number | null }>`
          select last_value as n from pg_sequences
          where format('%I.%I', schemaname, sequencename) = pg_get_serial_sequence(${table}, ${KEYS[table][0]})`.execute(
          db,
        );
  return rows[0]?.n ?? 0;
}

/** Lets a table's row numbers go on after one. */
async function countOn(db: Db, store: Store, table: Copied, last: number): Promise<void> {
  if (last === 0) return;
  if (store.dialect.name === 'postgres') {
    await sql`select setval(pg_get_serial_sequence(${table}, ${KEYS[table][0]}), ${last})`.execute(db);
    return;
  }
  await sql`delete from sqlite_sequence where name = ${table}`.execute(db);
  await sql`insert into sqlite_sequence (name, seq) values (${table}, ${last})`.execute(db);
}
