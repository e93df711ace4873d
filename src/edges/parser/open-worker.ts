/** One parsing thread: documents one after another, each with a deadline and a bounded heap. */
import { Worker } from 'node:worker_threads';
import type { ParseOutcome } from '../../core/feed/read/item.ts';
import type { DocumentSource } from '../../core/feed/read/parse.ts';
import { workerAddress } from '../../core/worker-address.ts';

export type WorkerOptions = {
  /** Milliseconds that one document may take. */
  readonly deadlineMs: number;
  /** Megabytes of heap that one document may take. */
  readonly heapMb: number;
};

/** What goes to the thread; its answer is a ParseOutcome. */
export type ParseJob = { readonly bytes: Uint8Array; readonly source: DocumentSource };

/** After a document of more bytes the thread is replaced: a hundred megabytes that it took would stay with it. */
const MEMORY_HUNGRY = 2 * 1024 * 1024;

/** Opens the thread when the first document comes; an idle thread does not keep the process alive. */
export function openWorker(options: WorkerOptions) {
  let worker: Worker | undefined;
  /** Settles when the thread is free. */
  let free: Promise<unknown> = Promise.resolve();
  let closed = false;

  const discard = async (): Promise<void> => {
    const ended = worker;
    worker = undefined;
    await ended?.terminate();
  };

  const begin = (): Worker => {
    const begun = start(options.heapMb);
    // A thread may also die between two documents; that must end neither the process nor the next document.
    begun.on('error', () => undefined);
    begun.on('exit', () => {
      if (worker === begun) worker = undefined;
    });
    return begun;
  };

  const run = async (job: ParseJob, signal: AbortSignal): Promise<ParseOutcome> => {
    signal.throwIfAborted();
    if (closed) return { kind: 'not-a-feed', reason: 'It was not read, because the parser is closed.' };
    worker ??= begin();
    const answer = await ask(worker, job, AbortSignal.any([signal, AbortSignal.timeout(options.deadlineMs)]));
    if (answer.kind === 'answered') {
      if (job.bytes.length > MEMORY_HUNGRY) await discard();
      return answer.outcome;
    }
    await discard();
    signal.throwIfAborted();
    return { kind: 'not-a-feed', reason: reasonFor(answer, options) };
  };

  return {
    parse(bytes: Uint8Array, source: DocumentSource, signal: AbortSignal): Promise<ParseOutcome> {
      const { url, contentType } = source;
      const outcome = free.then(() => run({ bytes, source: { url, contentType } }, signal));
      free = outcome.catch(() => undefined);
      return outcome;
    },
    close(): Promise<void> {
      closed = true;
      return discard();
    },
  };
}

type Answer =
  | { readonly kind: 'answered'; readonly outcome: ParseOutcome }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'died'; readonly cause: string };

function start(heapMb: number): Worker {
  return new Worker(workerAddress(import.meta.url, 'worker'), {
    // Hostile text is parsed there: it needs neither our secrets nor our flags.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
  });
}

function ask(worker: Worker, { bytes, source }: ParseJob, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer): void => {
      worker.off('message', answered).off('error', failed).off('exit', ended);
      signal.removeEventListener('abort', interrupted);
      worker.unref();
      resolve(answer);
    };
    const answered = (outcome: ParseOutcome): void => settle({ kind: 'answered', outcome });
    const failed = (error: Error): void => settle({ kind: 'died', cause: error.message });
    const ended = (): void => settle({ kind: 'died', cause: 'the thread was ended' });
    const interrupted = (): void => settle({ kind: 'interrupted' });
    worker.on('message', answered).on('error', failed).on('exit', ended);
    signal.addEventListener('abort', interrupted);
    worker.ref();
    const copy = new Uint8Array(bytes);
    worker.postMessage({ bytes: copy, source } satisfies ParseJob, [copy.buffer]);
  });
}

function reasonFor(answer: Exclude<Answer, { kind: 'answered' }>, options: WorkerOptions): string {
  switch (answer.kind) {
    case 'interrupted':
      return `It takes longer than ${options.deadlineMs / 1_000} s to read, which no feed does; it may be broken or hostile.`;
    case 'died':
      return `It cannot be read within ${options.heapMb} MB of memory, which no feed needs, or broke the reader (${answer.cause}).`;
  }
}
