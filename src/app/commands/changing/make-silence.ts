/** Makes silences: one for what is to be muted, moved where there is one already. */
import { ALERT_LABELS, type Labels } from '../../../core/alert/route.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import type { StoredAlert } from '../../../edges/store/alerts.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import {
  extendSilence,
  insertSilence,
  selectSilences,
  type StoredSilence,
} from '../../../edges/store/people/silences.ts';
import { type Caller, changeBy } from '../context.ts';

export type Mute = {
  readonly matchers: Labels;
  /** Milliseconds from now. */
  readonly duration: number;
  readonly reason: string | undefined;
  /** True where an end that lies further off is left alone: a button never shortens what somebody chose. */
  readonly atLeast: boolean;
  readonly caller: Caller;
};

export type Muted = {
  readonly kind: 'made' | 'moved' | 'kept';
  readonly silence: StoredSilence;
};

/** How much of the duration an end may be off before it is moved: a second press of a button changes nothing. */
const TOLERANCE = 0.05;

/** Silences what matches, in one transaction with its audit row; where nothing changes there is none. */
export async function makeSilence(tx: Db, request: Mute, now: number): Promise<Muted> {
  const expiresAt = now + request.duration;
  const who = changeBy(request.caller);
  const inForce = await selectSilences(tx, { at: now });
  const open = inForce.find((each) => sameMatchers(each.matchers, request.matchers));
  if (open === undefined) {
    const { matchers, reason } = request;
    const { actor: author, actorName: authorName } = who;
    const silence = { matchers, startsAt: now, expiresAt, author, authorName, reason };
    const id = await insertSilence(tx, silence, now);
    await audit(id, 'made');
    return { kind: 'made', silence: await reload(tx, id) };
  }
  const off = expiresAt - open.expiresAt;
  const near = Math.abs(off) <= request.duration * TOLERANCE || (request.atLeast && off < 0);
  const saysMore = request.reason !== undefined && request.reason !== open.reason;
  if (near && !saysMore) return { kind: 'kept', silence: open };
  await extendSilence(tx, open.id, { expiresAt: near ? open.expiresAt : expiresAt, reason: request.reason });
  await audit(open.id, 'moved');
  return { kind: 'moved', silence: await reload(tx, open.id) };

  async function audit(id: number, what: string): Promise<void> {
    const detail = {
      what,
      matchers: JSON.stringify(request.matchers),
      expiresAt,
      reason: request.reason ?? null,
    };
    await recordAudit(tx, { action: 'mute', ...who, subject: `silence:${id}`, detail }, now);
  }
}

/** What a Mute button on an alert silences: its correlation, or its indicator. */
export function matchersOf(alert: StoredAlert): Labels {
  return alert.correlationId === undefined
    ? { brief: [alert.briefId], indicator: [alert.indicatorId] }
    : { brief: [alert.briefId], correlation: [alert.correlationId] };
}

/** Whether two silences are about the same. */
export function sameMatchers(one: Labels, other: Labels): boolean {
  return ALERT_LABELS.every((label) => {
    const [left, right] = [new Set(one[label]), new Set(other[label])];
    return left.size === right.size && left.isSubsetOf(right);
  });
}

async function reload(tx: Db, id: number): Promise<StoredSilence> {
  const [silence] = await selectSilences(tx, { id });
  if (silence === undefined) throw new Error(`silence ${id} was not stored`);
  return silence;
}
