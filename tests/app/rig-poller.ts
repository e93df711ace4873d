import type { ConfiguredFeed } from '../../src/core/feed/feed.ts';
import type { FeedState } from '../../src/core/feed/poll/feed-state.ts';
import { parseFeed } from '../../src/core/feed/read/parse.ts';
import type { FeedNotice } from '../../src/core/feed/poll/schedule.ts';
import { createPoller, type Poller, type PollerDeps } from '../../src/app/poll/poller.ts';
import type { SimulatedClock } from '../../src/edges/clock/clock.ts';
import { type Http, openHttp } from '../../src/edges/http/open-http.ts';

export const USER_AGENT = 'Signpost/0.0.0 (+https://signpost.example/bot)';

export type Ingested = {
  readonly feedId: string;
  readonly titles: readonly string[] | undefined;
  readonly now: number;
};

/** Everything around a poller that outlives it, as the store and the network outlive the process. */
export type PollerRig = {
  readonly http: Http;
  readonly stored: Map<string, FeedState>;
  readonly ingested: Ingested[];
  readonly notices: FeedNotice[];
  readonly logged: string[];
  /** How often each document was parsed, by address. */
  readonly parsed: string[];
  readonly state: (feedId: string) => FeedState;
  /** Starts a bot on what is stored, as after a restart. */
  readonly boot: (feeds: readonly ConfiguredFeed[], over?: Partial<PollerDeps>) => Poller;
};

/** A rig whose real HTTP client finds every `*.example` name on loopback. */
export function rigPoller(clock: SimulatedClock): PollerRig {
  const stored = new Map<string, FeedState>();
  const ingested: Ingested[] = [];
  const notices: FeedNotice[] = [];
  const logged: string[] = [];
  const parsed: string[] = [];
  const http = openHttp({
    userAgent: USER_AGENT,
    now: clock.now,
    allowHosts: ['127.0.0.1', ...Array.from({ length: 20 }, (_, index) => `host-${index}.example`)],
    resolve: () => Promise.resolve(['127.0.0.1']),
  });
  const note =
    (level: string) =>
    (about: object, message: string): void => {
      logged.push(`${level}: ${message} ${'feed' in about ? String(about.feed) : ''}`.trimEnd());
    };
  return {
    http,
    stored,
    ingested,
    notices,
    logged,
    parsed,
    state: (feedId) => {
      const state = stored.get(feedId);
      if (state === undefined) throw new Error(`nothing is stored of ${feedId}`);
      return state;
    },
    boot: (feeds, over = {}) =>
      createPoller({
        feeds,
        loadStates: () => Promise.resolve([...stored.values()]),
        fetchFeed: http.fetchFeed,
        parse: (bytes, source) => {
          parsed.push(source.url);
          return parseFeed(bytes, source);
        },
        ingest: ({ feed, parsed: document, next, now, notices: told }) => {
          notices.push(...told);
          stored.set(feed.id, JSON.parse(JSON.stringify(next)));
          ingested.push({ feedId: feed.id, titles: document?.items.map((item) => item.title), now });
          return Promise.resolve(next);
        },
        clock,
        log: { debug: () => undefined, info: note('info'), warn: note('warn'), error: note('error') },
        random: () => 0.5,
        // Tests tick by hand.
        drive: () => () => undefined,
        ...over,
      }),
  };
}

/** A feed at an address. */
export function feedAt(id: string, url: string, over: Partial<ConfiguredFeed> = {}): ConfiguredFeed {
  return { id, url, outlet: 'Sample Courier', lang: 'en', desk: 'sample', ...over };
}
