/** Opens the way in: the poller, its HTTP client and parser, and the ingest that its documents go to. */
import { policyOf } from '../../core/feed/poll/poll-interval.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import { openHttp } from '../../edges/http/open-http.ts';
import { createPipeline, type Pipeline } from '../ingest/ingest.ts';
import type { AlertWriter } from '../ingest/open-alerts.ts';
import type { Asking } from '../commands/context.ts';
import { createFeedStates } from '../poll/feed-states.ts';
import { createPoller, type Poller } from '../poll/poller.ts';
import { createSharedPolls } from '../poll/replica-polls.ts';
import type { BotBase } from './bot-base.ts';
import { detectInHelper, openHelpedParser } from './open-bot-helper.ts';
import { readValue } from './secrets.ts';
import { userAgent } from './user-agent.ts';

type Reading = {
  readonly pipeline: Pipeline;
  readonly poller: Poller;
  /** What asks publishers for somebody who gives an address. */
  readonly asking: Asking;
};

/** Nothing is polled before `poller.start`. */
export async function openReading(
  base: BotBase,
  matcher: BriefMatcher,
  writer: () => AlertWriter,
  wake: () => void,
): Promise<Reading> {
  const { options, store, owner, metrics } = base;
  const { clock, log } = options;
  const config = base.current();
  const { polling } = config.settings;
  const pipeline = await createPipeline({
    store,
    lists: config.lists,
    briefs: config.briefs,
    matcher,
    writer: writer(),
    catchUp: polling.catch_up,
    wake,
    report: metrics.ingested,
  });
  const feedStates = createFeedStates({
    store,
    pipeline,
    writer,
    feeds: () => base.current().feeds,
    wake,
    lists: config.lists,
    firstReading: () => base.current().settings.first_reading,
  });
  const http = openHttp({ userAgent: userAgent(polling.contact), allowHosts: polling.allow_hosts });
  base.closeLater(http.close);
  const parser = openHelpedParser(base.helper);
  const asking: Asking = {
    fetchFeed: http.fetchFeed,
    parse: (...document) => parser.parse(...document),
    detect: async (text) => (await detectInHelper(base.helper, [text]))[0],
  };
  const poller = createPoller({
    feeds: config.feeds,
    policy: policyOf(polling),
    proxy: polling.proxy,
    readSecret: (name) => readValue(name, options.env),
    concurrency: polling.concurrency,
    loadStates: feedStates.loadStates,
    ...asking,
    detect: (texts) => detectInHelper(base.helper, texts),
    ingest: feedStates.ingest,
    report: (report) => {
      metrics.polled(report);
      if (report.outcome !== 'store' && report.outcome !== 'bug') base.stored();
    },
    ...(store.dialect.shared
      ? { pollFeed: createSharedPolls({ store, clock, owner, leaseNow: base.leaseNow }) }
      : {}),
    clock,
    log,
    random: options.random,
  });
  return { pipeline, poller, asking };
}
