/**
 * A real PostgreSQL for tests and benches: a server of its own in a fresh folder, on loopback, that ends with whoever
 * started it. `SIGNPOST_TEST_DATABASE_URL` names one to use instead; it must allow databases to be created.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { findInstalled, unpackBundled } from './postgres-binaries.ts';

export type PostgresServer = {
  /** The address of its maintenance database, for a user that may create others. */
  readonly url: string;
  readonly stop: () => Promise<void>;
  /** Kills the server with SIGKILL and has it start again two seconds later; undefined where it is not ours. */
  readonly kill?: () => Promise<void>;
};

/** Attempts to find a port that is still free when the server comes to take it. */
const TRIES = 3;

/** Starts a server; rejects, in a sentence that says why, where none can be had. */
export async function startPostgres({
  durable = false,
}: {
  /** What is committed outlives a kill of the server. */ readonly durable?: boolean;
} = {}): Promise<PostgresServer> {
  const given = process.env['SIGNPOST_TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  const user = serverUser();
  const folder = await mkdtemp(join(tmpdir(), 'signpost-postgres-'));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid);
  try {
    const bin = findInstalled() ?? (await unpackBundled(folder));
    if (bin === undefined)
      throw new Error(
        'no PostgreSQL server is installed (Debian: postgresql), and SIGNPOST_TEST_DATABASE_URL names none',
      );
    const password = randomBytes(12).toString('hex');
    await makeCluster(bin, folder, password, user);
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      const server = await serve({ bin, folder, port, user, durable });
      if (server !== undefined)
        return { url: `postgres://signpost:${password}@127.0.0.1:${port}/postgres`, ...server };
      if (attempt === TRIES) throw new Error(`the PostgreSQL server in ${bin} does not start`);
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

type User = { readonly uid?: number; readonly gid?: number };

/** PostgreSQL refuses to run as root, so root starts it as somebody who may do nothing. */
function serverUser(): User {
  if (process.getuid?.() !== 0) return {};
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as');
}

async function makeCluster(bin: string, folder: string, password: string, user: User): Promise<void> {
  const secret = join(folder, 'password');
  await writeFile(secret, password, { mode: 0o600 });
  if (user.uid !== undefined) chownSync(secret, user.uid, user.gid ?? user.uid);
  const args = ['--pgdata', join(folder, 'data'), '--username', 'signpost', '--pwfile', secret, '--no-sync'];
  args.push('--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-instructions');
  const child = spawn(join(bin, 'initdb'), args, {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = text(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`initdb failed: ${said().trim().slice(0, 300)}`);
}

/** Ends the server and takes its folder away when standard input closes, at the latest when the parent is gone. */
const SUPERVISE = `
  folder=$1; shift
  exec 3<&0
  while :; do
    "$@" 3<&- & server=$!
    (cat <&3 > /dev/null; kill -INT $server) > /dev/null 2>&1 &
    wait $server
    [ -e "$folder/again" ] || break
    sleep 2
  done
  rm -rf "$folder/data" "$folder/password" "$folder/native"`;

async function serve({
  bin,
  folder,
  port,
  user,
  durable,
}: {
  readonly bin: string;
  readonly folder: string;
  readonly port: number;
  readonly user: User;
  readonly durable: boolean;
}): Promise<Required<Pick<PostgresServer, 'stop' | 'kill'>> | undefined> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    // Tests need no durability; what a kill of the bot leaves behind is the same without.
    fsync: 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: 'off',
    autovacuum: 'off',
    log_min_messages: 'log',
  };
  const args = ['-D', join(folder, 'data'), '-p', String(port)];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const supervised = ['-c', SUPERVISE, 'sh', folder, join(bin, 'postgres'), ...args];
  const child = spawn('/bin/sh', supervised, { ...user, cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] });
  const ended = once(child, 'exit').then(() => undefined);
  const up = await Promise.race([ready(child), ended]);
  if (up === undefined) return undefined;
  const again = join(folder, 'again');
  return {
    kill: async () => {
      await writeFile(again, '');
      const [pid = ''] = readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(pid), 'SIGKILL');
      await wait(2_500);
      while (!(await listens(port))) await wait(200);
      await rm(again, { force: true });
    },
    stop: async () => {
      child.stdin?.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess): Promise<true> {
  if (child.stderr === null) throw new Error('the server has no standard error');
  for await (const line of createInterface({ input: child.stderr }))
    if (line.includes('ready to accept connections')) break;
  // Nobody reads on, and the server must not wait for that.
  child.stderr.resume();
  return true;
}

function text(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return () => said;
}

/** Whether something takes connections there. */
async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
