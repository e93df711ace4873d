/** The thread that draws charts, so that drawing never delays an answer to a person. */
import { parentPort } from 'node:worker_threads';
import type { ChartRequest } from './chart-request.ts';
import { drawSvg } from './draw-svg.ts';
import { rasterise } from './rasterise.ts';

/** What the thread is asked, and what it answers under the same number. */
export type Order = { readonly id: number; readonly request: ChartRequest };
export type Answer =
  | { readonly id: number; readonly kind: 'drawn'; readonly png: Uint8Array }
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string };

const port = parentPort;
if (port === null) throw new Error('draw-worker.ts runs as a worker thread only');

port.on('message', (order: Order) => {
  void answer(order).then((answered) => port.postMessage(answered));
});

async function answer({ id, request }: Order): Promise<Answer> {
  try {
    return { id, kind: 'drawn', png: rasterise(await drawSvg(request)) };
  } catch (error) {
    return { id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
