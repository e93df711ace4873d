/** The thread that judges one configuration: a root in, a judgement out; then it ends and gives its memory back. */
import { parentPort, workerData } from 'node:worker_threads';
import { checkRoot } from './check-root.ts';

// A rejection is a bug or a folder that cannot be read; unhandled, it ends the thread, and whoever asked is told.
parentPort?.postMessage(await checkRoot(String(workerData)), []);
