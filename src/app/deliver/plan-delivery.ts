/** Says of a claimed delivery whether it is sent now and which alerts it shows, or held back with a reason. */
import { quietUntil } from '../../core/alert/quiet-hours.ts';
import { StoredAnswer } from '../../core/delivery/stored-answer.ts';
import { clockTime } from '../../core/time/local-time.ts';
import { companionsOf } from '../../edges/store/outbox/batches.ts';
import type { ClaimedDelivery } from '../../edges/store/outbox/deliveries.ts';
import { fromJson } from '../../edges/store/engine/json.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { createChooser, heldBy } from './choose-alerts.ts';
import type { SendingRules } from './sending-rules.ts';
import type { Plan } from './plan.ts';
import { planPost, showingOf, waiting } from './plan-post.ts';

/** Send it as it is. */
export const SEND: Extract<Plan, { kind: 'send' }> = { kind: 'send', shows: [], batch: [], withheld: [] };

/** Nothing is held back but by silences. */
export const NO_RULES: SendingRules = {
  quietHours: [],
  zone: 'UTC',
  flood: { alerts: Number.MAX_SAFE_INTEGER, within: 1 },
};

type Deps = {
  readonly db: Db;
  /** As the configuration has them now. */
  readonly rules: () => SendingRules;
};

export type Planner = (delivery: ClaimedDelivery, now: number) => Promise<Plan>;

/**
 * Makes the dispatcher's planner. A message goes out when one of its alerts may: a silenced one is left out then, one
 * that quiet hours or the flood guard would hold rides along. Edits always go: they disturb nobody. What may have reached
 * the platform already is not held back any more. Notices and answers wait for the end of quiet hours; posts are held
 * back and told of in one notice.
 */
export function createPlanner({ db, rules }: Deps): Planner {
  const chooser = createChooser(db, rules);

  const planNotice = (delivery: ClaimedDelivery, now: number): Plan => {
    const { quietHours, zone } = rules();
    const until = quietUntil(quietHours, { receiver: delivery.receiver, labels: undefined }, now, zone);
    return until === undefined || delivery.maybeSentAt !== undefined
      ? SEND
      : waiting(until, `quiet hours until ${clockTime(until, zone)}`, true);
  };

  const planEdit = async (messageId: number, receiver: string, now: number): Promise<Plan> => {
    const own = await chooser.choose(messageId, receiver, now);
    const shows = [showingOf(messageId, own)];
    const withheld = [...own.silenced];
    for (const id of await companionsOf(db, messageId)) {
      const choice = await chooser.choose(id, receiver, now);
      shows.push(showingOf(id, choice));
      withheld.push(...choice.silenced);
    }
    return { kind: 'send', shows, batch: [], withheld };
  };

  const planAnswer = async (delivery: ClaimedDelivery, now: number): Promise<Plan> => {
    const { messageId = -1, receiver, notice = '{}' } = delivery;
    const { alerts } = fromJson(StoredAnswer, notice);
    if (alerts.length === 0 || delivery.maybeSentAt !== undefined)
      return { ...SEND, shows: [{ messageId, alerts }] };
    const decisions = await chooser.decideAll(alerts, receiver, now);
    const free = decisions.filter(({ decision }) => decision.kind === 'send');
    if (free.length > 0)
      return { ...SEND, shows: [{ messageId, alerts: free.map(({ alertId }) => alertId) }] };
    const [first] = decisions;
    if (first === undefined || first.decision.kind === 'send') return SEND;
    const { zone, flood } = rules();
    // An edit shows it already, so there is nothing to list when the hours are over: the ring comes then.
    if (first.decision.kind === 'quiet-hours')
      return waiting(
        first.decision.until,
        `quiet hours until ${clockTime(first.decision.until, zone)}`,
        true,
      );
    const { by, reason, tellAt } = heldBy(first.decision, now, { zone, flood });
    return { kind: 'hold', settlement: { status: 'suppressed', by, reason, tellAt }, withheld: [] };
  };

  return (delivery, now) => {
    const { messageId } = delivery;
    if (messageId === undefined) return Promise.resolve(planNotice(delivery, now));
    switch (delivery.kind) {
      case 'edit':
        return planEdit(messageId, delivery.receiver, now);
      case 'answer':
        return planAnswer(delivery, now);
      case 'post':
        return planPost({ db, chooser }, delivery, now);
      case 'notice':
        return Promise.resolve(planNotice(delivery, now));
    }
  };
}
