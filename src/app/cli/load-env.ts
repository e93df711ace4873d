/** Takes over what the `.env` of a root says, as `signpost run` does, for commands that need its secrets. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Variables that are set already stay as they are. */
export function loadEnv(root: string): void {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}
