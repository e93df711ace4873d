/** Tells several receivers of one occasion, such as a day's digest, each once whatever happens. */
import type { NoticeNotification } from '../../core/delivery/notification.ts';
import { toJson } from '../../edges/store/engine/json.ts';
import type { Store } from '../../edges/store/open-store.ts';
import { queueNotice } from '../../edges/store/outbox/held.ts';
import type { AlertWriter } from '../ingest/open-alerts.ts';

/** Queues a notice under the occasion's name for whoever was not told of it yet; how many these are. */
export function tellOccasion(
  store: Store,
  { nameDelivery }: AlertWriter,
  receivers: Iterable<string>,
  occasion: string,
  body: NoticeNotification,
  now: number,
): Promise<number> {
  return store.transaction(async (tx) => {
    let queued = 0;
    for (const receiver of receivers) {
      const nonce = nameDelivery(occasion, receiver);
      const notice = { receiver, occasion, notice: toJson(body), nonce };
      if ((await queueNotice(tx, notice, now)) !== undefined) queued += 1;
    }
    return queued;
  });
}
