/** Opens and revises alerts for what one ingest brought, and writes their deliveries into the same transaction. */
import type { AlertDraft } from '../../core/alert/alert.ts';
import { batchDue, groupKey } from '../../core/alert/group.ts';
import { type Labels, routeAlert, type Route, type Routed } from '../../core/alert/route.ts';
import { MINUTE } from '../../core/time/duration.ts';
import { openAlert, reviseAlert, selectAlerts, type StoredAlert } from '../../edges/store/alerts.ts';
import { carriersOf, lastBatch } from '../../edges/store/batches.ts';
import { enqueueDelivery, type NewDelivery } from '../../edges/store/deliveries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import type { NameDelivery } from '../deliver/name-delivery.ts';
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
  readonly nameDelivery: NameDelivery;
};

/** Edits of one message come no closer together than this; what gathers meanwhile is said in one. */
const EDIT_PAUSE = 5_000;
const GROUP_INTERVAL = 5 * MINUTE;

/**
 * Opens the alert and queues a post for every receiver that the routes name; where it is open already and the
 * evidence is new, revises it. The answer says which.
 */
export async function raise(
  db: Db,
  desk: AlertWriter,
  draft: AlertDraft,
  now: number,
): Promise<'opened' | 'revised' | 'known'> {
  const id = await openAlert(db, draft, now);
  if (id === undefined) {
    const [open] = await selectAlerts(db, { key: draft.key });
    if (open === undefined || draft.evidence.length <= open.evidence.length) return 'known';
    await revise(db, desk, open, now, draft);
    return 'revised';
  }
  for (const routed of await recipients(db, desk, draft.labels)) {
    const group = await groupOf(db, desk, routed, draft.labels, now);
    await enqueueDelivery(
      db,
      {
        alertId: id,
        receiver: routed.receiver,
        kind: 'post',
        revision: 0,
        nonce: desk.nameDelivery(draft.key, routed.receiver, 'post', 0),
        notice: undefined,
        dueAt: group?.batchAt ?? now + routed.groupWait,
        group,
      },
      now,
    );
  }
  return 'opened';
}

/** The group that an alert is told with at a receiver, and when; undefined where its route does not group. */
async function groupOf(
  db: Db,
  desk: AlertWriter,
  routed: Routed,
  labels: Labels,
  now: number,
): Promise<NewDelivery['group']> {
  const { receiver, groupBy = [], groupWait } = routed;
  if (groupBy.length === 0) return undefined;
  const key = groupKey(routed.node, groupBy, labels);
  const groupInterval = routed.groupInterval ?? desk.groupInterval ?? GROUP_INTERVAL;
  return { key, batchAt: batchDue(await lastBatch(db, receiver, key), now, { groupWait, groupInterval }) };
}

/** Whom the routes name for an alert's labels, then the channels that subscribed in the chat; each once. */
export async function recipients(db: Db, desk: AlertWriter, labels: Labels): Promise<readonly Routed[]> {
  const found = new Map<string, Routed>();
  for (const routed of routeAlert(desk.route, labels, desk.groupWait)) {
    const id = desk.placeholders.get(routed.receiver) ?? routed.receiver;
    if (!found.has(id)) found.set(id, { ...routed, receiver: id });
  }
  for (const receiver of await subscribers(db, labels, desk.channels)) {
    if (!found.has(receiver))
      found.set(receiver, { receiver, groupWait: desk.groupWait, node: 'subscription' });
  }
  return [...found.values()];
}

/** Counts an alert's revision up and queues an edit for every receiver that was or will be told of it. */
export async function revise(
  db: Db,
  desk: AlertWriter,
  alert: StoredAlert,
  now: number,
  change: {
    readonly evidence?: readonly number[];
    readonly finding?: string | undefined;
    /** Milliseconds before the edits; whoever pressed a button waits for none. */
    readonly pause?: number;
  } = {},
): Promise<void> {
  const { evidence, finding } = change;
  const revision = await reviseAlert(
    db,
    alert.id,
    { ...(evidence === undefined ? {} : { evidence }), ...(finding === undefined ? {} : { finding }) },
    now,
  );
  for (const carrier of await carriersOf(db, alert.id)) {
    const dueAt = now + (change.pause ?? EDIT_PAUSE);
    // The message of another alert changes with that alert's count.
    if (carrier.alertId !== alert.id) await refresh(db, desk.nameDelivery, carrier, dueAt, now);
    else await enqueueEdit(db, desk.nameDelivery, { ...carrier, key: alert.key, revision }, dueAt, now);
  }
}

/** Counts up the revision of the alert that a message shows and queues the edit that brings the message up to date. */
export async function refresh(
  db: Db,
  nameDelivery: NameDelivery,
  { alertId, receiver }: { readonly alertId: number; readonly receiver: string },
  dueAt: number,
  now: number,
): Promise<void> {
  const [alert] = await selectAlerts(db, { id: alertId });
  if (alert === undefined) return;
  const revision = await reviseAlert(db, alertId, {}, now);
  await enqueueEdit(db, nameDelivery, { alertId, receiver, key: alert.key, revision }, dueAt, now);
}

async function enqueueEdit(
  db: Db,
  nameDelivery: NameDelivery,
  edit: Pick<NewDelivery, 'receiver' | 'revision'> & { readonly alertId: number; readonly key: string },
  dueAt: number,
  now: number,
): Promise<void> {
  const { alertId, receiver, key, revision } = edit;
  const nonce = nameDelivery(key, receiver, 'edit', revision);
  await enqueueDelivery(
    db,
    { alertId, receiver, kind: 'edit', revision, nonce, notice: undefined, dueAt },
    now,
  );
}
