/** A store, a simulated clock and receivers that keep what they are sent, for tests of who is told what and when. */
import { PLATFORMS } from '../../src/app/run/platforms.ts';
import type { Restoration } from '../../src/app/deliver/after-restore.ts';
import { createDispatcher } from '../../src/app/deliver/dispatcher.ts';
import { createHousekeeper, deliveryRules } from '../../src/app/housekeeping/housekeeper.ts';
import { type AlertWriter, raise, revise } from '../../src/app/ingest/open-alerts.ts';
import { deliveryNamer } from '../../src/app/ingest/name-delivery.ts';
import { createPlanner } from '../../src/app/deliver/plan-delivery.ts';
import type { SayWordsFound } from '../../src/app/deliver/say-words-found.ts';
import { createRenderer } from '../../src/app/deliver/render-delivery.ts';
import { risingAlert, storyAlert } from '../../src/core/alert/alert.ts';
import { settingsSchema } from '../../src/config/settings.ts';
import type { Notification } from '../../src/core/delivery/notification.ts';
import type { Send, SendOutcome } from '../../src/core/delivery/sink.ts';
import type { ConfiguredFeed } from '../../src/core/feed/feed.ts';
import { Brief, type Severity } from '../../src/core/indicator/brief.ts';
import { simulatedClock } from '../../src/edges/clock/clock.ts';
import { createLog } from '../../src/edges/log/log.ts';
import { selectAlerts } from '../../src/edges/store/alerts.ts';
import { nameEntries } from '../../src/edges/store/identity/entry-names.ts';
import type { Store } from '../../src/edges/store/open-store.ts';
import { saveSignal } from '../../src/edges/store/signals.ts';
import { newStore } from '../stores.ts';
import { givenEntry } from '../store-rows.ts';

export type Told = { readonly receiver: string; readonly at: number; readonly send: Send };
export type AlertRig = Awaited<ReturnType<typeof openAlertRig>>;

/** A brief with the indicators `a` and `b`. */
export const BRIEF: Brief = Brief.parse({
  id: 'harbour',
  title: 'Who will run the harbour',
  happened: 'It was put up for sale.',
  leverage: 'The ministry decides.',
  mechanism: 'Money sets terms.',
  matters: 'A monopoly would set prices.',
  watch: 'Watch the board and the council.',
  indicators: ['a', 'b'].map((id) => ({
    id,
    name: `Sign ${id.toUpperCase()}`,
    quote: 'the board',
    query: id,
    examples: { hits: [id], misses: ['nothing'] },
  })),
});

type Options = {
  readonly startAt: number;
  /** Beyond receivers and a route of one receiver, `room`. */
  readonly settings?: Record<string, unknown>;
  readonly route?: Record<string, unknown>;
  readonly feeds?: readonly ConfiguredFeed[];
  /** Another brief with the indicators `a` and `b`. */
  readonly brief?: Brief;
  readonly wordsFound?: SayWordsFound;
  /** A new one in memory where left out. */
  readonly store?: Store;
};

/** Opens everything; a sink answers `sent` unless `rig.answer` says otherwise. */
export async function openAlertRig({ startAt, settings = {}, route = {}, feeds = [], ...given }: Options) {
  const brief = given.brief ?? BRIEF;
  const saying = given.wordsFound === undefined ? {} : { wordsFound: given.wordsFound };
  const store = given.store ?? (await newStore());
  const passing = simulatedClock(startAt);
  /** By how much the machine's clock was set since. */
  let set = 0;
  const clock = { ...passing, now: () => passing.now() + set };
  const log = createLog({ level: 'silent', secrets: [] });
  const told: Told[] = [];
  const receivers = { room: { type: 'console' }, desk: { type: 'console' } };
  let current = settingsSchema(PLATFORMS).parse({
    receivers,
    route: { receiver: 'room', ...route },
    ...settings,
  });
  const rig = {
    answer: (_told: Told): SendOutcome | undefined => undefined,
    entries: 0,
    woken: false,
  };
  const sinkOf = (receiver: string) => (send: Send) => {
    const each = { receiver, at: clock.now(), send };
    const other = rig.answer(each);
    if (other !== undefined) return Promise.resolve(other);
    told.push(each);
    return Promise.resolve({ kind: 'sent', ref: { channel: receiver, message: `m${told.length}` } } as const);
  };
  const writer = (): AlertWriter => ({
    route: current.route,
    groupWait: current.group_wait,
    groupInterval: current.group_interval,
    placeholders: new Map(),
    nameDelivery: deliveryNamer('test'),
  });
  const newDispatcher = (owner: string, restored?: Restoration) =>
    createDispatcher({
      store,
      sinks: new Map(['room', 'desk'].map((id) => [id, sinkOf(id)])),
      plan: createPlanner({ db: store.db, rules: () => deliveryRules(current) }),
      render: createRenderer({
        db: store.db,
        briefs: () => [brief],
        ...saying,
        sources: () => Promise.resolve({ down: 0, total: 0 }),
      }),
      clock,
      log,
      random: () => 0.5,
      owner,
      restored,
      nameDelivery: deliveryNamer('test'),
    });
  const newHousekeeper = () =>
    createHousekeeper({
      store,
      writer,
      settings: () => current,
      briefs: () => [brief],
      ...saying,
      feeds: () => feeds,
      clock,
      log,
      wake: () => {
        rig.woken = true;
      },
    });
  const dispatcher = newDispatcher('rig');
  let housekeeper = newHousekeeper();

  const step = async (): Promise<void> => {
    await dispatcher.drain();
    rig.woken = false;
    await housekeeper.tick();
    if (rig.woken) await dispatcher.drain();
  };
  /** An entry of a story of its own, with a signal for the indicator. */
  const entry = async (indicatorId: string, title: string, at = clock.now(), lang = 'en') => {
    rig.entries += 1;
    const storyId = `story-${rig.entries}`;
    const text = {
      feedId: 'gazette',
      id: `item-${rig.entries}`,
      title,
      link: `https://gazette.example/${rig.entries}`,
      canonicalUrl: `https://gazette.example/${rig.entries}`,
      titleKey: title.toLowerCase(),
      summary: '',
      outlet: 'The Gazette',
      lang,
      country: undefined,
      publishedAt: at,
    };
    const seq = await givenEntry(store, storyId, text);
    await nameEntries(store.db, [{ key: `id:${title}`, seq, saidAt: at }], at);
    const signal = { briefId: BRIEF.id, indicatorId, entry: seq, story: storyId, at };
    const words = { actors: [], spans: [], outlet: text.outlet, country: undefined, lang };
    await saveSignal(store.db, { ...signal, ...words }, false);
    return { seq, storyId, text };
  };
  const indicator = (id: string, severity: Severity) => {
    const found = BRIEF.indicators.find((each) => each.id === id);
    if (found === undefined) throw new Error(`the brief has no indicator ${id}`);
    return { ...found, severity };
  };
  return {
    store,
    clock,
    told,
    rig,
    writer,
    newDispatcher,
    close: () => store.close(),
    /** Takes over other settings, as a reload does. */
    configure: (changed: Record<string, unknown>) => {
      current = settingsSchema(PLATFORMS).parse({
        receivers,
        route: { receiver: 'room', ...route },
        ...settings,
        ...changed,
      });
    },
    /** Sets the machine's clock by so many milliseconds; nothing passes meanwhile. */
    set: (ms: number) => {
      set += ms;
    },
    /** Ends the housekeeper and begins another, as a restart does. */
    restart: async () => {
      await housekeeper.stop();
      housekeeper = newHousekeeper();
    },
    entry,
    /** Opens an alert for a new story; the answer is its number. */
    alert: async (
      indicatorId: string,
      title: string,
      severity: Severity = 'medium',
      lang = 'en',
    ): Promise<number> => {
      const { seq, storyId, text } = await entry(indicatorId, title, clock.now(), lang);
      const draft = storyAlert(indicator(indicatorId, severity), storyId, {
        briefId: BRIEF.id,
        entry: seq,
        text,
      });
      await store.transaction((tx) => raise(tx, writer(), draft, clock.now()));
      const [opened] = await selectAlerts(store.db, { key: draft.key });
      return opened?.id ?? -1;
    },
    /** Opens the alert of an indicator that rose. */
    rise: async (indicatorId: string): Promise<number> => {
      const { seq, text } = await entry(indicatorId, `${indicatorId} rises`);
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const place = { briefId: BRIEF.id, entry: seq, text, evidence: [seq] };
      const draft = risingAlert(indicator(indicatorId, 'high'), 'active', day, 'It rose.', place);
      await store.transaction((tx) => raise(tx, writer(), draft, clock.now()));
      const [opened] = await selectAlerts(store.db, { key: draft.key });
      return opened?.id ?? -1;
    },
    revise: async (id: number): Promise<void> => {
      const [alert] = await selectAlerts(store.db, { id });
      if (alert !== undefined) await store.transaction((tx) => revise(tx, writer(), alert, clock.now()));
    },
    /** Everything that is due at this instant. */
    step,
    /** Moves time on in steps, doing at each what is due. */
    pass: async (ms: number, by = 10_000): Promise<void> => {
      const end = clock.now() + ms;
      await step();
      while (clock.now() < end) {
        await clock.advance(Math.min(by, end - clock.now()));
        await step();
      }
    },
    rows: () => store.db.selectFrom('deliveries').selectAll().orderBy('id').execute(),
  };
}

/** What a message says, as far as tests look at it. */
export function words(notification: Notification): readonly string[] {
  return notification.kind === 'alert'
    ? [notification.headline.text, ...(notification.grouped ?? []).map((each) => `+ ${each.headline}`)]
    : [notification.title, ...notification.lines.map((line) => line.text)];
}

/** What was posted, edits left out. */
export function posted(told: readonly Told[]): readonly (readonly string[])[] {
  return told.filter(({ send }) => send.prior === undefined).map(({ send }) => words(send.notification));
}
