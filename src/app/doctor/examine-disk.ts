/** Looks whether the folder of the database can be written and has room, and whether the database is sound. */
import { existsSync } from 'node:fs';
import { mkdir, open, rm, stat, statfs } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { bad, type Finding, good } from '../../core/health/finding.ts';
import { isPostgresUrl } from '../../edges/store/engine/postgres-url.ts';
import { inspectDatabase } from '../../edges/store/copies/snapshot.ts';
import { examinePostgres } from './examine-postgres.ts';

/** A busy bot writes some ten megabytes a day. */
const LEAST_FREE = 200e6;
const MAKE_ROOM = 'make room, or give the data folder a larger disk: a full one stops the bot';

/** Findings about an SQLite file and its disk, or about a PostgreSQL server. */
export async function examineStore(target: string, now: () => number): Promise<readonly Finding[]> {
  if (isPostgresUrl(target)) return examinePostgres(target, now);
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
    const full =
      error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));
    return bad(
      'data folder',
      said,
      full ? MAKE_ROOM : `give ${whoami()} the right to write there, or mend store.path`,
    );
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

async function examineRoom(folder: string, target: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const size = existsSync(target) ? (await stat(target)).size : 0;
  const said = `${megabytes(free)} MB free, the database takes ${megabytes(size)} MB`;
  return hasRoom(free, size) ? good('disk', said) : bad('disk', said, MAKE_ROOM);
}

/** Whether the bot can go on for some days, and a backup be made beside the database; in bytes. */
export function hasRoom(free: number, size: number): boolean {
  return free >= Math.max(LEAST_FREE, size);
}

function whoami(): string {
  return `user ${userInfo().username}`;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
