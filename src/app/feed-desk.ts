/** Between the poller and the store: feed states, ingestion with history told apart, and notices about feeds. */
import { routeAlert } from '../core/alert/route.ts';
import type { CataloguedFeed } from '../core/feed/feed.ts';
import { type FeedState, reconcile } from '../core/feed/feed-state.ts';
import { describeFeedNotice } from '../core/feed/describe-notice.ts';
import type { FeedNotice } from '../core/feed/schedule.ts';
import type { ParsedFeed } from '../core/feed/item.ts';
import { normaliseItems } from '../core/feed/normalise.ts';
import type { Clock } from '../edges/clock/clock.ts';
import { enqueueDelivery } from '../edges/store/deliveries.ts';
import { loadFeedState, loadFeedStates, saveFeedState } from '../edges/store/feeds.ts';
import { toJson } from '../edges/store/json.ts';
import type { Store } from '../edges/store/open-store.ts';
import type { AlertDesk } from './open-alerts.ts';
import type { Pipeline } from './pipeline.ts';

type Deps = { readonly store: Store; readonly feeds: readonly CataloguedFeed[]; readonly clock: Clock };

/** Builds the functions that the poller is given. */
export function createFeedDesk({ store, feeds, clock }: Deps) {
  const ids = new Set(feeds.map((feed) => feed.id));
  return {
    /** How many configured sources are polled and how many of them do not answer. */
    sources: async (): Promise<{ readonly down: number; readonly total: number }> => {
      const states = (await loadFeedStates(store.db)).filter((state) => ids.has(state.feedId));
      return {
        down: states.filter((state) => state.status === 'failing' || state.status === 'gone').length,
        total: feeds.length,
      };
    },
    loadStates: (): Promise<readonly FeedState[]> => loadFeedStates(store.db),
    /** Entries, signals, alerts, deliveries and the feed's validators go in together or not at all. */
    ingestInto:
      (pipeline: Pipeline) =>
      async (
        feed: CataloguedFeed,
        parsed: ParsedFeed | undefined,
        next: FeedState,
        now: number,
      ): Promise<void> => {
        if (parsed === undefined) {
          await store.transaction((tx) => saveFeedState(tx, next));
          return;
        }
        const before = await loadFeedState(store.db, feed.id);
        const known = before !== undefined && reconcile(before, feed, now).firstPolledAt !== undefined;
        await pipeline.ingest({
          entries: normaliseItems(parsed, feed, now),
          history: !known,
          now,
          also: (tx) => saveFeedState(tx, next),
        });
      },
    /** Queues a notice for whoever the routes name for labels of kind `notice`. */
    tell:
      (desk: AlertDesk, wake: () => void) =>
      async (notice: FeedNotice): Promise<void> => {
        const now = clock.now();
        const feed = feeds.find((each) => each.id === notice.feedId);
        if (feed === undefined) return;
        const { title, text } = describeFeedNotice(notice, feed, now);
        const body = toJson({ kind: 'notice', title, lines: [{ text, marks: [] }] });
        const receivers = routeAlert(desk.route, {}, 0).map(
          ({ receiver }) => desk.standIns.get(receiver) ?? receiver,
        );
        await store.transaction(async (tx) => {
          for (const receiver of new Set(receivers)) {
            const nonce = desk.newNonce();
            const row = { alertId: undefined, receiver, kind: 'notice', revision: 0, nonce } as const;
            await enqueueDelivery(tx, { ...row, notice: body, dueAt: now }, now);
          }
        });
        wake();
      },
  };
}
