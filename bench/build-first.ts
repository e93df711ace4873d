/** Builds the program where the build is missing or old, so that a bench measures what people run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** The built program's main file. */
export async function buildFirst(): Promise<string> {
  const builder = spawn(process.execPath, [join(ROOT, 'scripts/build.ts'), '--when-old'], {
    stdio: 'inherit',
  });
  await once(builder, 'exit');
  return join(ROOT, 'dist/main.js');
}
