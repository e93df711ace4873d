/** Kysely's SQLite dialect over `node:sqlite`, with the pragmas that make a commit survive a power cut. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteDialect } from 'kysely';

/** Kysely prepares every query anew; keeping the statements bounds memory and saves the parse. */
const STATEMENTS_KEPT = 200;

/** Opens the file (`:memory:` for tests) and prepares it: busy_timeout first, since switching to WAL may have to wait. */
export function openSqlite(path: string): DatabaseSync {
  const sqlite = new DatabaseSync(path);
  sqlite.exec('PRAGMA busy_timeout = 5000');
  sqlite.exec('PRAGMA journal_mode = WAL');
  sqlite.exec('PRAGMA synchronous = FULL');
  sqlite.exec('PRAGMA foreign_keys = ON');
  // Of pages that many feeds change, as those of indexes, more are copied at once: 16 MB of log instead of 4.
  sqlite.exec('PRAGMA wal_autocheckpoint = 4000');
  return sqlite;
}

const NOTHING = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function statementCache(sqlite: DatabaseSync): (sql: string) => StatementSync {
  const kept = new Map<string, StatementSync>();
  return (sql) => {
    const known = kept.get(sql);
    if (known !== undefined) {
      kept.delete(sql);
      kept.set(sql, known);
      return known;
    }
    const statement = sqlite.prepare(sql);
    kept.set(sql, statement);
    if (kept.size > STATEMENTS_KEPT) {
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    }
    return statement;
  };
}

/** The dialect; it closes the database when Kysely is destroyed. */
export function nodeSqliteDialect(sqlite: DatabaseSync): SqliteDialect {
  const prepare = statementCache(sqlite);
  return new SqliteDialect({
    database: {
      close: () => sqlite.close(),
      prepare: (sql) => {
        // Of a full disk SQLite ends the transaction itself (https://www.sqlite.org/lang_transaction.html, 2.3). Rolling
        // back what is over is an error that would hide the one that says why.
        if (sql === 'rollback' && !sqlite.isTransaction) return NOTHING;
        const statement = prepare(sql);
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
          run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
          iterate: (parameters) =>
            statement.iterate(...(parameters as SQLInputValue[])) as IterableIterator<never>,
        };
      },
    },
  });
}
