/** Reads an answer's body up to a size, or sets it aside. */
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';

/** A short body is read to its end so that the connection can be used again; a longer one is cut off with it. */
const WORTH_READING = 16 * 1024;

/** All bytes of a body; undefined where there are more than `maxBytes`. Rejects where the connection breaks. */
export function readBody(body: Readable, maxBytes: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        body.destroy();
        resolve(undefined);
        return;
      }
      chunks.push(chunk);
    });
    body.on('end', () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, size));
    });
    body.on('error', reject);
  });
}

/** Lets a body go that nobody wants. Never rejects: what it was is known from the status already. */
export async function discardBody(body: Dispatcher.ResponseData['body'], signal: AbortSignal): Promise<void> {
  try {
    await body.dump({ limit: WORTH_READING, signal });
  } catch {
    body.destroy();
  }
}
