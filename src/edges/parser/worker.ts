/** The parsing thread: bytes in, outcome out, nothing else. */
import { parentPort } from 'node:worker_threads';
import { parseFeed } from '../../core/feed/read/parse.ts';
import type { ParseJob } from './open-worker.ts';

parentPort?.on('message', ({ bytes, source }: ParseJob) => {
  // A rejection is a bug; unhandled, it ends the thread, and whoever asked is told.
  void parseFeed(bytes, source).then((outcome) => parentPort?.postMessage(outcome, []));
});
