/** Connects to PostgreSQL: numbers as numbers, connections that notice a dead peer, and errors that say what to mend. */
import { CompiledQuery, PostgresDialect } from 'kysely';
import { Client, type ClientConfig, DatabaseError, Pool, type PoolConfig, types } from 'pg';
import { describeTarget } from './postgres-url.ts';

/** Oldest release that the queries are tested on. */
const OLDEST = 15;
/** Connections a process keeps at most; three replicas stay far below a server's usual 100. */
const POOL_SIZE = 10;
const CONNECT_WITHIN = 10_000;
/** No query of ours takes a fraction of this; a server that is gone must not be waited for longer. */
const QUERY_WITHIN = 60_000;

const INT8 = types.builtins.INT8;
const NUMERIC = types.builtins.NUMERIC;

/**
 * What every connection of ours is made with. Counts and row numbers (`int8`, `numeric`) come as numbers: all of ours
 * are instants, counts and row numbers below 2^53.
 */
function clientConfig(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'signpost',
    connectionTimeoutMillis: CONNECT_WITHIN,
    query_timeout: QUERY_WITHIN,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: {
      getTypeParser: (oid, format) =>
        format !== 'binary' && (oid === INT8 || oid === NUMERIC) ? Number : types.getTypeParser(oid, format),
    },
  };
}

/**
 * What the server is told of every connection: a peer that vanished without a word (a host that lost its power or its
 * network) is given up after some 20 s, and with it its locks; a transaction that nobody goes on with, after a minute.
 */
const SESSION = `
  set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 3; set tcp_keepalives_count = 3;
  set tcp_user_timeout = 20000; set client_connection_check_interval = 10000;
  set idle_in_transaction_session_timeout = 60000`;

/** Kysely's dialect over a pool of connections. Rejects with what to mend where the server cannot be used. */
export async function connectPostgresDialect(url: string): Promise<PostgresDialect> {
  mustBeAnAddress(url);
  const config: PoolConfig = {
    ...clientConfig(url),
    max: POOL_SIZE,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 600,
  };
  const pool = new Pool(config);
  // The pool replaces an idle connection that breaks; who uses one hears of it from the query. In between, such as
  // between two queries of a transaction, nobody listens, and an error that nobody hears ends the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await mustBeUsable(pool, url);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return new PostgresDialect({
    pool,
    onCreateConnection: async (connection) => {
      await connection.executeQuery(CompiledQuery.raw(SESSION));
    },
  });
}

/** A connection of its own, for what lasts as long as the connection does. Rejects with what to mend. */
export async function openClient(url: string): Promise<Client> {
  mustBeAnAddress(url);
  const client = new Client(clientConfig(url));
  // Whoever needs to know listens, too; an error that nobody hears would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(SESSION);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw explained(error, url);
  }
  return client;
}

function mustBeAnAddress(url: string): void {
  if (URL.parse(url) === null)
    throw new Error(
      'DATABASE_URL is not an address; write it as postgres://user:password@host:5432/name, with special characters of the password percent-encoded',
    );
}

/** Rejects with what to mend where the server is too old or keeps texts in something else than UTF-8. */
export async function mustBeUsable(server: Pool | Client, url: string): Promise<void> {
  const asked = `select current_setting('server_version_num')::int as version,
    current_setting('server_version') as name, current_setting('server_encoding') as encoding`;
  const { rows } = await server
    .query<{ version: number; name: string; encoding: string }>(asked)
    .catch((error: unknown) => {
      throw explained(error, url);
    });
  const [found] = rows;
  if (found === undefined) throw new Error(`${describeTarget(url)} does not say what it is`);
  if (found.version < OLDEST * 10_000)
    throw new Error(
      `${describeTarget(url)} is version ${found.name}; Signpost needs PostgreSQL ${OLDEST} or newer: upgrade the server`,
    );
  if (found.encoding !== 'UTF8')
    throw new Error(
      `${describeTarget(url)} keeps text as ${found.encoding}, which cannot hold every headline; create the database with encoding UTF8`,
    );
}

/** The same failure in words that name the remedy. Addresses are described without user and password. */
function explained(error: unknown, url: string): Error {
  const place = describeTarget(url);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const said = error instanceof Error && error.message !== '' ? error.message : code;
  if (!(error instanceof DatabaseError))
    return new Error(
      `${place} cannot be reached (${said}); see that the server is running and that DATABASE_URL names its host and port`,
    );
  switch (code) {
    case '28000':
    case '28P01':
      return new Error(`${place} refuses the login; mend user and password in DATABASE_URL`);
    case '3D000':
      return new Error(`${place} does not exist; create it with createdb, or mend the name in DATABASE_URL`);
    case '53300':
      return new Error(`${place} has no connection left; raise max_connections or stop other clients`);
    case '57P03':
      return new Error(`${place} is starting up or shutting down; try again in a moment`);
    default:
      return new Error(`${place} cannot be used (${said})`);
  }
}
