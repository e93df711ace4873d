/** Puts the pieces of an answer together as they come, so that no large one has to be copied in one go at its end. */

export type CollectedBytes = {
  readonly push: (chunk: Uint8Array) => void;
  /** Everything so far; nothing may be pushed afterwards. What is larger than `SEVERAL` has memory of its own. */
  readonly all: () => Uint8Array;
  readonly clear: () => void;
};

/** Bytes up to which pieces are kept as they are: most documents are smaller. */
const SEVERAL = 256 * 1024;
const GROWTH = 4;

/**
 * Nothing at first, and never more than `maxBytes`. The length that the server gave is believed once so much came that it
 * is worth it: the memory for ten megabytes is not set aside for whoever only promises them.
 */
export function collectBytes({
  maxBytes,
  length,
}: {
  readonly maxBytes: number;
  readonly length: number | undefined;
}): CollectedBytes {
  let few: Uint8Array[] = [];
  let large: Uint8Array<ArrayBuffer> | undefined;
  let size = 0;

  const roomFor = (needed: number): Uint8Array<ArrayBuffer> => {
    if (large !== undefined && needed <= large.length) return large;
    const told = length !== undefined && length >= needed && length <= maxBytes ? length : needed * GROWTH;
    // Not filled with zeros, since every byte that is read is written before.
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.min(told, maxBytes)));
    let at = 0;
    for (const piece of large === undefined ? few : [large.subarray(0, size)]) {
      larger.set(piece, at);
      at += piece.length;
    }
    few = [];
    large = larger;
    return larger;
  };

  return {
    push: (chunk) => {
      if (large === undefined && size + chunk.length <= SEVERAL) few.push(chunk);
      else roomFor(size + chunk.length).set(chunk, size);
      size += chunk.length;
    },
    all: () => {
      if (large !== undefined) return large.subarray(0, size);
      const [only] = few;
      return few.length === 1 && only !== undefined ? only : Buffer.concat(few);
    },
    clear: () => {
      [few, large, size] = [[], undefined, 0];
    },
  };
}
