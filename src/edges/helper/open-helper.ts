/** The one helper thread: named jobs one after another, each with a deadline that ends it and a bounded heap. */
import { type Transferable, Worker } from 'node:worker_threads';
import type { JobReply, JobRequest, Jobs } from './serve-jobs.ts';

export type HelperOptions = {
  /** The module that the thread runs; it calls `serveJobs`. */
  readonly module: URL;
  /** Megabytes of heap that a job may take, with all that earlier ones left. */
  readonly heapMb: number;
  /** Handed to every thread that is begun, also to the ones that replace it. */
  readonly workerData?: unknown;
};

export type JobOptions = {
  readonly signal: AbortSignal;
  /** Milliseconds from when the thread has its code and begins. */
  readonly deadlineMs: number;
  /** Buffers that are given away rather than copied. */
  readonly transfer?: readonly Transferable[];
  /** True where the thread is to be replaced afterwards, since the memory that the job took would stay with it. */
  readonly hungry?: boolean;
};

export type JobOutcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  /** It took longer than its deadline; the thread was ended with it. */
  | { readonly kind: 'overdue' }
  /** It took more memory than there is, or broke the thread; `cause` is Node's word for it. */
  | { readonly kind: 'died'; readonly cause: string }
  /** It threw: a bug. */
  | { readonly kind: 'threw'; readonly cause: string }
  /** The helper was closed before the job's turn came or was over. */
  | { readonly kind: 'closed' };

export type Helper<Known extends Jobs> = {
  /**
   * Has a job done when its turn comes: jobs of different names take turns, those of one name keep their order.
   * Rejects with the signal's reason where that aborts first, else never; a job under way ends with its thread then.
   */
  readonly run: <Name extends keyof Known & string>(
    name: Name,
    input: Parameters<Known[Name]>[0],
    options: JobOptions,
  ) => Promise<JobOutcome<Awaited<ReturnType<Known[Name]>>>>;
  /** Begins the thread now rather than with the first job, and keeps one running from then on. */
  readonly begin: () => void;
  /** Ends the thread; jobs that are not done are `closed`. */
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly request: JobRequest;
  readonly options: JobOptions;
  readonly settle: (outcome: JobOutcome<unknown>) => void;
};

/** Milliseconds that a thread may take to start and to load a job's code, which a busy machine needs. */
const LOADING = 120_000;

type Ended = Exclude<JobOutcome<unknown>, { kind: 'closed' }> | { readonly kind: 'aborted' };

/**
 * Opens the helper. Its thread (12 to 13 MB) is begun with the first job and replaced where a job ended it; an idle
 * one does not keep the process alive.
 */
export function openHelper<Known extends Jobs>(options: HelperOptions): Helper<Known> {
  const waiting = createLines();
  let worker: Worker | undefined;
  let busy = false;
  let closed = false;
  let standing = false;
  let nextId = 1;

  const begin = (): Worker => {
    const begun = startThread(options);
    // A thread may also die between two jobs; that must end neither the process nor the next job.
    begun.on('error', () => undefined);
    begun.on('exit', () => {
      if (worker !== begun) return;
      worker = undefined;
      if (standing && !closed && !busy) worker = begin();
    });
    return begun;
  };

  const discard = async (): Promise<void> => {
    const ended = worker;
    worker = undefined;
    await ended?.terminate();
    if (standing && !closed) worker ??= begin();
  };

  const next = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let job = waiting.take(); job !== undefined; job = waiting.take()) {
      if (closed) job.settle({ kind: 'closed' });
      else if (!job.options.signal.aborted) await doJob(job);
    }
    busy = false;
  };

  const doJob = async ({ request, options: { hungry, ...about }, settle }: Waiting): Promise<void> => {
    worker ??= begin();
    const ended = await ask(worker, request, about);
    if (ended.kind === 'overdue' || ended.kind === 'died' || ended.kind === 'aborted' || hungry === true)
      await discard();
    if (closed && ended.kind === 'died') settle({ kind: 'closed' });
    else if (ended.kind !== 'aborted') settle(ended);
  };

  const run = (name: string, input: unknown, jobOptions: JobOptions): Promise<JobOutcome<unknown>> =>
    new Promise((resolve, reject) => {
      const { signal } = jobOptions;
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const abort = (): void => reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      const settle = (outcome: JobOutcome<unknown>): void => {
        signal.removeEventListener('abort', abort);
        resolve(outcome);
      };
      if (closed) {
        settle({ kind: 'closed' });
        return;
      }
      const job = { request: { id: nextId++, name, input }, options: jobOptions, settle };
      waiting.add(job);
      void next();
    });

  return {
    // The thread does what the name says, which no type can know.
    run: run as Helper<Known>['run'],
    begin: () => {
      standing = true;
      if (!closed) worker ??= begin();
    },
    close: async () => {
      closed = true;
      await discard();
    },
  };
}

/** Jobs that wait, a line for each name; the name that has waited longest is next. */
function createLines(): { readonly add: (job: Waiting) => void; readonly take: () => Waiting | undefined } {
  const lines = new Map<string, Waiting[]>();
  return {
    add: (job) => {
      const line = lines.get(job.request.name);
      if (line === undefined) lines.set(job.request.name, [job]);
      else line.push(job);
    },
    take: () => {
      for (const [name, line] of lines) {
        const job = line.shift();
        lines.delete(name);
        if (line.length > 0) lines.set(name, line);
        if (job !== undefined) return job;
      }
      return undefined;
    },
  };
}

function startThread({ module, heapMb, workerData }: HelperOptions): Worker {
  const thread = new Worker(module, {
    workerData,
    // Hostile text is read there: it needs neither our secrets nor our flags.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
  });
  thread.unref();
  return thread;
}

function ask(
  worker: Worker,
  request: JobRequest,
  { signal, deadlineMs, transfer = [] }: JobOptions,
): Promise<Ended> {
  return new Promise((resolve) => {
    const settle = (ended: Ended): void => {
      clearTimeout(deadline);
      worker.off('message', answered).off('error', failed).off('exit', gone);
      signal.removeEventListener('abort', aborted);
      worker.unref();
      resolve(ended);
    };
    const answered = (reply: JobReply): void => {
      if (reply.id !== request.id) return;
      if ('begun' in reply) {
        clearTimeout(deadline);
        deadline = setTimeout(overdue, deadlineMs);
        return;
      }
      settle('error' in reply ? { kind: 'threw', cause: reply.error } : { kind: 'done', value: reply.value });
    };
    const failed = (error: Error): void => settle({ kind: 'died', cause: error.message });
    const gone = (): void => settle({ kind: 'died', cause: 'the thread was ended' });
    const aborted = (): void => settle({ kind: 'aborted' });
    const overdue = (): void => settle({ kind: 'overdue' });
    let deadline = setTimeout(overdue, LOADING + deadlineMs);
    worker.on('message', answered).on('error', failed).on('exit', gone);
    signal.addEventListener('abort', aborted);
    worker.ref();
    worker.postMessage(request, transfer);
  });
}
