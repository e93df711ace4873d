/** `/feeds`: the health of the feeds, and of what could not be delivered. */
import type { Block, Button, Inline } from '../../../core/command/reply.ts';
import type { ConfiguredFeed } from '../../../core/feed/feed.ts';
import { answeringInWords } from '../../../core/feed/poll/answering-in-words.ts';
import { type FeedState, NEVER, reconcile } from '../../../core/feed/poll/feed-state.ts';
import { afterHeld, heldHosts, nextDue } from '../../../core/feed/poll/next-due.ts';
import { DEFAULT_POLICY } from '../../../core/feed/poll/poll-interval.ts';
import { whyNext } from '../../../core/feed/poll/why-next.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import { disagreement, languageOfFeed } from '../../../core/feed/heard-language.ts';
import { languageName } from '../../../core/lists/language-code.ts';
import { languagesOfBriefs } from '../../../core/lists/spoken-languages.ts';
import { clockFrom } from '../../../core/time/local-time.ts';
import {
  countFailed,
  type DeliveryRecord,
  selectDeliveryRecords,
} from '../../../edges/store/outbox/delivery-records.ts';
import { selectRestingFeeds } from '../../../edges/store/people/chat-feeds.ts';
import { loadFeedStates } from '../../../edges/store/feeds.ts';
import { type Command, visibilityOf } from '../context.ts';
import { pageButtons, pageMark, pageOf } from '../page-buttons.ts';
import { agoText, bold, button, counted, line, quoteBlock, text, tidy } from '../parts.ts';

const PAGE = 12;
const MOST_FAILED = 4;
/** Feeds that one line names. */
const MOST_NAMED = 12;

type Health = { readonly feed: ConfiguredFeed; readonly state: FeedState | undefined };

export const feeds: Command<'feeds'> = async (ctx, args, call) => {
  const now = ctx.now();
  const found = await ctx.store.transaction(async (tx) => ({
    states: new Map((await loadFeedStates(tx)).map((state) => [state.feedId, state])),
    failed: await selectDeliveryRecords(tx, { failed: true, limit: MOST_FAILED }),
    failures: await countFailed(tx),
    resting: await selectRestingFeeds(tx),
  }));
  const policy = ctx.policy?.() ?? DEFAULT_POLICY;
  const held = heldHosts(found.states.values(), now);
  const health = ctx
    .feeds()
    .map((feed): Health => {
      const state = found.states.get(feed.id);
      return {
        feed,
        state: state && afterHeld(nextDue(reconcile(state, feed, now), feed, policy, now), held),
      };
    })
    .toSorted((a, b) => rank(a) - rank(b) || age(b, now) - age(a, now) || (a.feed.id < b.feed.id ? -1 : 1));
  const { shown, pages } = pageOf(health, call.page, PAGE);
  return {
    title: `Feeds${pageMark(call.page, pages)}`,
    blocks: [
      line(text(answeringInWords(health.map(({ state }) => state?.status)))),
      ...(found.resting.length === 0
        ? []
        : [line(text(`At rest: ${found.resting.join(', ')}; /feed resume polls them again.`))]),
      ...languageBlocks(health, ctx.briefs()),
      ...shown.flatMap((each) => feedBlocks(each, (at) => clockFrom(now, at, ctx.zone?.() ?? 'UTC'))),
      ...(call.page > 1 ? [] : failedBlocks(found.failed, found.failures)),
    ],
    buttons: [
      ...pageButtons(ctx.pages, 'feeds', call, pages),
      ...(call.page > 1 ? [] : resendButtons(found.failed, found.failures)),
    ],
    visibility: visibilityOf(args),
    isPage: true,
  };
};

/** Feeds in languages that no indicator has words in, and those that are in another language than is said of them. */
function languageBlocks(health: readonly Health[], briefs: readonly Brief[]): readonly Block[] {
  const spoken = languagesOfBriefs(briefs);
  const unread = health.flatMap(({ feed, state }) => {
    const lang = languageOfFeed(feed.lang, state?.spoken);
    if (spoken === undefined || lang === undefined || spoken.has(lang)) return [];
    return [`${feed.id} (${languageName(lang)})`];
  });
  const mistaken = health.flatMap(({ feed, state }) => {
    const both = disagreement(state?.spoken);
    if (both === undefined) return [];
    return [`${feed.id} (said to be ${languageName(both.said)}, reads like ${languageName(both.heard)})`];
  });
  return [
    ...(unread.length === 0
      ? []
      : [`No sign has words in the language of ${listed(unread)}: nothing of it will ever alert.`]),
    ...(mistaken.length === 0
      ? []
      : [
          `In another language than is said, so that words of lists do not count: ${listed(mistaken)}. Mend lang: on the feed’s line.`,
        ]),
  ].map((each) => line(text(each)));
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ');
}

/** What is broken stands first, then what was never polled. */
function rank({ state }: Health): number {
  return ['gone', 'failing', 'new', 'ok'].indexOf(state?.status ?? 'new');
}

function age({ state }: Health, now: number): number {
  return state?.lastOkAt === undefined ? Number.MAX_SAFE_INTEGER : now - state.lastOkAt;
}

const MARKS = { ok: '✓', new: '…', failing: '⚠', gone: '✗' } as const;

function feedBlocks({ feed, state }: Health, clock: (at: number) => string): readonly Block[] {
  const status = state?.status ?? 'new';
  const head = [text(`${MARKS[status]} `), bold(tidy(feed.outlet, 60)), text(` · ${feed.id} · `)];
  if (state === undefined || status === 'new') return [line(...head, text('not polled yet'))];
  const last: readonly Inline[] =
    state.lastOkAt === undefined ? [text('never read')] : [text('read '), agoText(state.lastOkAt)];
  const why = whyNext(state, clock);
  const next: readonly Inline[] =
    state.nextPollAt === NEVER
      ? []
      : [text(' · next '), agoText(state.nextPollAt), ...(why === undefined ? [] : [text(` (${why})`)])];
  if (status === 'ok') return [line(...head, ...last, ...next), ...oddities(state)];
  const error = tidy(state.error ?? 'no reason is known', 200);
  const since = state.failingSince === undefined ? [] : [text(' · since '), agoText(state.failingSince)];
  return [line(...head, ...last, ...next), quoteBlock(text(error), ...since)];
}

/** What a feed that answers does beyond bounds. */
function oddities({ waiting, truncated, silentSince }: FeedState): readonly Block[] {
  const said = [
    ...(silentSince === undefined ? [] : ['It answers, but says nothing new for far longer than usual.']),
    ...(waiting === undefined
      ? []
      : [
          `${counted(waiting.items, 'new item')} wait: more than a feed may bring in an hour. Those that match go first.`,
        ]),
    ...(truncated === true ? ['It lists more than 5,000 items; the newest are read.'] : []),
  ];
  return said.map((each) => quoteBlock(text(each)));
}

function failedBlocks(failed: readonly DeliveryRecord[], total: number): readonly Block[] {
  if (total === 0) return [line(text('Everything that was to be told was delivered, or is on its way.'))];
  return [
    line(bold(`${counted(total, 'delivery', 'deliveries')} failed for good:`)),
    ...failed.flatMap((each) => [
      line(
        text(`${each.alertId === undefined ? 'a notice' : `alert ${each.alertId}`} → ${each.receiver} · `),
        text(`${each.status} · `),
        agoText(each.createdAt),
      ),
      quoteBlock(text(tidy(each.reason ?? 'no reason is known', 200))),
    ]),
    ...(total > failed.length ? [line(text(`And ${total - failed.length} older.`))] : []),
  ];
}

function resendButtons(failed: readonly DeliveryRecord[], total: number): readonly Button[] {
  if (total === 0) return [];
  const named = failed.map(({ id, alertId }) =>
    button(`resend:${id}`, alertId === undefined ? `Resend notice ${id}` : `Resend alert ${alertId}`),
  );
  return total === 1 ? named : [button('resend:all', 'Resend all', 'primary'), ...named.slice(0, 2)];
}
