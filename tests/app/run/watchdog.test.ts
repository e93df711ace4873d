import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-watchdog-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Starts a bot that hangs in `how`, and what it says on its standard error. */
function startStalling(how: string) {
  const script = join(import.meta.dirname, 'stalling-bot.ts');
  const child = spawn(process.execPath, [script, how, folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  return { child, said: () => said };
}

describe('a bot whose loops stand still', () => {
  it.each([
    ['loop', 'the event loop has not turned', [70, null]],
    ['wait', 'the event loop has not turned', [70, null]],
    ['expression', 'the event loop has not turned', [70, null]],
    // Native code cannot be interrupted, only killed.
    ['query', 'the event loop has not turned', [null, 'SIGKILL']],
    ['deliveries', 'nobody has looked for due deliveries', [70, null]],
  ])('ends by itself, and says why: %s', async (how, reason, end) => {
    const { child, said } = startStalling(how);
    expect(await once(child, 'close')).toEqual(end);
    const lines = said()
      .trim()
      .split('\n')
      .map((line): { msg: string; level: number } => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ level: 60, msg: expect.stringContaining(reason) });
    expect(lines.map(({ msg }) => msg)).toContain('signpost is running');
  });

  it('goes on where none does, also after it was stopped for a while by a signal', async () => {
    const { child, said } = startStalling('nothing');
    while (!said().includes('signpost is running')) await wait(50);
    child.kill('SIGSTOP');
    await wait(6_000);
    child.kill('SIGCONT');
    await wait(3_000);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said()).not.toContain('the process is ended');
  });
});
