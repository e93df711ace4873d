/** A helper thread for tests: jobs that answer, wait, hang, throw and die. */
import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { serveJobs } from '../../../src/edges/helper/serve-jobs.ts';

let served = 0;

const JOBS = {
  echo: (text: string): { text: string; served: number; given: unknown } => ({
    text,
    served: ++served,
    given: workerData,
  }),
  wait: async (text: string): Promise<string> => {
    await sleep(1);
    return text;
  },
  hang: (): void => {
    for (;;);
  },
  fail: (why: string): never => {
    throw new Error(why);
  },
  leave: (): never => process.exit(3),
};

export type EchoJobs = typeof JOBS;

serveJobs(JOBS);
