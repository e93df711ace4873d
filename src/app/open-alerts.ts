/** Opens and revises alerts for what one ingest brought, and writes their deliveries into the same transaction. */
import type { AlertDraft } from '../core/alert/alert.ts';
import { type Labels, routeAlert, type Route, type Routed } from '../core/alert/route.ts';
import { openAlert, reviseAlert, selectAlerts, type StoredAlert } from '../edges/store/alerts.ts';
import { enqueueDelivery, receiversOf } from '../edges/store/deliveries.ts';
import type { Db } from '../edges/store/open-store.ts';
import { subscribers } from './subscribers.ts';

export type AlertDesk = {
  readonly route: Route;
  /** Milliseconds a new alert waits for more reports where its route does not say. */
  readonly groupWait: number;
  /** Receivers that cannot be reached for want of a token, and who stands in for them. */
  readonly standIns: ReadonlyMap<string, string>;
  /** Chat channels such as `discord:1234` that a configured receiver posts to, and that receiver's id. */
  readonly channels?: ReadonlyMap<string, string>;
  /** Makes a name for a delivery, at most 25 characters, never used before. */
  readonly newNonce: () => string;
};

/** Edits of one message come no closer together than this; what gathers meanwhile is said in one. */
const EDIT_PAUSE = 5_000;

/**
 * Opens the alert and queues a post for every receiver that the routes name; where it is open already and the
 * evidence is new, revises it. The answer says which.
 */
export async function raise(
  db: Db,
  desk: AlertDesk,
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
  for (const { receiver, groupWait } of await recipients(db, desk, draft.labels)) {
    await enqueueDelivery(
      db,
      {
        alertId: id,
        receiver,
        kind: 'post',
        revision: 0,
        nonce: desk.newNonce(),
        notice: undefined,
        dueAt: now + groupWait,
      },
      now,
    );
  }
  return 'opened';
}

/** Whom the routes name for an alert's labels, then the channels that subscribed in the chat; each once. */
export async function recipients(db: Db, desk: AlertDesk, labels: Labels): Promise<readonly Routed[]> {
  const found = new Map<string, Routed>();
  for (const routed of routeAlert(desk.route, labels, desk.groupWait)) {
    const id = desk.standIns.get(routed.receiver) ?? routed.receiver;
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
  desk: AlertDesk,
  alert: StoredAlert,
  now: number,
  change: { readonly evidence?: readonly number[]; readonly finding?: string | undefined } = {},
): Promise<void> {
  const { evidence, finding } = change;
  const revision = await reviseAlert(
    db,
    alert.id,
    { ...(evidence === undefined ? {} : { evidence }), ...(finding === undefined ? {} : { finding }) },
    now,
  );
  for (const receiver of await receiversOf(db, alert.id)) {
    await enqueueDelivery(
      db,
      {
        alertId: alert.id,
        receiver,
        kind: 'edit',
        revision,
        nonce: desk.newNonce(),
        notice: undefined,
        dueAt: now + EDIT_PAUSE,
      },
      now,
    );
  }
}
