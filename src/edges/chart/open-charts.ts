/** Charts as pictures, drawn in a worker thread that starts with the first one and ends soon after the last. */
import { SECOND } from '../../core/time/duration.ts';
import { altText } from './alt-text.ts';
import type { BoardWeeks, ChartRequest, Picture, StoriesPerDay } from './chart-request.ts';
import { type DrawThread, startDrawThread } from './draw-thread.ts';
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
  /** After how long without a picture (milliseconds) the thread ends and gives its memory back. */
  readonly idle?: number;
  /** How many pictures may wait for their turn; one more is refused, for nobody would wait so long. */
  readonly queue?: number;
};

/** Pictures are drawn one after the other. The thread does not keep the process alive. */
export function openCharts(options: Options = {}): Charts {
  const { timeout = 20 * SECOND, idle = 2 * SECOND, queue = 50 } = options;
  let thread: DrawThread | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;
  let resting: NodeJS.Timeout | undefined;

  const drawNow = async (request: ChartRequest): Promise<Picture> => {
    if (closed) throw new Error('charts are closed');
    thread ??= startDrawThread(() => (thread = undefined));
    clearTimeout(resting);
    const png = await thread.draw(request, timeout);
    resting = setTimeout(() => void thread?.end('not asked for long'), idle).unref();
    return { png, alt: altText(request) };
  };
  const draw = (request: ChartRequest): Promise<Picture> => {
    if (waiting >= queue) return Promise.reject(new Error(`${waiting} pictures are waiting already`));
    waiting += 1;
    const drawn = last.then(() => drawNow(request)).finally(() => (waiting -= 1));
    last = drawn.catch(() => undefined);
    return drawn;
  };

  return {
    storiesPerDay: (data) => draw({ kind: 'stories', data }),
    board: (data) => draw({ kind: 'board', data: seenWeeks(data) }),
    signals: (data) => draw({ kind: 'signals', data: seenWeeks(data) }),
    close: async () => {
      closed = true;
      clearTimeout(resting);
      await thread?.end('charts are closed');
    },
  };
}
