/** Reads an answer's body up to a size, or sets it aside. */
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { BodyBudget } from './body-budget.ts';

/** A short body is read to its end so that the connection can be used again; a longer one is cut off with it. */
const WORTH_READING = 16 * 1024;

/** The bytes of a body, or why they were not read to the end. */
export type Body = Uint8Array | 'too-large' | 'crowded-out';

/** All bytes of a body, at most `maxBytes`, within a budget. Rejects where the connection breaks. */
export function readBody(body: Readable, maxBytes: number, budget: BodyBudget): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const abandon = (why: 'too-large' | 'crowded-out'): void => {
      chunks.length = 0;
      share.end();
      resolve(why);
      body.destroy();
    };
    const share = budget(() => abandon('crowded-out'));
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        abandon('too-large');
        return;
      }
      chunks.push(chunk);
      share.grow(chunk.length);
    });
    body.on('end', () => {
      share.end();
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
    });
    body.on('error', (error) => {
      share.end();
      reject(error);
    });
    body.on('close', () => share.end());
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
