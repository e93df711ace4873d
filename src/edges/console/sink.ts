/** The sink for a terminal: prints alerts, and a short line when one that was printed has changed. */
import type { AlertNotification } from '../../core/delivery/notification.ts';
import type { Terminal } from '../../core/delivery/platform.ts';
import type { Sink } from '../../core/delivery/sink.ts';
import { renderText, renderUpdate } from './render.ts';

/** Alerts whose last wording is remembered, so that an edit says what is new. */
const REMEMBERED = 1000;

/** Prints every notification; what was printed cannot be taken back, so an edit is a line of its own. */
export function consoleSink({ write, color, width }: Terminal): Sink {
  const told = new Map<number, AlertNotification>();
  return ({ notification, prior, deliveryId, now }, signal) => {
    if (signal.aborted) return Promise.resolve({ kind: 'retry', reason: 'stopped before it was printed' });
    const options = { color, width, now };
    const before = notification.kind === 'alert' ? told.get(notification.messageId) : undefined;
    const text =
      prior === undefined ? renderText(notification, options) : renderUpdate(notification, options, before);
    if (text !== '') write(`${text}\n\n`);
    if (notification.kind === 'alert') remember(told, notification);
    return Promise.resolve({ kind: 'sent', ref: prior ?? { channel: 'terminal', message: deliveryId } });
  };
}

function remember(told: Map<number, AlertNotification>, alert: AlertNotification): void {
  told.delete(alert.messageId);
  told.set(alert.messageId, alert);
  const [oldest] = told.keys();
  if (told.size > REMEMBERED && oldest !== undefined) told.delete(oldest);
}
