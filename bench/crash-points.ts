/**
 * Loaded into a bot by `node --import`: ends the process with SIGKILL at a named point of a headline's path. It looks on
 * from outside, at the SQL and at the requests, so that the bot itself knows of no such thing.
 *
 * CRASH_AT=point:n is the n-th time that the point is reached; CRASH_BEHIND=ms sets the clock back; CRASH_FULL=1 lets
 * the database have no further page for a few seconds, as on a full disk.
 */
import { subscribe } from 'node:diagnostics_channel';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Client } from 'pg';

const [point = '', times = '1'] = (process.env['CRASH_AT'] ?? '').split(':');
let left = Number(times);

function reach(name: string): void {
  if (name !== point) return;
  left -= 1;
  if (left <= 0) process.kill(process.pid, 'SIGKILL');
}

const behind = Number(process.env['CRASH_BEHIND'] ?? 0);
const realNow = Date.now.bind(Date);
Date.now = () => realNow() - behind;

/** What a transaction is for shows in what it writes. */
const MARKS = [
  [/^insert into "entries"/, 'ingest'],
  [/^update "deliveries" set "status" = .*"fence" = "fence" \+/, 'claim'],
  [/^insert into "delivery_attempts"/, 'settle'],
] as const;

/** Follows one connection's transactions: call it before and after each statement. */
function follower(): { readonly before: (sql: string) => void; readonly after: (sql: string) => void } {
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

const followers = new WeakMap<object, ReturnType<typeof follower>>();
function followerOf(connection: object): ReturnType<typeof follower> {
  const known = followers.get(connection) ?? follower();
  followers.set(connection, known);
  return known;
}

// oxlint-disable-next-line typescript/unbound-method -- called with its own object below
const prepare = DatabaseSync.prototype.prepare;
DatabaseSync.prototype.prepare = function prepareWatched(this: DatabaseSync, sql: string): StatementSync {
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
  if (process.env['CRASH_FULL'] === '1') fillDisk(this);
  return statement;
};

const full = new WeakSet<DatabaseSync>();
function fillDisk(db: DatabaseSync): void {
  if (full.has(db)) return;
  full.add(db);
  const limit = (pages: string): void => {
    try {
      if (db.isOpen) db.exec(`PRAGMA max_page_count = ${pages}`);
    } catch {
      // Busy; the next limit or the end of the process takes over.
    }
  };
  setTimeout(limit, 1_000, '1').unref();
  setTimeout(limit, 5_000, '1073741823').unref();
}

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

type Exchange = { readonly request: { readonly method: string; readonly path: string } };
function writeOf(message: unknown): 'send' | 'edit' | undefined {
  const { method, path } = (message as Exchange).request;
  if (/^POST .*(?:\/channels\/\d+\/messages$|\/chat\.postMessage$)/.test(`${method} ${path}`)) return 'send';
  if (/^(?:PATCH .*\/messages\/\d+|POST .*\/chat\.update)$/.test(`${method} ${path}`)) return 'edit';
  return undefined;
}
for (const [channel, when] of [
  ['undici:request:create', 'before'],
  ['undici:request:bodySent', 'during'],
  ['undici:request:headers', 'after'],
] as const) {
  subscribe(channel, (message) => {
    const write = writeOf(message);
    if (write !== undefined) reach(`${when}-${write}`);
  });
}

process.on('SIGHUP', () => {
  if (point === 'during-reload') setTimeout(() => process.kill(process.pid, 'SIGKILL'), left * 4);
});
