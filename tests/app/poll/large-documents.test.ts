import { describe, expect, it } from 'vitest';
import { createLargeDocuments } from '../../../src/app/poll/large-documents.ts';

const MB = 1_024 * 1_024;

/** Work that lasts until it is told to end. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    work: (name: string) => () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    },
    end: async (name: string): Promise<void> => {
      ends.get(name)?.();
      // Whoever is next begins before a turn of the event loop is over.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('createLargeDocuments', () => {
  it('lets small documents pass at once and large ones one after another, the smallest first', async () => {
    const { begun, work, end } = works();
    const { take } = createLargeDocuments();
    void take(9 * MB, work('nine'));
    void take(8 * MB, work('eight'));
    void take(MB, work('one'));
    void take(1_000, work('small'));
    expect(begun).toEqual(['nine', 'small']);
    await end('nine');
    expect(begun).toEqual(['nine', 'small', 'one']);
    await end('one');
    expect(begun).toEqual(['nine', 'small', 'one', 'eight']);
  });

  it('has room for 16 MB, and sends the largest away', async () => {
    const { begun, work, end } = works();
    const { take } = createLargeDocuments();
    void take(9 * MB, work('first'));
    const many = ['a', 'b', 'c', 'd'].map((name, n) => take((9 - n) * MB, work(name)));
    void take(3 * MB, work('honest'));
    expect(await many[0]).toBe('full');
    await end('first');
    expect(begun).toEqual(['first', 'honest']);
  });

  it('goes on after work that fails', async () => {
    const { begun, work } = works();
    const { take } = createLargeDocuments();
    const failing = take(MB, () => Promise.reject(new Error('disk full')));
    void take(MB, work('next'));
    await expect(failing).rejects.toThrow('disk full');
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual(['next']);
  });
});
