/** Puts together what a delivery says, from the rows as they stand at the moment of sending. */
import { z } from 'zod';
import type { Notification } from '../../core/delivery/notification.ts';
import type { ClaimedDelivery } from '../../edges/store/outbox/deliveries.ts';
import { fromJson } from '../../edges/store/engine/json.ts';
import { selectMessages } from '../../edges/store/outbox/messages.ts';
import type { Showing } from './plan.ts';
import { renderAnswer } from './render-answer.ts';
import { renderMessage, type RenderDeps } from './render-message.ts';
import { groupedAlerts } from './render-grouped.ts';

const Marked = z.strictObject({
  text: z.string(),
  marks: z.array(z.strictObject({ start: z.int(), end: z.int() })),
});
const Line = Marked.extend({ link: z.string().optional() });
const Notice = z.strictObject({ kind: z.literal('notice'), title: z.string(), lines: z.array(Line) });

/** What a delivery says, and of which revision of its message. */
export type Rendered = {
  readonly notification: Notification;
  readonly revision: number;
  /** By message, the highest entry row that it shows. */
  readonly upTo: ReadonlyMap<number, number>;
};

export type Renderer = (
  delivery: ClaimedDelivery,
  now: number,
  shows: readonly Showing[],
) => Promise<Rendered>;

/** Makes the dispatcher's renderer. Throws where a message or its alerts are gone: those with open deliveries are never pruned. */
export function createRenderer(deps: RenderDeps): Renderer {
  return async (delivery, now, shows) => {
    const { notice, messageId, revision } = delivery;
    if (messageId === undefined) {
      const notification: Notification = fromJson(Notice, notice ?? 'null');
      return { notification, revision, upTo: new Map() };
    }
    const [message] = await selectMessages(deps.db, { ids: [messageId] });
    if (message === undefined) throw new Error(`message ${messageId} is not in the store`);
    const [own, ...others] = shows;
    const alerts = own?.alerts ?? [];
    if (delivery.kind === 'answer')
      return {
        notification: await renderAnswer(deps, message, { notice: notice ?? 'null', alerts }),
        revision,
        upTo: new Map(),
      };
    const rendered = await renderMessage(deps, message, alerts, now);
    const grouped = await groupedAlerts(deps, others);
    const upTo = new Map([[message.id, rendered.upTo], ...grouped.upTo]);
    return {
      notification:
        grouped.alerts.length === 0
          ? rendered.notification
          : { ...rendered.notification, grouped: grouped.alerts },
      revision: message.revision,
      upTo,
    };
  };
}
