/** A pipeline on a store in memory with a brief about zebras and giraffes, and shorthand to feed it. */
import { deliveryNamer } from '../../src/app/ingest/name-delivery.ts';
import { createPipeline, type Pipeline } from '../../src/app/ingest/ingest.ts';
import type { ConfiguredFeed } from '../../src/core/feed/feed.ts';
import type { Entry } from '../../src/core/feed/entry.ts';
import type { Item } from '../../src/core/feed/read/item.ts';
import { normaliseItems } from '../../src/core/feed/normalise.ts';
import { Brief } from '../../src/core/indicator/brief.ts';
import type { Lists } from '../../src/core/lists/list.ts';
import { compileBriefs } from '../../src/core/query/language/compile-briefs.ts';
import { openStore, type Store } from '../../src/edges/store/open-store.ts';

export const START = Date.UTC(2026, 8, 1, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const indicator = (id: string, query: string, more: object = {}) => ({
  id,
  name: id,
  quote: id,
  query,
  active_at: 100,
  examples: { hits: [query], misses: ['nothing'] },
  ...more,
});

export const ZOO = Brief.parse({
  id: 'zoo',
  title: 'The zoo',
  happened: 'x',
  leverage: 'x',
  mechanism: 'x',
  matters: 'x',
  watch: 'x',
  lists: { keepers: { anna: ['Anna'], boris: ['Boris'], clara: ['Clara'] } },
  indicators: [
    indicator('zebras', 'zebra'),
    indicator('giraffes', 'giraffe'),
    indicator('whispers', 'whisper', { alert: 'correlated' }),
    indicator('praise', '$keepers AND lauds', { alert: 'correlated' }),
    indicator('lions', 'lion', { active_at: 3 }),
  ],
  correlations: [
    {
      id: 'many-whispers',
      name: 'Many whispers',
      type: 'event_count',
      indicators: ['whispers'],
      timespan: '24h',
      condition: { gte: 3 },
    },
    {
      id: 'chorus',
      name: 'Chorus',
      type: 'value_count',
      field: 'actor',
      indicators: ['praise'],
      timespan: '48h',
      condition: { gte: 3 },
    },
    { id: 'both', name: 'Both', type: 'temporal', indicators: ['zebras', 'giraffes'], timespan: '6h' },
    {
      id: 'then',
      name: 'Then',
      type: 'temporal_ordered',
      indicators: ['giraffes', 'lions'],
      timespan: '30d',
    },
  ],
});

/** The words that reprints may add or leave out. */
const LISTS: Lists = {
  'reversals.taken_back': { en: ['withdraw*', 'call* off'] },
  'common.articles': { en: ['a', 'an', 'the'] },
  'common.stop': { en: ['a', 'an', 'the', 'of', 'to', 'in', 'into', 'on', 'at', 'by', 'and'] },
};

export type News = Partial<Item> & { readonly title: string; readonly at: number; readonly feed?: string };

/** Entries as the poller would hand them over; the outlet is named after the feed. */
export function entriesOf(news: readonly News[], seenAt: number): readonly Entry[] {
  return news.flatMap(({ feed = 'alpha', at, ...item }) => {
    const catalogued: ConfiguredFeed = {
      id: feed,
      url: `https://${feed}.example/feed`,
      outlet: `The ${feed}`,
      lang: 'en',
      desk: 'zoo',
    };
    const slug = item.title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
    const full: Item = {
      id: `${feed}:${slug}`,
      link: `https://${feed}.example/${slug}`,
      published: at,
      updated: undefined,
      summary: '',
      source: undefined,
      lang: undefined,
      ...item,
    };
    const parsed = {
      format: 'rss',
      title: '',
      lang: undefined,
      ttl: undefined,
      skipHours: [],
      skipDays: [],
      truncated: false,
    } as const;
    return normaliseItems({ ...parsed, items: [full] }, catalogued, seenAt);
  });
}

export type NewsBench = {
  readonly store: Store;
  readonly pipeline: Pipeline;
  /** One poll: everything in `news` is seen at `now`. */
  readonly poll: (news: readonly News[], now: number, history?: boolean) => Promise<void>;
  readonly alerts: () => Promise<
    readonly { readonly key: string; readonly kind: string; readonly revision: number }[]
  >;
  readonly deliveries: () => Promise<
    readonly { readonly kind: string; readonly message_id: number | null; readonly revision: number }[]
  >;
  /** Every post that waits is sent, as far as the rows know. */
  readonly sent: () => Promise<void>;
  /** The same store with a new pipeline, as after a restart. */
  readonly restart: () => Promise<NewsBench>;
};

export async function openNewsBench(store?: Store): Promise<NewsBench> {
  const open = store ?? (await openStore(':memory:'));
  const pipeline = await createPipeline({
    store: open,
    lists: LISTS,
    briefs: [ZOO],
    matcher: compileBriefs([ZOO]),
    writer: {
      route: { match: {}, receiver: 'room', continue: false, routes: [] },
      groupWait: 0,
      placeholders: new Map(),
      nameDelivery: deliveryNamer('test'),
    },
    catchUp: 3 * DAY,
    wake: () => undefined,
  });
  return {
    store: open,
    pipeline,
    poll: (news, now, history = false) => pipeline.ingest({ entries: entriesOf(news, now), history, now }),
    alerts: () => open.db.selectFrom('alerts').select(['key', 'kind', 'revision']).orderBy('id').execute(),
    deliveries: () =>
      open.db.selectFrom('deliveries').select(['kind', 'message_id', 'revision']).orderBy('id').execute(),
    sent: async () => {
      const ref = JSON.stringify({ channel: 'room', message: 'm' });
      await open.db
        .updateTable('deliveries')
        .set({ status: 'sent', ref, maybe_sent_at: 1 })
        .where('kind', '=', 'post')
        .execute();
      await open.db.updateTable('message_alerts').set({ status: 'shown' }).execute();
    },
    restart: () => openNewsBench(open),
  };
}
