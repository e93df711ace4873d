/** A reader that has seen enough, as `| head` does, ends the program without an error. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

it('ends quietly when nobody reads on', async () => {
  const headline = 'Premier praises the White House';
  const args = ['src/main.ts', 'explain', '--brief', 'config/briefs/nato-loyalty.yaml', headline];
  const program = spawn(process.execPath, args);
  const complaints = text(program.stderr);
  program.stdout.once('data', () => program.stdout.destroy());
  const [code] = await once(program, 'exit');
  expect(await complaints).not.toContain('EPIPE');
  expect(code).toBe(0);
});
