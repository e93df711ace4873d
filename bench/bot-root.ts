/** The folder that a bot under measurement runs in: its configuration, and the brief about zebras that most of them have. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes files, or writes them anew; paths are relative to the root. */
export async function writeRoot(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** A brief whose one indicator is lit by any zebra, and rises only after `activeAt` of them where that is said. */
export function zebraBrief(id: string, title: string, activeAt?: number): string {
  return `
id: ${id}
title: ${title}
happened: x
leverage: x
mechanism: x
matters: It must arrive.
watch: zebras
indicators:
  - id: zebras
    name: Zebras
    quote: zebras
    query: zebra
${activeAt === undefined ? '' : `    active_at: ${activeAt}\n`}    examples: { hits: [a zebra], misses: [a horse] }
`;
}
