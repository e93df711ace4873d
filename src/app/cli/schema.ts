/** `signpost schema`: writes the JSON Schemas that editors complete and check configuration files with. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { schemaFiles } from '../../config/schema-files.ts';

export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('write config/schema/*.json from the schemas in the code')
    .action(async () => {
      const { root } = program.opts<{ root: string }>();
      for (const { path, text } of schemaFiles()) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), text);
        process.stdout.write(`${path}\n`);
      }
    });
}
