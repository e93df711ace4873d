import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPoliteness } from '../../../src/app/poll/politeness.ts';

const GAP = 1_500;
/** How long a request holds its place. */
const SLOW = 1_000;
const polite = (concurrency = 16) => createPoliteness<string>({ concurrency, gap: () => GAP });

describe('createPoliteness', () => {
  it('asks one host for one thing at a time, a gap after the last answer', () => {
    const queue = polite();
    queue.add('a', 'first');
    queue.add('a', 'second');
    expect(queue.take(0)).toEqual({ host: 'a', job: 'first' });
    expect(queue.take(0)).toBeUndefined();
    expect(queue.nextAt(0)).toBeUndefined();
    queue.finish('a', 400);
    expect(queue.take(400 + GAP - 1)).toBeUndefined();
    expect(queue.nextAt(0)).toBe(400 + GAP);
    expect(queue.take(400 + GAP)).toEqual({ host: 'a', job: 'second' });
  });

  it('lets other hosts pass a host that is taken', () => {
    const queue = polite();
    for (const [host, job] of [
      ['a', '1'],
      ['a', '2'],
      ['b', '3'],
    ] as const)
      queue.add(host, job);
    expect([queue.take(0)?.job, queue.take(0)?.job, queue.take(0)?.job]).toEqual(['1', '3', undefined]);
  });

  it('asks no more than so many hosts at once', () => {
    const queue = polite(2);
    for (const host of ['a', 'b', 'c']) queue.add(host, host);
    expect([queue.take(0)?.job, queue.take(0)?.job, queue.take(0)?.job]).toEqual(['a', 'b', undefined]);
    queue.finish('b', 10);
    expect(queue.take(10)?.job).toBe('c');
  });

  it('waits for slow hosts beside the others, but not for any number of them', () => {
    const queue = polite(2);
    for (let host = 0; host < 40; host += 1) queue.add(`${host}`, `${host}`);
    const takeAll = (now: number): number => {
      let taken = 0;
      while (queue.take(now) !== undefined) taken += 1;
      return taken;
    };
    expect(takeAll(0)).toBe(2);
    expect(queue.nextAt(0)).toBe(SLOW);
    expect(takeAll(SLOW - 1)).toBe(0);
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((nth) => takeAll(nth * SLOW))).toEqual([
      2, 2, 2, 2, 2, 2, 2, 2, 2,
    ]);
    // Twenty are under way, eighteen of them slow: that is enough.
    expect([takeAll(10 * SLOW), queue.nextAt(10 * SLOW)]).toEqual([0, undefined]);
    queue.finish('3', 10 * SLOW);
    expect(takeAll(10 * SLOW)).toBe(1);
  });

  it('lets hosts that answered at once go before those that were slow last time, which get one turn in four', () => {
    const queue = polite(1);
    for (let host = 0; host < 8; host += 1) queue.add(`slow ${host}`, `slow ${host}`);
    for (let turn = 0; turn < 8; turn += 1) {
      const host = queue.take(turn * 60_000)?.host ?? '';
      queue.finish(host, turn * 60_000 + SLOW);
    }
    const later = 3_600_000;
    for (let host = 0; host < 8; host += 1) queue.add(`slow ${host}`, `slow ${host}`);
    for (let host = 0; host < 6; host += 1) queue.add(`prompt ${host}`, `prompt ${host}`);
    const order: string[] = [];
    for (let turn = 0; turn < 14; turn += 1) {
      const host = queue.take(later + turn * 10)?.host ?? '';
      order.push(host.replace(/ .*/, ''));
      queue.finish(host, later + turn * 10 + 5);
    }
    const both = ['slow', 'prompt', 'prompt', 'prompt', 'slow', 'prompt', 'prompt', 'prompt'];
    expect(order).toEqual([...both, 'slow', 'slow', 'slow', 'slow', 'slow', 'slow']);
    // They were prompt this time.
    queue.add('slow 7', 'slow 7');
    queue.add('prompt 9', 'prompt 9');
    expect([queue.take(later + 60_000)?.host, queue.nextAt(later + 60_000)]).toEqual([
      'slow 7',
      later + 61_000,
    ]);
  });

  it('has places left for hosts that answer at once, however many slow ones are under way', () => {
    const queue = polite(1);
    const hosts = Array.from({ length: 20 }, (_, host) => `slow ${host}`);
    for (const [turn, host] of hosts.entries()) {
      queue.add(host, host);
      expect(queue.take(turn * 60_000)?.host).toBe(host);
      queue.finish(host, turn * 60_000 + SLOW);
    }
    const later = 3_600_000;
    for (const host of hosts) queue.add(host, host);
    const under = hosts.flatMap((_, turn) => queue.take(later + turn * SLOW)?.host ?? []);
    expect(under).toHaveLength(9);
    expect(queue.nextAt(later + 60_000)).toBeUndefined();
    queue.add('prompt', 'prompt');
    expect(queue.take(later + 60_000)?.host).toBe('prompt');
  });

  it('sends away whoever waits for a host that is held, and forgets the hold when it is over', () => {
    const queue = polite();
    queue.add('a', '1');
    expect(queue.hold('a', 5_000)).toEqual(['1']);
    expect(queue.heldUntil('a', 4_999)).toBe(5_000);
    expect(queue.heldUntil('a', 5_000)).toBeUndefined();
    queue.add('a', '2');
    expect(queue.take(4_999)).toBeUndefined();
    expect(queue.nextAt(0)).toBe(5_000);
    queue.hold('a', 3_000);
    queue.prune(4_000);
    expect(queue.heldUntil('a', 4_000)).toBe(5_000);
  });

  it('keeps what lies ahead as far ahead when the clock is set', () => {
    const queue = polite();
    queue.hold('a', 10_000);
    queue.shift(-6_000);
    expect(queue.heldUntil('a', 3_999)).toBe(4_000);
  });

  it('whatever happens, never asks a host twice at once, too soon, or more hosts than allowed', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), host: fc.constantFrom('a', 'b', 'c', 'd') }),
      fc.record({ kind: fc.constant('take' as const) }),
      fc.record({ kind: fc.constant('finish' as const), index: fc.nat(3) }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(2_000) }),
      fc.record({ kind: fc.constant('prune' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const queue = polite(2);
        const asked: string[] = [];
        const finishedAt = new Map<string, number>();
        const startedAt = new Map<string, number>();
        const faults: string[] = [];
        let now = 0;
        let waiting = 0;
        for (const each of steps) {
          if (each.kind === 'add') {
            queue.add(each.host, 'job');
            waiting += 1;
          } else if (each.kind === 'wait') now += each.ms;
          else if (each.kind === 'prune') queue.prune(now);
          else if (each.kind === 'take') {
            const turn = queue.take(now);
            if (turn === undefined) continue;
            waiting -= 1;
            if (asked.includes(turn.host)) faults.push('twice at once');
            if (now - (finishedAt.get(turn.host) ?? -GAP) < GAP) faults.push('too soon');
            asked.push(turn.host);
            startedAt.set(turn.host, now);
            const quick = asked.filter((host) => now - (startedAt.get(host) ?? 0) < SLOW);
            if (quick.length > 2) faults.push('too many');
          } else {
            const [host] = asked.splice(each.index, 1);
            if (host === undefined) continue;
            queue.finish(host, now);
            finishedAt.set(host, now);
          }
        }
        expect(faults).toEqual([]);
        // Nobody is forgotten.
        for (const host of asked) queue.finish(host, now);
        let answered = 0;
        for (let at = queue.nextAt(now); at !== undefined; at = queue.nextAt(now)) {
          now = Math.max(now, at);
          const turn = queue.take(now);
          if (turn === undefined) break;
          answered += 1;
          queue.finish(turn.host, now);
        }
        expect(answered).toBe(waiting);
      }),
    );
  });
});
