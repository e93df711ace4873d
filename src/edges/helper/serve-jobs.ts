/** The helper thread's side: takes one named job after another and answers each. */
import { parentPort } from 'node:worker_threads';

/** What a helper can do: functions by name. What goes in and comes out is copied between threads (structured clone). */
// A function of any argument must fit here, and `never` is the one type that every argument takes in.
export type Jobs = Readonly<Record<string, (input: never) => unknown>>;

/** What goes to the thread. */
export type JobRequest = { readonly id: number; readonly name: string; readonly input: unknown };
/** What comes back: that the job has begun, and then its value, or what it threw, in a sentence. */
export type JobReply =
  | { readonly id: number; readonly begun: true }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

/**
 * Serves `jobs` to whoever opened this thread with `openHelper`. Jobs come one at a time; one may wait for something
 * (return a promise), and timers of the thread run meanwhile. What a job throws is told to whoever asked for it.
 * `load` loads the code of a job by its name, which counts for no deadline: a busy machine takes seconds over it.
 */
export function serveJobs(
  jobs: Jobs,
  load: Readonly<Partial<Record<string, () => Promise<unknown>>>> = {},
): void {
  parentPort?.on('message', (request: JobRequest) => void answer(jobs, load, request));
}

async function answer(
  jobs: Jobs,
  load: Readonly<Partial<Record<string, () => Promise<unknown>>>>,
  { id, name, input }: JobRequest,
): Promise<void> {
  let reply: JobReply;
  try {
    const job = jobs[name];
    if (job === undefined) throw new Error(`the helper knows no job ${name}`);
    await load[name]?.();
    parentPort?.postMessage({ id, begun: true } satisfies JobReply, []);
    reply = { id, value: await job(input as never) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply, []);
}
