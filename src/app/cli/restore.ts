/** `signpost restore`: puts a backup in the place of the database, so that the bot goes on without repeating itself. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import { openStore } from '../../edges/store/open-store.ts';
import { isPostgresUrl } from '../../edges/store/engine/postgres-url.ts';
import { markRestored, restoreSqlite } from '../../edges/store/copies/restore.ts';
import { storeTarget } from './store-target.ts';

const WHAT_NOW =
  'At the next start, what was published before now is looked for in the channels before it is posted.\n';

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('put a backup in the place of the database; the bot must be stopped')
    .argument('[file]', 'a file that signpost backup wrote')
    .option('--mark', 'only note that the database was restored by other means, such as pg_restore')
    .action(async (file: string | undefined, { mark = false }: { mark?: boolean }) => {
      const target = await storeTarget(program.opts<{ root: string }>().root);
      process.exitCode = mark ? await markOnly(target) : await restore(target, file);
    });
}

async function restore(target: string, file: string | undefined): Promise<number> {
  if (isPostgresUrl(target)) {
    process.stderr.write(
      'The database is on PostgreSQL: restore it with pg_restore while no bot runs, then run signpost restore --mark\n',
    );
    return 1;
  }
  if (file === undefined) throw new Error('name the backup: signpost restore FILE');
  const done = await restoreSqlite(file, target, Date.now());
  if (done.kind === 'unsound') {
    process.stderr.write(`${file} is not restored and nothing has changed: ${done.reason}\n`);
    return 1;
  }
  const aside = done.aside === undefined ? '' : `; the old one is kept as ${basename(done.aside)}`;
  process.stdout.write(`${target} is restored from ${file}${aside}\n${WHAT_NOW}`);
  return 0;
}

async function markOnly(target: string): Promise<number> {
  const store = await openStore(target);
  await store.transaction((tx) => markRestored(tx, store.dialect.name, Date.now()));
  await store.close();
  process.stdout.write(`marked as restored. ${WHAT_NOW}`);
  return 0;
}
