/** The shared lists as the build has read them: as long as nobody changes a file of them, they need not be read again. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type ConfigFile, isListFile } from '../../config/config-file.ts';
import type { List, Lists } from '../../core/lists/list.ts';

/** Written by the build beside its code; the terms in it were checked then. */
const Written = z.object({ digest: z.string(), lists: z.record(z.string(), z.custom<List>()) });

/**
 * What these files' lists hold, where they are the very files of the build; undefined where one was changed, and where the
 * program runs from its sources. Rejects where the build is broken.
 */
export async function knownLists(files: readonly ConfigFile[]): Promise<Lists | undefined> {
  const text = await readFile(new URL('lists.json', import.meta.url), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { digest, lists } = Written.parse(JSON.parse(text));
  return digest === listsDigest(files) ? lists : undefined;
}

/** SHA-256 of the files of shared lists among these, in hex. */
export function listsDigest(files: readonly ConfigFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of files.filter(isListFile)) hash.update(`${path}\0${text}\0`);
  return hash.digest('hex');
}
