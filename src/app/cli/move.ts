/** `signpost move`: takes everything the bot remembers from SQLite to PostgreSQL, or back. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { copyStore, filledTables } from '../../edges/store/copies/copy-store.ts';
import { openStore, type Store } from '../../edges/store/open-store.ts';
import { describeTarget, isPostgresUrl } from '../../edges/store/engine/postgres-url.ts';
import type { SessionLock } from '../../edges/store/engine/session-lock.ts';
import { storeTarget } from './store-target.ts';

type MoveOptions = { readonly to: string; readonly from?: string };

export function addMove(program: Command): void {
  program
    .command('move')
    .description('copy the whole database into an empty one, SQLite or PostgreSQL, and check the copy')
    .requiredOption('--to <target>', 'postgres://user:password@host:5432/name, or an SQLite file')
    .option('--from <source>', 'what the bot uses now where left out: DATABASE_URL or store.path')
    .action(async (options: MoveOptions) => {
      const from = options.from ?? (await storeTarget(program.opts<{ root: string }>().root));
      await move(from, options.to, (line) => process.stdout.write(`${line}\n`));
    });
}

/** Copies and checks; `say` is told of every table. Throws, with what to mend, and then the target holds no rows. */
export async function move(from: string, to: string, say: (line: string) => void): Promise<void> {
  if (!isPostgresUrl(from) && !existsSync(from))
    throw new Error(`there is no database at ${from}; has the bot run yet?`);
  if (from === to) throw new Error('source and target are the same database');
  await withIdle(from, (source) =>
    withIdle(to, async (target) => {
      const filled = await filledTables(target);
      if (filled.length > 0)
        throw new Error(
          `${describeTarget(to)} is not empty: it has rows in ${filled.join(', ')}; name an empty database or a new file`,
        );
      const copied = await copyStore(source, target, ({ table, rows }) => {
        if (rows > 0) say(`${String(rows).padStart(9)}  ${table}`);
      });
      const all = copied.reduce((sum, { rows }) => sum + rows, 0);
      say(
        `${all} rows copied from ${describeTarget(from)} to ${describeTarget(to)}, counts and row numbers checked.`,
      );
    }),
  );
  say(
    isPostgresUrl(to)
      ? 'Now set DATABASE_URL to the new address and start the bot; keep the old file until you trust the new one.'
      : `Now take DATABASE_URL away, set store.path to ${to} and start the bot.`,
  );
}

/** Opens a database that no bot works on, and keeps bots from starting on it meanwhile. */
async function withIdle(target: string, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(target);
  let lock: SessionLock | undefined;
  try {
    lock = await store.takeLock('leader');
    if (lock === undefined)
      throw new Error(`a signpost is running on ${describeTarget(target)}; stop every one of them first`);
    await work(store);
  } finally {
    await lock?.release();
    await store.close();
  }
}
