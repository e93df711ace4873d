/**
 * Loaded into a bot by `node --import`: ends the process with SIGKILL at a named point of a headline's path. It looks on
 * from outside, at the SQL and at the requests, so that the bot itself knows of no such thing.
 *
 * CRASH_AT=point:n is the n-th time that the point is reached; for `during-reload` n is milliseconds after SIGHUP. A
 * message `{ full }` from the parent says whether the SQLite database may have no further page, as on a full disk.
 */
import { subscribe } from 'node:diagnostics_channel';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { isMainThread } from 'node:worker_threads';
import { Client } from 'pg';
import { z } from 'zod';

const [point = '', times = '1'] = (process.env['CRASH_AT'] ?? '').split(':');
let left = Number(times);

function reach(name: string): void {
  if (name !== point) return;
  left -= 1;
  if (left <= 0) process.kill(process.pid, 'SIGKILL');
}

/** What a transaction is for shows in what it writes. */
const MARKS = [
  [/^insert into "entries"/, 'ingest'],
  [/^update "deliveries" set "status" = .*"fence" = "fence" \+/, 'claim'],
  [/^insert into "delivery_attempts"/, 'settle'],
] as const;

type Follower = { readonly before: (sql: string) => void; readonly after: (sql: string) => void };

/** Follows one connection's transactions. */
function follower(): Follower {
  let kind: string | undefined;
  return {
    before: (sql) => {
      if (/^begin|^start transaction/i.test(sql)) kind = undefined;
      const mark = MARKS.find(([pattern]) => pattern.test(sql))?.[1];
      if (mark === 'ingest' && kind === undefined) reach('after-parse');
      kind ??= mark;
      if (/^commit/i.test(sql) && kind !== undefined) reach(`before-${kind}-commit`);
    },
    after: (sql) => {
      if (!/^commit/i.test(sql) || kind === undefined) return;
      reach(`after-${kind}-commit`);
      kind = undefined;
    },
  };
}

const followers = new WeakMap<object, Follower>();
function followerOf(connection: object): Follower {
  const known = followers.get(connection) ?? follower();
  followers.set(connection, known);
  return known;
}

const files = new Set<DatabaseSync>();

function watchSqlite(): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own object below
  const prepare = DatabaseSync.prototype.prepare;
  DatabaseSync.prototype.prepare = function prepareWatched(this: DatabaseSync, sql: string): StatementSync {
    files.add(this);
    const statement = prepare.call(this, sql);
    const watch = followerOf(this);
    for (const way of ['run', 'all'] as const) {
      const call = statement[way].bind(statement) as (...parameters: unknown[]) => never;
      statement[way] = (...parameters: unknown[]): never => {
        watch.before(sql);
        const result = call(...parameters);
        watch.after(sql);
        return result;
      };
    }
    return statement;
  };
}

/** The number of pages is what the file has by now, or what SQLite takes for no limit. */
function fill(full: boolean): void {
  for (const db of files)
    try {
      if (db.isOpen) db.exec(`PRAGMA max_page_count = ${full ? 1 : 1_073_741_823}`);
    } catch (error) {
      process.stderr.write(`the limit of the file could not be set: ${String(error)}\n`);
    }
}

function watchPostgres(): void {
  type Query = (this: Client, ...parameters: unknown[]) => unknown;
  // oxlint-disable-next-line typescript/unbound-method -- called with its own object below
  const query = Client.prototype.query as unknown as Query;
  Reflect.set(Client.prototype, 'query', function watched(this: Client, ...parameters: unknown[]): unknown {
    const [first] = parameters;
    const sql = typeof first === 'string' ? first : ((first as { text?: string } | undefined)?.text ?? '');
    const watch = followerOf(this);
    watch.before(sql);
    const result = query.apply(this, parameters);
    if (result instanceof Promise) void result.then(() => watch.after(sql)).catch(() => undefined);
    return result;
  });
}

type Exchange = { readonly request: { readonly method: string; readonly path: string } };

function kindOf(message: unknown): 'send' | 'edit' | 'look-up' | undefined {
  const { method, path } = (message as Exchange).request;
  const asked = `${method} ${path}`;
  if (/^POST .*(?:\/channels\/\d+\/(?:messages|threads)|\/chat\.postMessage)$/.test(asked)) return 'send';
  if (/^POST (?:.*\/webhooks\/\d+\/.*|\/services\/.*|\/hook)$/.test(asked)) return 'send';
  if (/^(?:PATCH .*\/messages\/\d+(?:\?.*)?|POST .*\/chat\.update)$/.test(asked)) return 'edit';
  if (/^(?:GET .*\/messages\?.*after=|\w+ .*\/conversations\.history)/.test(asked)) return 'look-up';
  return undefined;
}

function watchRequests(): void {
  for (const [channel, when] of [
    ['undici:request:create', 'before'],
    ['undici:request:bodySent', 'during'],
    ['undici:request:headers', 'after'],
  ] as const)
    subscribe(channel, (message) => {
      const kind = kindOf(message);
      if (kind !== undefined) reach(`${when}-${kind}`);
    });
}

const Order = z.object({ full: z.boolean() });

// Threads of the bot load this too; what they do is no part of the path.
if (isMainThread) {
  watchSqlite();
  watchPostgres();
  watchRequests();
  process.on('SIGHUP', () => {
    if (point === 'during-reload') setTimeout(() => process.kill(process.pid, 'SIGKILL'), left);
  });
  process.on('message', (message) => {
    const order = Order.safeParse(message);
    if (order.success) fill(order.data.full);
  });
  process.channel?.unref();
}
