/** Opens the way out: the receivers of the configuration, and the dispatcher that sends them what is due. */
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import { PLATFORMS } from './platforms.ts';
import { openReceivers, type Receivers } from './receivers.ts';
import { createDispatcher, type Dispatcher } from '../deliver/dispatcher.ts';
import { lastRestoration } from '../deliver/after-restore.ts';
import { createPlanner } from '../deliver/plan-delivery.ts';
import { spansThatDecided } from '../deliver/mark-deciding.ts';
import { sayWordsFound } from '../deliver/say-words-found.ts';
import { createRenderer } from '../deliver/render-delivery.ts';
import { deliveryRules } from '../housekeeping/housekeeper.ts';
import { countSources } from '../poll/feed-states.ts';
import type { BotBase } from './bot-base.ts';
import { variablesOf } from './secrets.ts';
import { whyForbidden } from '../../edges/http/address-guard.ts';
import { createGuardedPost } from '../../edges/http/guarded-post.ts';
import { userAgent } from './user-agent.ts';

/** Nothing is connected or sent before `receivers.start` and `dispatcher.start`. */
export async function openDelivery(
  base: BotBase,
  matcher: () => BriefMatcher,
): Promise<{
  readonly receivers: Receivers;
  readonly dispatcher: Dispatcher;
}> {
  const { options, store, current } = base;
  const { settings } = options.config;
  const receivers = await openReceivers({
    platforms: PLATFORMS,
    settings,
    variable: variablesOf(options.secrets, options.env),
    log: options.log,
    out: options.out,
    heardElsewhere: store.dialect.shared,
    allowHosts: settings.polling.allow_hosts,
    whyForbidden,
    post: createGuardedPost(settings.polling.allow_hosts),
    userAgent: userAgent(settings.polling.contact),
  });
  base.closeLater(receivers.stop);
  const dispatcher = createDispatcher({
    store,
    sinks: receivers.sinks,
    plan: createPlanner({ db: store.db, rules: () => deliveryRules(current().settings) }),
    render: createRenderer({
      db: store.db,
      briefs: () => current().briefs,
      zone: () => current().settings.time_zone,
      decided: spansThatDecided(matcher),
      wordsFound: sayWordsFound(matcher, options.config.lists),
      sources: () => countSources(store.db, current().feeds),
    }),
    clock: options.clock,
    log: options.log,
    random: options.random,
    owner: base.owner,
    leaseNow: base.leaseNow,
    nameDelivery: base.nameDelivery,
    restored: await lastRestoration(store.db),
    report: base.metrics.settled,
  });
  return { receivers, dispatcher };
}
