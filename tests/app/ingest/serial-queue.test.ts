import { describe, expect, it } from 'vitest';
import { createSerialQueue } from '../../../src/app/ingest/serial-queue.ts';

describe('createTurns', () => {
  it('does one thing after another, the urgent ones first, and goes on after a failure', async () => {
    const take = createSerialQueue();
    const log: string[] = [];
    const work = (name: string) => async (): Promise<string> => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} ends`);
      if (name === 'b') throw new Error('disk full');
      return name;
    };
    const all = [
      take(false, work('a')),
      take(false, work('b')),
      take(true, work('c')),
      take(false, work('d')),
      take(true, work('e')),
    ];
    const ended = await Promise.allSettled(all);
    expect(log.filter((each) => each.endsWith('begins')).map((each) => each.charAt(0))).toEqual([
      'c',
      'e',
      'a',
      'b',
      'd',
    ]);
    expect(log.map((each) => each.split(' ')[1])).toEqual(
      Array.from({ length: 5 }, () => ['begins', 'ends']).flat(),
    );
    expect(ended.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
  });
});
