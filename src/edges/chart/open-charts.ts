/** Charts as pictures, drawn in a worker thread that starts with the first one and stays warm. */
import { Worker } from 'node:worker_threads';
import { altText } from './alt-text.ts';
import type { BoardWeeks, ChartRequest, Picture, StoriesPerDay } from './chart-request.ts';
import type { Answer, Order } from './draw-worker.ts';
import { seenWeeks } from './seen-weeks.ts';

export type Charts = {
  readonly storiesPerDay: (data: StoriesPerDay) => Promise<Picture>;
  readonly board: (data: BoardWeeks) => Promise<Picture>;
  /** Both in one picture. */
  readonly signals: (data: StoriesPerDay & BoardWeeks) => Promise<Picture>;
  /** Ends the thread; what is not drawn yet is rejected. */
  readonly close: () => Promise<void>;
};

type Options = {
  /** How long one picture may take (milliseconds) before the thread is given up and the next picture gets a new one. */
  readonly timeout?: number;
};

type Thread = {
  readonly draw: (request: ChartRequest) => Promise<Uint8Array>;
  readonly end: (reason: string) => Promise<void>;
};

/** The thread does not keep the process alive. Pictures are drawn one after the other. */
export function openCharts({ timeout = 20_000 }: Options = {}): Charts {
  let thread: Thread | undefined;
  let closed = false;
  const draw = async (request: ChartRequest): Promise<Picture> => {
    if (closed) throw new Error('charts are closed');
    const own = (thread ??= startThread(timeout, () => {
      if (thread === own) thread = undefined;
    }));
    return { png: await own.draw(request), alt: altText(request) };
  };
  return {
    storiesPerDay: (data) => draw({ kind: 'stories', data }),
    board: (data) => draw({ kind: 'board', data: seenWeeks(data) }),
    signals: (data) => draw({ kind: 'signals', data: seenWeeks(data) }),
    close: async () => {
      closed = true;
      await thread?.end('charts are closed');
    },
  };
}

function startThread(timeout: number, onEnd: () => void): Thread {
  const worker = new Worker(new URL('./draw-worker.ts', import.meta.url));
  const waiting = new Map<number, (answer: Answer) => void>();
  let orders = 0;
  const end = async (reason: string): Promise<void> => {
    onEnd();
    for (const [id, settle] of waiting) settle({ id, kind: 'failed', reason });
    await worker.terminate();
  };
  worker.on('message', (answer: Answer) => waiting.get(answer.id)?.(answer));
  worker.on('error', (error) => void end(`the drawing thread broke: ${String(error)}`));
  worker.on('exit', () => void end('the drawing thread ended'));
  worker.unref();
  return {
    end,
    draw: (request) =>
      new Promise((resolve, reject) => {
        const id = orders++;
        const timer = setTimeout(
          () => void end(`no picture within ${timeout} ms; the thread is given up`),
          timeout,
        );
        waiting.set(id, (answer) => {
          clearTimeout(timer);
          waiting.delete(id);
          if (answer.kind === 'drawn') resolve(answer.png);
          else reject(new Error(`chart: ${answer.reason}`));
        });
        worker.postMessage({ id, request } satisfies Order, []);
      }),
  };
}
