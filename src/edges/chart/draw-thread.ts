/** Starts the thread that draws, and asks it for one picture at a time. */
import { Worker } from 'node:worker_threads';
import type { ChartRequest } from './chart-request.ts';
import type { Answer } from './draw-worker.ts';
import { workerAddress } from '../../core/worker-address.ts';

export type DrawThread = {
  /**
   * The picture as PNG. To be called again only when the last one has settled. Rejects where it cannot be drawn, and
   * where it takes longer than `timeout` milliseconds; the thread is ended then.
   */
  readonly draw: (request: ChartRequest, timeout: number) => Promise<Uint8Array>;
  readonly end: (reason: string) => Promise<void>;
};

/** Megabytes; what a picture takes for a moment is cleared away sooner, and a runaway ends its thread only. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };

/**
 * The library that makes pixels has an allocator of its own, which keeps what it once had for as long as the process
 * lives: 20 MB after one picture. It reads this as it is loaded, the first time that a picture is drawn.
 */
const PURGE_AT_ONCE = 'MIMALLOC_PURGE_DELAY';

/** `onEnd` is called once, before anybody learns that the thread has ended. */
export function startDrawThread(onEnd: () => void): DrawThread {
  process.env[PURGE_AT_ONCE] ??= '0';
  const worker = new Worker(workerAddress(import.meta.url, 'draw-worker'), { resourceLimits: LIMITS });
  let settle: ((answer: Answer) => void) | undefined;
  let ended = false;
  const end = async (reason: string): Promise<void> => {
    if (!ended) onEnd();
    ended = true;
    settle?.({ kind: 'failed', reason });
    await worker.terminate();
  };
  worker.on('message', (answer: Answer) => settle?.(answer));
  worker.on('error', (error) => void end(`the drawing thread broke: ${String(error)}`));
  worker.on('exit', () => void end('the drawing thread ended'));
  worker.unref();
  return {
    end,
    draw: (request, timeout) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => void end(`no picture within ${timeout} ms`), timeout);
        settle = (answer) => {
          clearTimeout(timer);
          settle = undefined;
          if (answer.kind === 'drawn') resolve(answer.png);
          else reject(new Error(`chart: ${answer.reason}`));
        };
        worker.postMessage(request, []);
      }),
  };
}
