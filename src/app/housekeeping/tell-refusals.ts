/** Tells another receiver that one takes nothing, and that it does again; one notice each. */
import { routeAlert } from '../../core/alert/route.ts';
import type { NoticeLine } from '../../core/delivery/notification.ts';
import { refusalWords } from '../../core/delivery/refusal-words.ts';
import { clockTime } from '../../core/time/local-time.ts';
import { toJson } from '../../edges/store/engine/json.ts';
import { queueNotice } from '../../edges/store/outbox/held.ts';
import type { Db, Store } from '../../edges/store/open-store.ts';
import {
  forgetRefusal,
  markRefusalTold,
  type Refusal,
  selectRefusals,
  waitingFor,
} from '../../edges/store/outbox/refusals.ts';
import type { AlertWriter } from '../ingest/open-alerts.ts';
import { plainLine } from './notice-lines.ts';

type Deps = {
  readonly store: Store;
  readonly writer: AlertWriter;
  /** The ids of all configured receivers. */
  readonly receivers: readonly string[];
  readonly zone: string;
};

/** Queues the notices that are due; the answer counts them. */
export async function tellRefusals(deps: Deps, now: number): Promise<number> {
  const all = await selectRefusals(deps.store.db);
  const refusing = new Set(all.flatMap(({ receiver, endedAt }) => (endedAt === undefined ? [receiver] : [])));
  let queued = 0;
  for (const refusal of all)
    queued += await deps.store.transaction((tx) => tell(tx, deps, refusal, refusing, now));
  return queued;
}

async function tell(
  tx: Db,
  deps: Deps,
  refusal: Refusal,
  refusing: ReadonlySet<string>,
  now: number,
): Promise<number> {
  const { receiver, toldTo, endedAt } = refusal;
  if (endedAt !== undefined) {
    await forgetRefusal(tx, receiver);
    if (toldTo === undefined) return 0;
    const title = `“${receiver}” takes messages again`;
    const line = `What waited there since ${clockTime(refusal.since, deps.zone)} is on its way.`;
    return queue(tx, deps, refusal, { to: toldTo, what: 'mended', title, lines: [plainLine(line)] }, now);
  }
  if (toldTo !== undefined) return 0;
  const other = otherReceiver(deps, refusing);
  if (other === undefined) return 0;
  await markRefusalTold(tx, receiver, other);
  const { title, lines } = refusalWords({ ...refusal, ...(await waitingFor(tx, receiver)) }, deps.zone);
  return queue(tx, deps, refusal, { to: other, what: 'refused', title, lines: lines.map(plainLine) }, now);
}

/** Whoever the routes tell where nothing is known of an alert, else any other; undefined where nobody is left. */
function otherReceiver({ writer, receivers }: Deps, refusing: ReadonlySet<string>): string | undefined {
  const routed = routeAlert(writer.route, {}, 0).map(({ receiver }) => receiver);
  return [...routed, ...receivers].find((id) => !refusing.has(id) && !writer.placeholders.has(id));
}

async function queue(
  tx: Db,
  { writer }: Deps,
  { receiver, since }: Refusal,
  notice: {
    readonly to: string;
    readonly what: string;
    readonly title: string;
    readonly lines: readonly NoticeLine[];
  },
  now: number,
): Promise<number> {
  const { to, what, title, lines } = notice;
  const occasion = `refusal/${what}/${receiver}/${since}`;
  const body = toJson({ kind: 'notice', title, lines });
  const nonce = writer.nameDelivery(occasion, to);
  const id = await queueNotice(tx, { receiver: to, occasion, notice: body, nonce }, now);
  return id === undefined ? 0 : 1;
}
