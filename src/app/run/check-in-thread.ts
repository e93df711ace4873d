/** Has a configuration judged in a thread of its own: thousands of feeds take seconds and a hundred megabytes. */
import { Worker } from 'node:worker_threads';
import type { ConfigCheck } from './check-root.ts';
import { workerAddress } from '../../core/worker-address.ts';

/** Megabytes of heap: 10,000 feeds do with 128, and a file gone wild must not end the bot that runs. */
const HEAP_MB = 768;

export type ThreadOptions = {
  readonly heapMb?: number;
  /** The module that the thread runs. */
  readonly module?: URL;
};

/**
 * `judgeConfig` without a moment in which nothing else runs. Rejects with its error, in a sentence where the memory
 * does not suffice, and with the signal's reason where `signal` aborts first; the thread is ended then.
 */
export async function checkInThread(
  root: string,
  signal: AbortSignal,
  options: ThreadOptions = {},
): Promise<ConfigCheck> {
  signal.throwIfAborted();
  const { heapMb = HEAP_MB, module = workerAddress(import.meta.url, 'config-thread') } = options;
  const { promise, resolve, reject } = Promise.withResolvers<ConfigCheck>();
  const thread = new Worker(module, {
    workerData: root,
    // Files are read there: that needs neither our secrets nor our flags.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
  });
  const end = (): void => {
    void thread.terminate();
    reject(signal.reason);
  };
  signal.addEventListener('abort', end, { once: true });
  thread.once('message', resolve);
  thread.on('error', (error: NodeJS.ErrnoException) =>
    reject(
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new Error(`the configuration takes more than ${heapMb} MB to read; divide or shorten it`, {
            cause: error,
          })
        : error,
    ),
  );
  thread.once('exit', () =>
    reject(new Error('the thread that reads the configuration ended without a word')),
  );
  return promise.finally(() => signal.removeEventListener('abort', end));
}
