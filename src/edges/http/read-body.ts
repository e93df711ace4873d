/** Reads an answer's body up to a size, or sets it aside. */
import { addAbortSignal, type Readable } from 'node:stream';
import type { BodyBudget } from './body-budget.ts';
import { collectBytes } from './collect-bytes.ts';

/** A short body is read to its end so that the connection can be used again; a longer one is cut off with it. */
const WORTH_READING = 16 * 1024;

/** The bytes of a body, or why they were not read to the end. */
export type Body =
  | {
      readonly bytes: Uint8Array;
      /** What ended the connection before the body's own end, where something did and bytes had come. */
      readonly cutBy: unknown;
    }
  | 'too-large'
  | 'crowded-out';

/** What is known of a body before it comes. */
export type Expected = {
  readonly maxBytes: number;
  /** Its length, if the server told the truth. */
  readonly length: number | undefined;
};

/** All bytes of a body, at most `maxBytes`, within a budget. Rejects where the connection breaks before any came. */
export function readBody(body: Readable, { maxBytes, length }: Expected, budget: BodyBudget): Promise<Body> {
  return new Promise((resolve, reject) => {
    const received = collectBytes({ maxBytes, length });
    let size = 0;
    const abandon = (why: 'too-large' | 'crowded-out'): void => {
      received.clear();
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
      received.push(chunk);
      share.grow(chunk.length);
    });
    const finish = (cutBy: unknown): void => {
      share.end();
      resolve({ bytes: received.all(), cutBy });
    };
    body.on('end', () => finish(undefined));
    body.on('error', (error) => {
      if (size > 0) finish(error);
      share.end();
      reject(error);
    });
    body.on('close', () => share.end());
  });
}

/** Lets a body go that nobody wants. Never rejects: what it was is known from the status already. */
export async function discardBody(body: Readable, signal: AbortSignal): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of addAbortSignal(signal, body)) {
      size += Buffer.isBuffer(chunk) ? chunk.length : 0;
      if (size > WORTH_READING) break;
    }
  } catch {
    body.destroy();
  }
}
