/** The store of the crash bench, and what can happen to it: locked, full, its connections cut, its server killed, its log torn. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { startPostgres } from '../tests/peers/postgres.ts';

export type Trouble = 'lock' | 'full' | 'cut' | 'kill' | 'torn';

export type CrashStore = {
  /** What a bot needs to find it, beside its configuration. */
  readonly env: Readonly<Record<string, string>>;
  /** Troubles that it can have, each for some milliseconds; `tellBot` sends a message to the bot that runs. */
  readonly troubles: Partial<
    Readonly<Record<Trouble, (ms: number, tellBot: (message: object) => void) => Promise<void>>>
  >;
  /** What a power cut leaves in the midst of a write, once the bot is killed: part of a frame that was never committed. */
  readonly tear?: (random: () => number) => void;
  /** What is wrong with the file itself, once no bot has it open. */
  readonly damage: () => readonly string[];
  readonly close: () => Promise<void>;
};

/** Opens the store of one experiment; `file` is where SQLite's is. */
export async function openCrashStore(kind: 'sqlite' | 'postgres', file: string): Promise<CrashStore> {
  return kind === 'sqlite' ? sqliteFile(file) : postgresServer();
}

function sqliteFile(file: string): CrashStore {
  return {
    env: {},
    troubles: {
      // Longer than the five seconds that a writer of the bot's waits.
      lock: async (ms) => {
        const db = new DatabaseSync(file);
        try {
          db.exec('PRAGMA busy_timeout = 2000; BEGIN IMMEDIATE');
          await wait(ms);
          db.exec('ROLLBACK');
        } finally {
          db.close();
        }
      },
      full: async (ms, tellBot) => {
        tellBot({ full: true });
        await wait(ms);
        tellBot({ full: false });
      },
      // The bot is killed as ever; `tear` comes after it.
      torn: () => Promise.resolve(),
    },
    tear: (random) => tearLog(`${file}-wal`, random),
    damage: () => damageIn(file),
    close: () => Promise.resolve(),
  };
}

/** Bytes of the header of a write-ahead log and of each of its frames: https://sqlite.org/fileformat2.html#walformat */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;

/** Puts part of a frame with a checksum that fits nothing behind the last commit, in place of what is there. */
function tearLog(log: string, random: () => number): void {
  if (!existsSync(log)) return;
  const bytes = readFileSync(log);
  if (bytes.length < LOG_HEADER) return;
  const frame = FRAME_HEADER + bytes.readUInt32BE(8);
  let end = LOG_HEADER;
  for (let at = LOG_HEADER; at + frame <= bytes.length; at += frame) {
    // A frame of an earlier use of the log has other salts.
    if (!bytes.subarray(at + 8, at + 16).equals(bytes.subarray(16, 24))) break;
    if (bytes.readUInt32BE(at + 4) !== 0) end = at + frame;
  }
  const torn = Buffer.from(bytes.subarray(Math.max(LOG_HEADER, end - frame), end));
  if (torn.length === frame) torn.fill(0xa5, FRAME_HEADER + Math.floor(random() * 100));
  const kept = torn.subarray(0, Math.floor(random() * torn.length));
  writeFileSync(log, Buffer.concat([bytes.subarray(0, end), kept]));
}

function damageIn(file: string): readonly string[] {
  const db = new DatabaseSync(file);
  try {
    const found = ['integrity_check', 'foreign_key_check'].flatMap((check) =>
      db.prepare(`PRAGMA ${check}`).all(),
    );
    return found.flatMap((row) => (row['integrity_check'] === 'ok' ? [] : JSON.stringify(row)));
  } finally {
    db.close();
  }
}

/** The server refuses every row as one does whose disk is full: 53100, disk_full. */
const FILL = `
  create function crash_full() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
      execute format('create trigger crash_full before insert or update on %I execute function crash_full()', name);
    end loop;
  end $$`;
const EMPTY = 'drop function if exists crash_full cascade';
const LOCK = 'begin; lock table deliveries, entries, leases in access exclusive mode';
const CUT = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = 'signpost' and pid <> pg_backend_pid()`;

async function postgresServer(): Promise<CrashStore> {
  const server = await startPostgres({ durable: true });
  const { kill } = server;
  const connected = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  return {
    env: { DATABASE_URL: server.url },
    troubles: {
      lock: (ms) =>
        connected(async (client) => {
          await client.query(LOCK);
          await wait(ms);
          await client.query('rollback');
        }),
      full: (ms) =>
        connected(async (client) => {
          await client.query(FILL);
          try {
            await wait(ms);
          } finally {
            await client.query(EMPTY);
          }
        }),
      ...(kill === undefined ? {} : { kill }),
      cut: (ms) =>
        connected(async (client) => {
          const until = performance.now() + ms;
          do {
            await client.query(CUT);
            await wait(700);
          } while (performance.now() < until);
        }),
    },
    // A server mends its own files when it starts; whether it could is shown by the bots that go on.
    damage: () => [],
    close: server.stop,
  };
}
