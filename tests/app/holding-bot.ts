/** A bot on a clock of its own, with routes that group, quiet hours and a flood guard, whose receivers keep what they can read. */
import { createDispatcher } from '../../src/app/deliver/dispatcher.ts';
import { createPlanner } from '../../src/app/deliver/plan-delivery.ts';
import { createRenderer } from '../../src/app/deliver/render-delivery.ts';
import { createHousekeeper, deliveryRules } from '../../src/app/housekeeping/housekeeper.ts';
import { createPipeline } from '../../src/app/ingest/ingest.ts';
import { deliveryNamer } from '../../src/app/ingest/name-delivery.ts';
import { PLATFORMS } from '../../src/app/run/platforms.ts';
import { settingsSchema } from '../../src/config/settings.ts';
import type { Send } from '../../src/core/delivery/sink.ts';
import { compileBriefs } from '../../src/core/query/language/compile-briefs.ts';
import { simulatedClock } from '../../src/edges/clock/clock.ts';
import { createLog } from '../../src/edges/log/log.ts';
import { openStore } from '../../src/edges/store/open-store.ts';
import { nextDueAt } from '../../src/edges/store/outbox/deliveries.ts';
import { SHIPPED_LISTS } from '../shipped-lists.ts';
import { ZOO } from './bench-of-news.ts';
import { readable, TOWN } from './random-news.ts';

export const BRIEFS = [ZOO, TOWN];
/** Which briefs each receiver is told of. */
export const TOLD_OF = { room: ['zoo', 'town'], desk: ['town'] } as const;

type World = {
  readonly startAt: number;
  readonly groupBy: readonly string[];
  readonly quiet: boolean;
  readonly flood: number;
};

/** Opens it; the caller closes its store. Quiet hours are from 18:00 to 07:00 UTC. */
export async function openHoldingBot({ startAt, groupBy, ...rules }: World) {
  const store = await openStore(':memory:');
  const clock = simulatedClock(startAt);
  const log = createLog({ level: 'silent', secrets: [] });
  const read = new Map<string, string[]>();
  const settings = settingsSchema(PLATFORMS).parse({
    receivers: { room: { type: 'console' }, desk: { type: 'console' } },
    route: {
      receiver: 'room',
      group_wait: '2m',
      routes: [
        { match: { brief: 'town' }, receiver: 'desk', continue: true },
        { receiver: 'room', ...(groupBy.length === 0 ? {} : { group_by: groupBy }) },
      ],
    },
    flood: { alerts: rules.flood, within: '30m' },
    ...(rules.quiet ? { quiet_hours: [{ from: '18:00', to: '07:00' }] } : {}),
  });
  const nameDelivery = deliveryNamer('test');
  const writer = {
    route: settings.route,
    groupWait: settings.group_wait,
    placeholders: new Map(),
    nameDelivery,
  };
  const sink = (receiver: string) => (send: Send) => {
    read.set(receiver, [...(read.get(receiver) ?? []), ...readable(send.notification)]);
    const ref = send.prior ?? { channel: receiver, message: send.deliveryId };
    return Promise.resolve({ kind: 'sent', ref } as const);
  };
  const dispatcher = createDispatcher({
    store,
    sinks: new Map(Object.keys(TOLD_OF).map((id) => [id, sink(id)])),
    plan: createPlanner({ db: store.db, rules: () => deliveryRules(settings) }),
    render: createRenderer({
      db: store.db,
      briefs: () => BRIEFS,
      sources: () => Promise.resolve({ down: 0, total: 0 }),
    }),
    clock,
    log,
    random: () => 0.5,
    owner: 'test',
    nameDelivery,
  });
  const housekeeper = createHousekeeper({
    store,
    writer: () => writer,
    settings: () => settings,
    briefs: () => BRIEFS,
    feeds: () => [],
    clock,
    log,
    wake: () => undefined,
  });
  const pipeline = await createPipeline({
    store,
    lists: SHIPPED_LISTS,
    briefs: BRIEFS,
    matcher: compileBriefs(BRIEFS),
    writer,
    catchUp: Number.POSITIVE_INFINITY,
    wake: () => undefined,
  });
  const step = async (): Promise<void> => {
    await dispatcher.drain();
    await housekeeper.tick();
    await dispatcher.drain();
  };
  return {
    store,
    clock,
    read,
    pipeline,
    /** Moves time on, doing whatever is due on the way. */
    until: async (at: number): Promise<void> => {
      for (;;) {
        const due = await nextDueAt(store.db);
        if (due === undefined || due > at) break;
        await clock.advanceTo(Math.max(due, clock.now()));
        await step();
        if ((await nextDueAt(store.db)) === due) break;
      }
      await clock.advanceTo(at);
      await step();
    },
  };
}
