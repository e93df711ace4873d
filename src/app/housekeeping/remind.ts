/** Reminds of indicators that stay active or surging and that nobody has acknowledged, where a route asks for it. */
import { quietUntil } from '../../core/alert/quiet-hours.ts';
import type { Route } from '../../core/alert/route.ts';
import { silenceOver } from '../../core/alert/silence.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { DAY } from '../../core/time/duration.ts';
import { clockTime } from '../../core/time/local-time.ts';
import { selectAlerts, type StoredAlert } from '../../edges/store/alerts.ts';
import { selectMessages } from '../../edges/store/outbox/messages.ts';
import type { Store } from '../../edges/store/open-store.ts';
import { selectSilences } from '../../edges/store/people/silences.ts';
import { queueAnswer } from '../ingest/queue.ts';
import { heading, plainLine } from './notice-lines.ts';
import { type AlertWriter, recipients } from '../ingest/open-alerts.ts';
import type { SendingRules } from '../deliver/sending-rules.ts';
import { currentStanding } from '../ingest/watch-standings.ts';

/** An indicator that has not risen for this long is old news. */
const LONGEST = 7 * DAY;

type Deps = {
  readonly store: Store;
  readonly writer: () => AlertWriter;
  readonly briefs: () => readonly Brief[];
  readonly rules: () => SendingRules;
};

/**
 * Queues the reminders that are due, as answers to the messages in which the rise stands, every `interval` milliseconds after the alert unless its route
 * says otherwise. During a silence or quiet hours there are none, and the ones left out are not made up for. The answer
 * counts reminders.
 */
export async function remind(deps: Deps, interval: number, now: number): Promise<number> {
  const { db } = deps.store;
  const writer = deps.writer();
  if (!anyRepeats(writer.route)) return 0;
  const silences = await selectSilences(db, { at: now });
  let queued = 0;
  for (const brief of deps.briefs()) {
    for (const alert of await newestRises(deps, brief, now)) {
      if (silenceOver(silences, alert.labels, now) !== undefined) continue;
      const standing = await currentStanding(db, brief, alert.indicatorId, now);
      if (standing === undefined || !['active', 'surging'].includes(standing.level)) continue;
      const name = brief.indicators.find(({ id }) => id === alert.indicatorId)?.name ?? alert.indicatorId;
      for (const [message, every] of await due(deps, alert, interval, now)) {
        const times = Math.floor((now - alert.openedAt) / every);
        if (times < 1) continue;
        const { zone } = deps.rules();
        const lines = [
          heading(`Still ${standing.level}: ${name}`),
          plainLine(standing.sentence),
          plainLine(
            `Alert #${alert.id} of ${clockTime(alert.openedAt, zone)} has not been acknowledged; acknowledge it and these reminders end.`,
          ),
        ].map(({ text, marks }) => ({ text, marks: [...marks] }));
        const occasion = `reminder/${alert.id}/${times}`;
        const answer = { alerts: [], lines, mention: false, occasion };
        if (await deps.store.transaction((tx) => queueAnswer(tx, writer.nameDelivery, message, answer, now)))
          queued += 1;
      }
    }
  }
  return queued;
}

/** The last rise of each indicator of a brief, where it is recent and nobody acknowledged it. */
async function newestRises(deps: Deps, brief: Brief, now: number): Promise<readonly StoredAlert[]> {
  const rises = await selectAlerts(deps.store.db, {
    briefId: brief.id,
    kind: 'rising',
    openedSince: now - LONGEST,
  });
  const newest = new Map(rises.map((alert) => [alert.indicatorId, alert]));
  return [...newest.values()].filter(({ acknowledged }) => acknowledged === undefined);
}

/** The messages that tell of the alert where the receiver's route wants reminders, with the time between two. */
async function due(
  { store, writer, rules }: Deps,
  alert: StoredAlert,
  interval: number,
  now: number,
): Promise<ReadonlyMap<number, number>> {
  const { quietHours, zone } = rules();
  const told = await selectMessages(store.db, { alerts: [alert.id] });
  const wanting = (await recipients(store.db, writer(), alert.labels)).filter(
    ({ receiver, repeat }) =>
      repeat === true && quietUntil(quietHours, { receiver, labels: undefined }, now, zone) === undefined,
  );
  return new Map(
    told.flatMap(({ id, receiver }) => {
      const wants = wanting.find((each) => each.receiver === receiver);
      return wants === undefined ? [] : [[id, wants.repeatInterval ?? interval] as const];
    }),
  );
}

function anyRepeats(route: Route): boolean {
  return route.repeat === true || route.routes.some(anyRepeats);
}
