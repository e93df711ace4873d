import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getTasks } from 'node-cron';
import { keepTicking } from '../../../src/edges/clock/keep-ticking.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/time/duration.ts';

const run = promisify(execFile);

describe('keepTicking', () => {
  let ticks = 0;
  let end: () => void = () => undefined;

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 9, 25, 0, 30) });
    ticks = 0;
    end = keepTicking(() => (ticks += 1), 2 * SECOND);
  });
  afterEach(() => {
    end();
    vi.useRealTimers();
  });

  /** Ticks of so many seconds that really pass. */
  async function ticksIn(seconds: number): Promise<number> {
    const before = ticks;
    await vi.advanceTimersByTimeAsync(seconds * SECOND);
    return ticks - before;
  }

  it('ticks until it is ended, and then leaves neither a task nor a timer', async () => {
    expect(await ticksIn(60)).toBe(30);
    expect(getTasks().size).toBe(1);
    end();
    expect(getTasks().size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(await ticksIn(60)).toBe(0);
  });

  it('ticks by the cron expression', async () => {
    expect([...getTasks().values()].map((task) => task.getPattern())).toEqual(['*/2 * * * * *']);
  });

  it.each([
    ['back an hour', -HOUR],
    ['back a day', -DAY],
    ['back thirty years', -30 * 365 * DAY],
    ['back three seconds', -3 * SECOND],
    ['forward three seconds', 3 * SECOND],
    ['forward an hour', HOUR],
    ['forward a day', DAY],
    ['forward thirty years', 30 * 365 * DAY],
  ])('goes on, neither faster nor slower, when the clock is set %s', async (_, jump) => {
    await ticksIn(11);
    vi.setSystemTime(Date.now() + jump);
    expect(await ticksIn(60)).toBe(30);
    expect(getTasks().size).toBe(1);
  });

  it.each([-HOUR, DAY])(
    'lets no three intervals pass without a tick, whenever the clock is set by %d',
    async (jump) => {
      for (let at = 0; at < 20; at += 1) {
        await vi.advanceTimersByTimeAsync(1_900 + at * 10 + 137);
        vi.setSystemTime(Date.now() + jump + at * 101);
        expect(await ticksIn(6)).toBeGreaterThanOrEqual(2);
      }
    },
  );

  it('does not heed a clock that is slewed', async () => {
    for (let second = 0; second < 60; second += 1) {
      vi.setSystemTime(Date.now() - 1);
      await ticksIn(1);
    }
    expect(ticks).toBeGreaterThanOrEqual(29);
    expect(ticks).toBeLessThanOrEqual(30);
  });

  it.each([0, 20, 1500, -SECOND, 7 * SECOND, 2 * MINUTE, Number.NaN, Infinity])(
    'takes no interval of %d ms',
    (every) => {
      expect(() => keepTicking(() => undefined, every)).toThrow(
        'none that a cron expression with seconds can say',
      );
    },
  );
});

describe('keepTicking on the real clock', () => {
  it('goes on after an event loop that was blocked for ten seconds, without making up for it', async () => {
    const heard: number[] = [];
    let hear: () => void = () => undefined;
    const end = keepTicking(() => {
      heard.push(performance.now());
      hear();
    }, SECOND);
    const next = (): Promise<void> => new Promise((resolve) => (hear = resolve));
    try {
      await next();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * SECOND);
      const before = heard.length;
      const blockedUntil = performance.now();
      await next();
      await next();
      await next();
      const after = heard.slice(before);
      expect(after).toHaveLength(3);
      // One late call at once, the others each by its second: ten that were made up for would come in one go.
      expect((after[2] ?? 0) - blockedUntil).toBeGreaterThan(SECOND);
    } finally {
      end();
    }
  });

  it('lets what a tick throws end the program, as a timer would', async () => {
    const source = new URL('../../../src/edges/clock/keep-ticking.ts', import.meta.url).href;
    const program = `import { keepTicking } from ${JSON.stringify(source)};
      keepTicking(() => { throw new Error('a bug in a tick'); }, 1000);`;
    const ended = run(process.execPath, ['--input-type=module', '--eval', program]);
    await expect(ended).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Error: a bug in a tick'),
    });
  });
});
