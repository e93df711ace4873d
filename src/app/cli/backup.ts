/** `signpost backup`: copies the database while the bot runs. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '../../edges/clock/clock.ts';
import { isPostgresUrl } from '../../edges/store/engine/postgres-url.ts';
import { noteBackup, takeSnapshot } from '../../edges/store/copies/snapshot.ts';
import { storeTarget } from './store-target.ts';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('copy the database to a file while the bot runs, and check that the copy is sound')
    .argument('<file>', 'where to; a new file')
    .option('--force', 'replace the file if it is there')
    .action(async (file: string, { force = false }: { force?: boolean }) => {
      process.exitCode = await backup(program.opts<{ root: string }>().root, file, force);
    });
}

async function backup(root: string, file: string, force: boolean): Promise<number> {
  const target = await storeTarget(root);
  if (isPostgresUrl(target)) {
    process.stderr.write(
      'The database is on PostgreSQL: back it up with pg_dump --format=custom; after pg_restore run signpost restore --mark\n',
    );
    return 1;
  }
  if (!existsSync(target)) throw new Error(`there is no database at ${target}; has the bot run yet?`);
  if (isSame(file, target)) throw new Error('a backup onto the database itself is none');
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new Error(`${file} is a folder; name a file in it, such as ${join(file, 'signpost-backup.db')}`);
  if (existsSync(file) && !force) throw new Error(`${file} is there already; name another, or add --force`);
  const found = await takeSnapshot(target, file).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // What SQLite itself has to say is about the database.
    if (!/^E(?!RR_)/.test(code)) throw error;
    const remedy = 'name one on a disk with room, in a folder that is there and that this user may write to';
    throw new Error(`${file} cannot be written (${code}); ${remedy}`, { cause: error });
  });
  if (found.kind === 'unsound') {
    process.stderr.write(`the copy is not sound, so it was not kept: ${found.reason}\n`);
    return 1;
  }
  if (!noteBackup(target, systemClock.now()))
    process.stderr.write(
      'The copy is good, but the database could not note that it was taken, so /metrics does not know of it\n',
    );
  const megabytes = (statSync(file).size / 1e6).toFixed(1);
  process.stdout.write(
    `${file}: ${megabytes} MB, checked; ${found.entries} entries, ${found.alerts} alerts, ${found.deliveries} deliveries\n`,
  );
  return 0;
}

/** Whether two paths lead to one file, by whatever links. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return a !== undefined && a.ino === b?.ino && a.dev === b.dev;
}
