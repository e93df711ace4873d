/** Opens and revises alerts for what one ingest brought, and finds each its messages, in the same transaction. */
import { type AlertDraft, isTrialAlert } from '../../core/alert/alert.ts';
import { batchDue, groupKey } from '../../core/alert/group.ts';
import { type Labels, routeAlert, type Route, type Routed } from '../../core/alert/route.ts';
import { SEVERITIES, type Severity } from '../../core/indicator/brief.ts';
import { MINUTE } from '../../core/time/duration.ts';
import { openAlert, reviseAlert, selectAlerts, type StoredAlert } from '../../edges/store/alerts.ts';
import { lastBatch, type Post, replanPost, requeuePost } from '../../edges/store/outbox/batches.ts';
import type { NewDelivery } from '../../edges/store/outbox/deliveries.ts';
import { selectEntries } from '../../edges/store/entries.ts';
import {
  alertsOfMessage,
  joinMessage,
  type NewMessage,
  openMessage,
  selectMessages,
  storySubject,
} from '../../edges/store/outbox/messages.ts';
import { reopenTold } from '../../edges/store/outbox/held.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { followedStory } from '../../edges/store/stories.ts';
import type { NameDelivery } from './name-delivery.ts';
import { holdPost, queueAnswer, queueEdits, queuePost } from './queue.ts';
import { subscribers } from './subscribers.ts';

export type AlertWriter = {
  readonly route: Route;
  /** Milliseconds a new alert waits for more reports where its route does not say. */
  readonly groupWait: number;
  /** Least milliseconds between two messages of one group where its route does not say; 5 minutes where left out. */
  readonly groupInterval?: number;
  /** Receivers that cannot be reached for want of a token, and who stands in for them. */
  readonly placeholders: ReadonlyMap<string, string>;
  /** Chat channels such as `discord:1234` that a configured receiver posts to, and that receiver's id. */
  readonly channels?: ReadonlyMap<string, string>;
  /** Who is told of indicators on trial; nobody where left out. */
  readonly trial?: string | undefined;
  /** Whether a brief was made in a chat: only channels that asked are told of it, whatever the routes say. */
  readonly isOfChat?: (briefId: string) => boolean;
  readonly nameDelivery: NameDelivery;
  /** IANA name of the zone whose clocks people read; UTC where it is left out. */
  readonly zone?: string;
};

/** Edits of one message come no closer together than this; what gathers meanwhile is said in one. */
export const EDIT_PAUSE = 5_000;
const GROUP_INTERVAL = 5 * MINUTE;
/** A matter that has moved on more often than this begins anew. */
const LONGEST_CHAIN = 20;

/**
 * Opens the alert and brings it into the message of its event at every receiver that the routes name; where it is open
 * already and the evidence is new, revises it. The answer says which.
 */
export async function raise(
  db: Db,
  writer: AlertWriter,
  draft: AlertDraft,
  now: number,
): Promise<'opened' | 'revised' | 'known'> {
  const id = await openAlert(db, draft, now);
  if (id === undefined) {
    const [open] = await selectAlerts(db, { key: draft.key });
    if (open === undefined || draft.evidence.length <= open.evidence.length) return 'known';
    await revise(db, writer, open, now, draft);
    return 'revised';
  }
  await tell(db, writer, { ...draft, id }, now);
  return 'opened';
}

/** Brings an alert into the message of its event at every receiver that the routes name; where it is in it, it stays. */
export async function tell(
  db: Db,
  writer: AlertWriter,
  alert: AlertDraft & { readonly id: number },
  now: number,
): Promise<void> {
  const told = isTrialAlert(alert)
    ? trialRecipients(writer, alert.labels)
    : await recipients(db, writer, alert.labels);
  for (const routed of told) await join(db, writer, alert, routed, now);
}

/**
 * Another report of an alert's event has come. Where the alert was held back at a receiver and a list has told of it since,
 * no message is there to be edited, so it is told after all, or held back and listed again.
 */
export async function retell(db: Db, writer: AlertWriter, key: string, now: number): Promise<void> {
  const [alert] = await selectAlerts(db, { key });
  if (alert === undefined) return;
  const routes = await recipients(db, writer, alert.labels);
  for (const message of await selectMessages(db, { alerts: [alert.id] })) {
    const routed = routes.find(({ receiver }) => receiver === message.receiver);
    if (routed === undefined || !(await reopenTold(db, { messageId: message.id, alertId: alert.id })))
      continue;
    const post = await holdPost(db, message.id);
    if (post?.carrier === undefined && post !== undefined)
      await requeuePost(db, post.id, await planOf(db, writer, routed, alert.labels, now));
  }
}

/** Brings an alert into the message of its event at one receiver, which is then sent, edited or answered. */
async function join(
  db: Db,
  writer: AlertWriter,
  alert: AlertDraft & { readonly id: number },
  routed: Routed,
  now: number,
): Promise<void> {
  const { receiver } = routed;
  const message = await openMessage(db, { ...(await placeOf(db, alert, receiver)), receiver }, now);
  const loudest = await loudestOf(db, message.id);
  await joinMessage(db, message.id, alert.id, now);
  const plan = await planOf(db, writer, routed, alert.labels, now);
  const post = await holdPost(db, message.id);
  if (post === undefined) {
    await queuePost(db, writer.nameDelivery, message, plan, now);
    // The message that it answers has a line of it.
    if (message.follows !== undefined)
      await queueEdits(db, writer.nameDelivery, [message.follows], now + EDIT_PAUSE, now);
    return;
  }
  if (post.carrier === undefined) return requeuePost(db, post.id, plan);
  if (post.status === 'pending' && !post.tried) return hasten(db, post, plan);
  await queueEdits(db, writer.nameDelivery, [message.id], now + EDIT_PAUSE, now);
  const rings = alert.kind !== 'story' || rank(alert.severity) > loudest;
  if (rings)
    await queueAnswer(
      db,
      writer.nameDelivery,
      message.id,
      { alerts: [alert.id], lines: [], mention: true },
      now,
    );
}

/** The message that an alert belongs into at a receiver: that of its story, or of the story that completed it. */
async function placeOf(db: Db, draft: AlertDraft, receiver: string): Promise<Omit<NewMessage, 'receiver'>> {
  const { storyId } = draft;
  // A trial is told apart, and its message takes part in nothing that happens to the story's.
  if (isTrialAlert(draft)) return { subject: draft.key, storyId: undefined, follows: undefined };
  if (storyId !== undefined) {
    const follows = await followedMessage(db, storyId, receiver);
    return { subject: storySubject(storyId), storyId, follows };
  }
  const [entry] = await selectEntries(db, { seqs: [draft.entry] });
  const [told] =
    entry === undefined ? [] : await selectMessages(db, { subject: storySubject(entry.storyId), receiver });
  return told ?? { subject: draft.key, storyId: undefined, follows: undefined };
}

/** The nearest message, back along what a story follows, that this receiver was or will be told in. */
async function followedMessage(db: Db, storyId: string, receiver: string): Promise<number | undefined> {
  let at = await followedStory(db, storyId);
  for (let step = 0; at !== undefined && step < LONGEST_CHAIN; step += 1) {
    const [message] = await selectMessages(db, { subject: storySubject(at), receiver });
    if (message !== undefined) return message.id;
    at = await followedStory(db, at);
  }
  return undefined;
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** The rank of the highest severity that a message shows or is about to show; -1 where it shows none. */
async function loudestOf(db: Db, messageId: number): Promise<number> {
  let loudest = -1;
  for (const { alertId, status } of await alertsOfMessage(db, messageId)) {
    const [alert] = status === 'withheld' ? [] : await selectAlerts(db, { id: alertId });
    if (alert !== undefined) loudest = Math.max(loudest, rank(alert.severity));
  }
  return loudest;
}

type PostPlan = { readonly dueAt: number; readonly group: NewDelivery['group'] };

/** When a route wants an alert's message sent, and with which group; without one where the route does not group. */
async function planOf(
  db: Db,
  writer: AlertWriter,
  routed: Routed,
  labels: Labels,
  now: number,
): Promise<PostPlan> {
  const { receiver, groupBy = [], groupWait } = routed;
  if (groupBy.length === 0) return { dueAt: now + groupWait, group: undefined };
  const key = groupKey(routed.node, groupBy, labels);
  const groupInterval = routed.groupInterval ?? writer.groupInterval ?? GROUP_INTERVAL;
  const batchAt = batchDue(await lastBatch(db, receiver, key), now, { groupWait, groupInterval });
  return { dueAt: batchAt, group: { key, batchAt } };
}

/** A message goes out when the first of its alerts is due, and alone where one of them is not grouped. */
async function hasten(db: Db, post: Post, { dueAt, group }: PostPlan): Promise<void> {
  if (post.attempts > 0 || group !== undefined) return;
  if (post.group !== undefined || dueAt < post.dueAt)
    await replanPost(db, post.id, { dueAt: Math.min(dueAt, post.dueAt), group: undefined });
}

/** Whom the settings name for indicators on trial; nobody for those that were made in a chat. */
function trialRecipients(writer: AlertWriter, labels: Labels): readonly Routed[] {
  if (writer.trial === undefined || isOfChat(writer, labels)) return [];
  const receiver = writer.placeholders.get(writer.trial) ?? writer.trial;
  return [{ receiver, groupWait: writer.groupWait, node: 'trial' }];
}

/** Whom the routes name for an alert's labels; nobody for one of a brief that was made in a chat. */
export function routesOf(writer: AlertWriter, labels: Labels): readonly Routed[] {
  return isOfChat(writer, labels) ? [] : routeAlert(writer.route, labels, writer.groupWait);
}

function isOfChat(writer: AlertWriter, labels: Labels): boolean {
  return labels.brief?.some((id) => writer.isOfChat?.(id) === true) ?? false;
}

/** Whom the routes name for an alert's labels, then the channels that subscribed in the chat; each once. */
export async function recipients(db: Db, writer: AlertWriter, labels: Labels): Promise<readonly Routed[]> {
  const found = new Map<string, Routed>();
  for (const routed of routesOf(writer, labels)) {
    const id = writer.placeholders.get(routed.receiver) ?? routed.receiver;
    if (!found.has(id)) found.set(id, { ...routed, receiver: id });
  }
  for (const receiver of await subscribers(db, labels, writer.channels)) {
    if (!found.has(receiver))
      found.set(receiver, { receiver, groupWait: writer.groupWait, node: 'subscription' });
  }
  return [...found.values()];
}

/** Counts an alert's revision up and queues an edit of every message that shows it. */
export async function revise(
  db: Db,
  writer: AlertWriter,
  alert: Pick<StoredAlert, 'id'>,
  now: number,
  change: {
    readonly evidence?: readonly number[];
    readonly finding?: string | undefined;
    /** Milliseconds before the edits; whoever pressed a button waits for none. */
    readonly pause?: number;
  } = {},
): Promise<void> {
  const { evidence, finding } = change;
  await reviseAlert(
    db,
    alert.id,
    { ...(evidence === undefined ? {} : { evidence }), ...(finding === undefined ? {} : { finding }) },
    now,
  );
  const messages = await selectMessages(db, { alerts: [alert.id] });
  await queueEdits(
    db,
    writer.nameDelivery,
    messages.map(({ id }) => id),
    now + (change.pause ?? EDIT_PAUSE),
    now,
  );
}
