/** Tells what befalls a database, such as a full disk or a server that restarts, from a bug of ours. */
import { DatabaseError } from 'pg';

/** By SQLite's primary result code: https://www.sqlite.org/rescode.html */
const SQLITE: Readonly<Record<number, string>> = {
  5: 'another program has locked the database file; end that program or its transaction',
  7: 'there is no memory left for the database; give this process or machine more',
  8: 'the database file cannot be written; give this process the right to write it and its folder',
  10: 'the disk of the database cannot be read or written; look at the disk, and restore the last backup where it is broken',
  11: 'the database file is damaged; stop the bot and restore the last backup',
  13: 'the disk of the database is full; free space on it',
  14: 'the database file cannot be opened; see that its folder is there and may be written',
  26: 'something else was written over the database file; stop the bot and restore the last backup',
};

const UNREACHED = 'the database server cannot be reached; see that it and the network to it are running';
const BROKEN_OFF = 'the database server broke the transaction off for another one; nothing is to be done';

/** By PostgreSQL's SQLSTATE, or its class: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const POSTGRES: Readonly<Record<string, string>> = {
  '08': UNREACHED,
  '28': 'the database server refuses the login; mend DATABASE_URL, or give its user the password that it names',
  '3D000': 'the database that DATABASE_URL names is gone; restore a backup into a new one of that name',
  '42501': 'the user of DATABASE_URL may not write these tables; make it their owner again',
  '25006': 'the database server takes no writes, as a standby does; let DATABASE_URL name the primary',
  '25P03': BROKEN_OFF,
  '40001': BROKEN_OFF,
  '40P01': BROKEN_OFF,
  '53': 'the database server has no memory or connections left; give it more, or stop other clients',
  '53100': "the database server's disk is full; free space on it",
  '55P03': BROKEN_OFF,
  '57P01': 'the database server is shutting down; start it again',
  '57P02': 'the database server crashed and recovers; see its log',
  '57P03': 'the database server is starting up or shutting down; wait a moment',
  '57014': BROKEN_OFF,
  '58030': "the database server's disk cannot be read or written; look at the disk",
  XX: 'the database server says that its files are damaged; stop the bot, and restore the last backup',
};

/** Of the network below node-postgres: https://nodejs.org/api/errors.html#common-system-errors, and libuv's. */
const NETWORK = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
];

/** What node-postgres itself says, in errors without a code, of a connection that is gone or does not come about. */
const GONE =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (?:has encountered a connection error|was closed))/;

/**
 * What is wrong with the database and what to do, in one plain sentence; undefined where the error is something else,
 * which is a bug. What the database did not take is to be tried again. Of errors that wrap others, the inner ones are
 * looked at, too. Only for errors of code that catches what other networks do.
 */
export function storeTrouble(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const inner: readonly unknown[] = [error.cause, ...(error instanceof AggregateError ? error.errors : [])];
  return troubleOf(error) ?? inner.map(storeTrouble).find((trouble) => trouble !== undefined);
}

function troubleOf(error: Error): string | undefined {
  const code = 'code' in error ? String(error.code) : '';
  // The higher bits say where it happened: https://www.sqlite.org/rescode.html#pve
  if (code === 'ERR_SQLITE_ERROR') return SQLITE['errcode' in error ? Number(error.errcode) & 0xff : 0];
  if (error instanceof DatabaseError) return POSTGRES[code] ?? POSTGRES[code.slice(0, 2)];
  return NETWORK.includes(code) || GONE.test(error.message) ? UNREACHED : undefined;
}
