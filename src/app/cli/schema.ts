/** `signpost schema`: writes the JSON Schemas of configuration files, for editors, and of what webhooks are sent. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { schemaFiles } from '../../config/schema-files.ts';
import { PLATFORMS } from '../run/platforms.ts';

export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('write config/schema/*.json and docs/webhook.schema.json from the schemas in the code')
    .action(async () => {
      const { root } = program.opts<{ root: string }>();
      const published = await Promise.all(
        PLATFORMS.map(async ({ published }) => (await published?.()) ?? []),
      );
      for (const { path, text } of [...schemaFiles(PLATFORMS), ...published.flat()]) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), text);
        process.stdout.write(`${path}\n`);
      }
    });
}
