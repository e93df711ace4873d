/** Large documents are read and stored one after another, so that many hostile ones take no more memory than a few. */

const MB = 1_024 * 1_024;
/** Bytes of a document that waits for no other. */
const LARGE = MB / 4;
/** Bytes of all documents that wait together. */
const ROOM = 16 * MB;

export type LargeDocuments = {
  /**
   * Does the work at once for a small document, and for a large one when it is its turn. `full` where too much waits
   * already and this is the largest of it, or was when others came.
   */
  readonly take: <T>(bytes: number, work: () => Promise<T>) => Promise<T | 'full'>;
};

type Waiting = { readonly bytes: number; readonly go: () => Promise<void>; readonly leave: () => void };

/** Opens the waiting room; the smallest goes first, since honest documents are smaller than hostile ones. */
export function createLargeDocuments(): LargeDocuments {
  const waiting: Waiting[] = [];
  let busy = false;

  const next = async (): Promise<void> => {
    if (busy) return;
    const first = waiting.shift();
    if (first === undefined) return;
    busy = true;
    await first.go();
    busy = false;
    void next();
  };

  const crowded = (): boolean => waiting.reduce((sum, { bytes }) => sum + bytes, 0) > ROOM;

  return {
    take: (bytes, work) => {
      if (bytes <= LARGE) return work();
      return new Promise((resolve, reject) => {
        const go = (): Promise<void> => work().then(resolve, reject);
        waiting.push({ bytes, go, leave: () => resolve('full') });
        waiting.sort((one, other) => one.bytes - other.bytes);
        while (crowded()) waiting.pop()?.leave();
        void next();
      });
    },
  };
}
