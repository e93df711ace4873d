import { array, assert, constantFrom, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectBytes } from '../../../src/edges/http/collect-bytes.ts';

const MB = 1_024 * 1_024;

/** So many bytes that tell where they belong. */
function bytesFrom(start: number, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, at) => ((start + at) * 31 + ((start + at) >>> 8)) & 0xff);
}

describe('collectBytes', () => {
  it('gives what came, in its order, whatever the pieces are and whatever length was told', () => {
    assert(
      property(
        record({
          pieces: array(nat(120_000), { maxLength: 12 }),
          length: constantFrom(undefined, Number.NaN, -1, 0, 7, 300_000, 2 * MB, 1_000 * MB),
        }),
        ({ pieces, length }) => {
          const received = collectBytes({ maxBytes: 2 * MB, length });
          let size = 0;
          for (const piece of pieces) {
            received.push(bytesFrom(size, piece));
            size += piece;
          }
          expect(Buffer.from(received.all()).equals(bytesFrom(0, size))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('sets no more aside than the limit, and nothing on a promise alone', () => {
    const received = collectBytes({ maxBytes: MB, length: 1_000 * MB });
    received.push(bytesFrom(0, 1_000));
    expect(received.all().buffer.byteLength).toBeLessThan(100_000);
    const large = collectBytes({ maxBytes: MB, length: undefined });
    for (let at = 0; at < MB; at += 65_536) large.push(bytesFrom(at, 65_536));
    expect(large.all().buffer.byteLength).toBe(MB);
  });

  it('takes the memory of a large one at once where its length was told, so that nothing is copied again', () => {
    const told = collectBytes({ maxBytes: 10 * MB, length: 700_000 });
    for (let at = 0; at < 700_000; at += 50_000) told.push(bytesFrom(at, 50_000));
    expect(told.all().buffer.byteLength).toBe(700_000);
  });
});
