/** The channels that asked in the chat to be told of an alert, as receivers. */
import type { Labels } from '../../core/alert/route.ts';
import { concerns, subjectOfLabel } from '../../core/alert/subscription.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { selectSubscriptions } from '../../edges/store/people/subscriptions.ts';

/** The receiver id of a chat's channel, such as `discord:1234`; its sink is made on demand. */
export function channelReceiver(platform: string, channel: string): string {
  return `${platform}:${channel}`;
}

/**
 * The receivers of all channels whose subscriptions concern an alert with these labels, each once. `channels` names the
 * configured receiver of those channels that have one, so that nobody is told twice in one place.
 */
export async function subscribers(
  db: Db,
  labels: Labels,
  channels: ReadonlyMap<string, string> = new Map(),
): Promise<readonly string[]> {
  const found = (await selectSubscriptions(db)).flatMap(({ platform, channel, label, value }) => {
    const subject = subjectOfLabel(label, value);
    if (subject === undefined || !concerns(subject, labels)) return [];
    const receiver = channelReceiver(platform, channel);
    return [channels.get(receiver) ?? receiver];
  });
  return [...new Set(found)];
}
