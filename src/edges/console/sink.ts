/** The sink for a terminal: prints alerts, and a short line when one that was printed has changed. */
import type { Sink } from '../../core/delivery/sink.ts';
import { renderText, renderUpdate } from './render.ts';

export type ConsoleOptions = {
  /** Takes one finished card, with the empty line that parts it from the next. */
  readonly write: (text: string) => unknown;
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
};

/** Prints every notification; what was printed cannot be taken back, so an edit is a line of its own. */
export function consoleSink({ write, color, width }: ConsoleOptions): Sink {
  return (send, signal) => {
    if (signal.aborted) return Promise.resolve({ kind: 'retry', reason: 'stopped before it was printed' });
    const options = { color, width, now: send.now };
    const render = send.prior === undefined ? renderText : renderUpdate;
    write(`${render(send.notification, options)}\n\n`);
    const ref = send.prior ?? { channel: 'terminal', message: send.deliveryId };
    return Promise.resolve({ kind: 'sent', ref });
  };
}
