/** Ends what people subscribed to in direct messages once they have left: nobody of the team reads it any more. */
import { recordAudit } from '../../edges/store/people/audit.ts';
import type { Store } from '../../edges/store/open-store.ts';
import {
  removeSubscriptionsOfPerson,
  selectSubscribedPeople,
} from '../../edges/store/people/subscriptions.ts';
import { channelReceiver } from '../ingest/subscribers.ts';

/** Whether somebody has left every server or workspace that is answered; false where that is not known. */
export type IsGone = (platform: string, person: string) => Promise<boolean>;

/** Asks of each person who is told in a direct message; the answer counts those who had left. */
export async function forgetPeople(store: Store, isGone: IsGone, now: number): Promise<number> {
  let gone = 0;
  for (const { platform, person, channel } of await selectSubscribedPeople(store.db)) {
    if (!(await isGone(platform, person))) continue;
    await store.transaction(async (tx) => {
      const subscriptions = await removeSubscriptionsOfPerson(tx, { platform, person });
      const place = channelReceiver(platform, channel);
      await recordAudit(
        tx,
        {
          action: 'unsubscribe',
          actor: 'signpost',
          actorName: 'Signpost, since they have left',
          place,
          subject: place,
          detail: { subscriptions },
        },
        now,
      );
    });
    gone += 1;
  }
  return gone;
}
