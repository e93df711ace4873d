/** The shared lists as the build has read them: as long as nobody changes a file of them, they need not be read again. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { KnownLists } from '../../config/read-lists.ts';
import type { List } from '../../core/lists/list.ts';

/** Written by the build beside its code; the terms in it were checked then. */
const Written = z.object({
  files: z.array(z.object({ path: z.string(), text: z.string() })),
  lists: z.record(z.string(), z.custom<List>()),
});

/** Undefined where the program runs from its sources. Rejects where the build is broken. */
export async function knownLists(): Promise<KnownLists | undefined> {
  const text = await readFile(new URL('lists.json', import.meta.url), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Written.parse(JSON.parse(text));
}
