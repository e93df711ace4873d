import { expect, it } from 'vitest';
import { quietOutages } from '../../../../src/app/run/lights/quiet-outages.ts';
import { createLog } from '../../../../src/edges/log/log.ts';

type Line = { readonly level: number; readonly msg: string; readonly err?: unknown };

function openRig(probe: () => Promise<unknown>) {
  const lines: Line[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const time = { now: 1_000_000 };
  const log = createLog({ level: 'debug', secrets: [], destination });
  return { ...quietOutages(log, () => time.now, probe), lines, time };
}

const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const full = () => Object.assign(new Error('disk'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });

it('gives a database that is away one line a minute without a stack, and says when it is back', async () => {
  let down = true;
  const { log, lines, time, close } = openRig(() => (down ? Promise.reject(refused()) : Promise.resolve()));
  for (let i = 0; i < 300; i++) {
    log.error({ err: refused() }, 'the outbox could not be read; trying again');
    time.now += 500;
  }
  expect(lines.map(({ msg }) => msg)).toEqual([
    expect.stringMatching(/^the outbox could not be read.*the database server cannot be reached/),
    expect.stringMatching(/^the database has been in trouble for 60 s/),
    expect.stringMatching(/^the database has been in trouble for 120 s/),
  ]);
  expect(lines.every(({ err }) => err === undefined)).toBe(true);
  down = false;
  await expect
    .poll(() => lines.at(-1)?.msg, { timeout: 60_000 })
    .toMatch(/^the database is back after 150 s/);
  log.error({ err: refused() }, 'the outbox could not be read; trying again');
  expect(lines.at(-1)?.msg).toMatch(/^the outbox/);
  close();
});

it('takes no probe for the end of a full disk, but what was stored', async () => {
  const { log, lines, stored, close } = openRig(() => Promise.resolve());
  log.error({ err: full() }, 'a poll could not be stored and is done again');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(lines.map(({ msg }) => msg)).toEqual([expect.stringContaining('free space on it')]);
  stored();
  expect(lines.at(-1)?.msg).toMatch(/^the database is back/);
  close();
});

it('leaves everything else as it is', () => {
  const { log, lines, stored, close } = openRig(() => Promise.resolve());
  for (let i = 0; i < 3; i++) log.error({ err: new Error('a bug') }, 'a command failed by a bug');
  log.info({}, 'well');
  stored();
  expect(lines.map(({ msg, level }) => [msg, level])).toEqual([
    ...Array.from({ length: 3 }, () => ['a command failed by a bug', 50]),
    ['well', 30],
  ]);
  expect(lines[0]?.err).toMatchObject({ message: 'a bug', stack: expect.any(String) });
  close();
});
