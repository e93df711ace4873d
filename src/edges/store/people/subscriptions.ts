/** Subscriptions: the channels that asked in the chat to be told, and what of. */
import type { Db } from '../open-store.ts';

export const SUBSCRIBED_LABELS = ['indicator', 'brief', 'severity'] as const;

export type Subscription = {
  readonly platform: string;
  readonly channel: string;
  readonly label: (typeof SUBSCRIBED_LABELS)[number];
  /** `nato-loyalty/us-conditionality` for an indicator, the id of a brief, or a severity. */
  readonly value: string;
};

/** Stores a subscription; false where the channel has it already. */
export async function addSubscription(
  db: Db,
  subscription: Subscription,
  made: {
    readonly by: string;
    readonly space: string | undefined;
    /** Whose direct messages the channel is; undefined where it is none. */
    readonly person?: string | undefined;
  },
  now: number,
): Promise<boolean> {
  const row = await db
    .insertInto('subscriptions')
    .values({
      ...subscription,
      space: made.space ?? null,
      person: made.person ?? null,
      created_by: made.by,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['platform', 'channel', 'label', 'value']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a subscription away; false where the channel had none. */
export async function removeSubscription(db: Db, subscription: Subscription): Promise<boolean> {
  const row = await db
    .deleteFrom('subscriptions')
    .where('platform', '=', subscription.platform)
    .where('channel', '=', subscription.channel)
    .where('label', '=', subscription.label)
    .where('value', '=', subscription.value)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes away what channels of one server or workspace asked for; the answer is how much that was. */
export async function removeSubscriptionsOf(
  db: Db,
  { platform, space }: { readonly platform: string; readonly space: string },
): Promise<number> {
  const rows = await db
    .deleteFrom('subscriptions')
    .where('platform', '=', platform)
    .where('space', '=', space)
    .returning('id')
    .execute();
  return rows.length;
}

/** Takes away what people are told in direct messages of a platform; the answer is how much that was. */
export async function removeDirectSubscriptions(db: Db, platform: string): Promise<number> {
  const rows = await db
    .deleteFrom('subscriptions')
    .where('platform', '=', platform)
    .where('person', 'is not', null)
    .returning('id')
    .execute();
  return rows.length;
}

/** The people who are told in direct messages, each with the channel of these. */
export async function selectSubscribedPeople(
  db: Db,
): Promise<readonly { readonly platform: string; readonly person: string; readonly channel: string }[]> {
  const rows = await db
    .selectFrom('subscriptions')
    .select(['platform', 'person', 'channel'])
    .where('person', 'is not', null)
    .distinct()
    .execute();
  return rows.flatMap(({ person, ...row }) => (person === null ? [] : [{ ...row, person }]));
}

/** Takes away what somebody is told in direct messages; the answer is how much that was. */
export async function removeSubscriptionsOfPerson(
  db: Db,
  { platform, person }: { readonly platform: string; readonly person: string },
): Promise<number> {
  const rows = await db
    .deleteFrom('subscriptions')
    .where('platform', '=', platform)
    .where('person', '=', person)
    .returning('id')
    .execute();
  return rows.length;
}

/** The subscriptions of one channel, or of all, in the order in which they were made. */
export async function selectSubscriptions(
  db: Db,
  place?: { readonly platform: string; readonly channel: string },
): Promise<readonly Subscription[]> {
  let select = db.selectFrom('subscriptions').selectAll().orderBy('id');
  if (place !== undefined)
    select = select.where('platform', '=', place.platform).where('channel', '=', place.channel);
  return (await select.execute()).flatMap(({ platform, channel, value, ...row }) => {
    const label = SUBSCRIBED_LABELS.find((each) => each === row.label);
    return label === undefined ? [] : [{ platform, channel, label, value }];
  });
}
