/** A process whose log is read by a collector says nothing beside it: neither warnings nor its own end. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const url = (path: string): string => new URL(`../../../src/${path}`, import.meta.url).href;

function linesOf(code: string): { readonly status: number | null; readonly lines: readonly unknown[] } {
  const script = `
    const { hearFaults } = await import('${url('app/cli/hear-faults.ts')}');
    const { createLog } = await import('${url('edges/log/log.ts')}');
    hearFaults(createLog({ level: 'info', secrets: ['hunter2hunter2'] }));
    ${code}`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    timeout: 60_000,
  });
  const lines = stderr.split('\n').filter((line) => line !== '');
  return { status, lines: lines.map((line): unknown => JSON.parse(line)) };
}

it('says a warning of Node as a line of the log, and goes on', () => {
  expect(linesOf(`process.emitWarning('eleven listeners', 'SomeWarning');`)).toEqual({
    status: 0,
    lines: [expect.objectContaining({ level: 40, warning: 'SomeWarning', msg: 'eleven listeners' })],
  });
});

it.each([
  ['an error', `setTimeout(() => { throw new Error('no hunter2hunter2'); }, 1);`, 'uncaughtException'],
  ['a promise', `void Promise.reject(new Error('no hunter2hunter2'));`, 'unhandledRejection'],
])('ends with a line and a code where nobody caught %s', (_, code, origin) => {
  const { status, lines } = linesOf(`${code} setInterval(() => undefined, 1_000);`);
  expect(status).toBe(1);
  expect(lines).toMatchObject([
    {
      level: 50,
      origin,
      err: { message: 'no [secret]' },
      msg: expect.stringContaining('a bug that nothing caught'),
    },
  ]);
});
