/** The thread that draws charts, so that drawing never delays an answer to a person. */
import { parentPort } from 'node:worker_threads';
import type { ChartRequest } from './chart-request.ts';
import { drawSvg } from './draw-svg.ts';
import { rasterise } from './rasterise.ts';

/** What the thread says to each request. */
export type Answer =
  | { readonly kind: 'drawn'; readonly png: Uint8Array }
  | { readonly kind: 'failed'; readonly reason: string };

const port = parentPort;
if (port === null) throw new Error('draw-worker.ts runs as a worker thread only');

port.on('message', (request: ChartRequest) => {
  void answer(request).then((answered) => port.postMessage(answered));
});

async function answer(request: ChartRequest): Promise<Answer> {
  try {
    return { kind: 'drawn', png: rasterise(await drawSvg(request)) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
