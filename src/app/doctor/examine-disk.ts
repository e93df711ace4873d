/** Looks whether the folder of the database can be written and has room, and whether the database is sound. */
import { existsSync } from 'node:fs';
import { mkdir, open, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bad, type Finding, good } from '../../core/health/finding.ts';
import { openStoreReadOnly } from '../../edges/store/open-store.ts';
import { describeTarget, isPostgresUrl } from '../../edges/store/postgres.ts';
import { inspectDatabase } from '../../edges/store/snapshot.ts';

/** A busy bot writes some ten megabytes a day. */
const LEAST_FREE = 200e6;

/** Findings about an SQLite file and its disk, or about a PostgreSQL server. */
export async function examineStore(target: string): Promise<readonly Finding[]> {
  if (isPostgresUrl(target)) return [await examinePostgres(target)];
  const folder = dirname(target);
  const findings = [await examineFolder(folder)];
  if (findings[0]?.kind === 'good') findings.push(await examineRoom(folder, target));
  if (existsSync(target)) {
    const found = inspectDatabase(target);
    findings.push(
      found.kind === 'sound'
        ? good('database', `sound; ${found.entries} entries, ${found.alerts} alerts`)
        : bad(
            'database',
            `${target}: ${found.reason}`,
            'stop the bot and run signpost restore with the last backup',
          ),
    );
  }
  return findings;
}

async function examinePostgres(target: string): Promise<Finding> {
  try {
    const store = await openStoreReadOnly(target);
    await store.close();
    return good('database', describeTarget(target));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return bad('database', said, 'see the message; the user needs to create tables in its database');
  }
}

async function examineFolder(folder: string): Promise<Finding> {
  const probe = `${folder}/.doctor-${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(probe, 'wx');
    await file.writeFile('probe');
    await file.sync();
    await file.close();
    return good('data folder', `${folder} can be written`);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const who = process.getuid?.() ?? 'this user';
    return bad('data folder', said, `give user ${who} the right to write there, or mend store.path`);
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

async function examineRoom(folder: string, target: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const size = existsSync(target) ? (await stat(target)).size : 0;
  const said = `${megabytes(free)} MB free, the database takes ${megabytes(size)} MB`;
  return free >= Math.max(LEAST_FREE, size)
    ? good('disk', said)
    : bad('disk', said, 'make room, or give the data folder a larger disk: a full one stops the bot');
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
