/** PostgreSQL's advisory locks: for the length of a transaction, or for as long as a connection lives. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Client } from 'pg';
import { openClient } from './postgres.ts';
import type { Tables } from './tables.ts';

/** How often the connection behind a lock is asked whether it still is one, and how long it may take to say so. */
const BEAT = 4_000;
const ANSWER_WITHIN = 4_000;
/** After so many milliseconds without a word the server ends the session: its process is frozen, or its loop stuck. */
const SILENT_FOR = 20_000;

export type SessionLock = {
  /** Aborts when the lock is lost or released; its reason says which. */
  readonly held: AbortSignal;
  readonly release: () => Promise<void>;
};

/**
 * Takes the lock of that name on a connection of its own, or says undefined where another process holds it. Holding it
 * costs a small query every four seconds: a connection that does not answer within as many has lost the lock for us,
 * which is well before the server gives the connection up and lets the next one have it. A process that is frozen but
 * not dead loses it, too, after `silentFor` milliseconds. Rejects where the server cannot be reached.
 */
export async function takeSessionLock(
  url: string,
  name: string,
  silentFor = SILENT_FOR,
): Promise<SessionLock | undefined> {
  const client = await openClient(url);
  const lost = new AbortController();
  client.on('error', (error) => lost.abort(error));
  client.on('end', () => lost.abort(new Error('the connection to the database has ended')));
  try {
    await client.query(`set idle_session_timeout = ${silentFor}`);
    const { rows } = await client.query<{ taken: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('signpost/' || $1, 0)) as taken",
      [name],
    );
    if (rows[0]?.taken !== true) {
      await client.end();
      return undefined;
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  const beat = setInterval(() => {
    answers(client).catch((error: unknown) => lost.abort(error));
  }, BEAT);
  lost.signal.addEventListener('abort', () => clearInterval(beat));
  return {
    held: lost.signal,
    release: async () => {
      lost.abort(new Error('released'));
      // Ending the session lets the lock go, also where the server is slow to say goodbye.
      await Promise.race([client.end().catch(() => undefined), answerTime()]);
    },
  };
}

/** Waits for the lock of that name, which PostgreSQL lets go of at the end of the transaction, whatever its end. */
export async function lockTransaction(tx: Kysely<Tables> | Transaction<Tables>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`signpost/${name}`}, 0))`.execute(tx);
}

/** Where nobody else can have the database open there is nothing to lose. */
export function unsharedLock(): SessionLock {
  const lost = new AbortController();
  return {
    held: lost.signal,
    release: () => {
      lost.abort(new Error('released'));
      return Promise.resolve();
    },
  };
}

async function answers(client: Client): Promise<void> {
  const query = { text: 'select 1', query_timeout: ANSWER_WITHIN };
  await client.query(query);
}

function answerTime(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ANSWER_WITHIN).unref();
  });
}
