import { describe, expect, it } from 'vitest';
import { simulatedClock, systemClock } from '../../../src/edges/clock/clock.ts';

describe('simulatedClock', () => {
  it('wakes sleepers in order, each at its own instant', async () => {
    const clock = simulatedClock(1_000);
    const woken: string[] = [];
    const sleepAs = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms);
      woken.push(`${name} at ${clock.now()}`);
    };
    const both = [sleepAs('late', 500), sleepAs('early', 200)];
    expect(clock.nextWake()).toBe(1_200);
    await clock.advance(1_000);
    await Promise.all(both);
    expect(woken).toEqual(['early at 1200', 'late at 1500']);
    expect(clock.now()).toBe(2_000);
  });

  it('lets a woken sleeper sleep again within one advance', async () => {
    const clock = simulatedClock(0);
    const at: number[] = [];
    const loop = (async () => {
      for (let round = 0; round < 3; round += 1) {
        await clock.sleep(10);
        at.push(clock.now());
      }
    })();
    await clock.advanceTo(100);
    await loop;
    expect(at).toEqual([10, 20, 30]);
  });

  it('ends a sleep at once when its signal aborts', async () => {
    const clock = simulatedClock(0);
    const stop = new AbortController();
    const sleeping = clock.sleep(1_000, stop.signal);
    stop.abort();
    await sleeping;
    expect(clock.now()).toBe(0);
    expect(clock.nextWake()).toBeUndefined();
    await clock.sleep(1_000, stop.signal);
  });

  it('moves on by itself where it is told to, without adding up parallel sleeps', async () => {
    const clock = simulatedClock(0, { autoAdvance: true });
    await Promise.all([clock.sleep(100), clock.sleep(250)]);
    expect(clock.now()).toBe(250);
  });
});

describe('systemClock', () => {
  it('resolves rather than rejects when a sleep is cut short', async () => {
    const stop = new AbortController();
    const sleeping = systemClock.sleep(60_000, stop.signal);
    stop.abort();
    await expect(sleeping).resolves.toBeUndefined();
  });
});
