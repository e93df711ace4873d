/** Reads who was adopted, from a database that a bot may have open; nothing in it is changed. */
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { openClient } from '../engine/postgres.ts';
import { isPostgresUrl } from '../engine/postgres-url.ts';
import type { Space } from '../people/adoptions.ts';

const Rows = z.array(z.object({ platform: z.string(), space: z.string() }));
const ASKED = 'select platform, space from adoptions';

/** Adopted servers and workspaces; none where there is no database, or one from before there were adoptions. */
export async function readAdoptions(target: string): Promise<readonly Space[]> {
  try {
    return Rows.parse(isPostgresUrl(target) ? await fromServer(target) : fromFile(target));
  } catch {
    return [];
  }
}

function fromFile(path: string): unknown {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    return db.prepare(ASKED).all();
  } finally {
    db.close();
  }
}

async function fromServer(url: string): Promise<unknown> {
  const client = await openClient(url);
  try {
    return (await client.query(ASKED)).rows;
  } finally {
    await client.end();
  }
}
