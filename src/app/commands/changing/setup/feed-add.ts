/** `/feed add`: finds the feed of an address, shows a trial poll, and polls it from now on. */
import type { Reply } from '../../../../core/command/reply.ts';
import { languagesOfBriefs } from '../../../../core/lists/spoken-languages.ts';
import { MINUTE } from '../../../../core/time/duration.ts';
import { recordAudit } from '../../../../edges/store/people/audit.ts';
import {
  addChatFeed,
  selectChatFeeds,
  selectRestingFeeds,
} from '../../../../edges/store/people/chat-feeds.ts';
import { findFeed } from '../../../poll/find-feed.ts';
import { type Proposal, proposeFeed } from '../../../poll/propose-feed.ts';
import { CHAT_DESK } from '../../../../config/chat-made.ts';
import { addressKey } from '../../../../config/check-feeds.ts';
import { changeBy, type Command, type CommandContext } from '../../context.ts';
import { bold, button, capital, counted, line, note, plainLine, text, tidy } from '../../parts.ts';
import { markChange, placeOf } from './chat-place.ts';

/** Well within the quarter of an hour for which platforms take an answer. */
const FIND_WITHIN = 1 * MINUTE;
/** Of one server or workspace: polling is the operator's cost. */
const MOST_FEEDS = 100;
const MOST_MATCHES = 5;

export const feedAdd: Command<'feed add'> = async (ctx, args, call) => {
  const refusal = ctx.asks.count(call.by, ctx.now());
  if (refusal !== undefined) return refusal;
  const place = placeOf(call);
  const mine = (await selectChatFeeds(ctx.store.db)).filter((each) => each.place.space === place.space);
  if (mine.length >= MOST_FEEDS)
    return note('No room', `${MOST_FEEDS} feeds were added from here already; /feed remove makes room.`);
  const known = await polledAlready(ctx, bare(args.address));
  if (known !== undefined) return polled(ctx, known);
  const signal = AbortSignal.timeout(FIND_WITHIN);
  const found = await findFeed({ ...ctx.setup, trusted: false }, bare(args.address), signal).catch(
    (error: unknown) => {
      if (signal.aborted) return { kind: 'not-found', reason: 'the site took longer than a minute' } as const;
      throw error;
    },
  );
  if (found.kind === 'not-found')
    return note('No feed found', `${capital(found.reason)}.`, 'The address of a feed itself always works.');
  const twin = await polledAlready(ctx, found.url);
  if (twin !== undefined) return polled(ctx, twin);
  const proposal = await proposeFeed(found, {
    desk: CHAT_DESK,
    taken: await takenIds(ctx),
    matcher: ctx.matcher(),
    detect: ctx.setup.detect,
    now: ctx.now(),
  });
  const { id, url, outlet, lang } = proposal.feed;
  const who = changeBy(call);
  const now = ctx.now();
  const added = await ctx.store.transaction(async (tx) => {
    const feed = { id, url, outlet: plainLine(outlet, 80) || id, lang };
    if (!(await addChatFeed(tx, { feed, place, by: who.actor }, now))) return false;
    await recordAudit(tx, { action: 'feed-add', ...who, subject: `feed:${id}`, detail: { url } }, now);
    await markChange(tx, now);
    return true;
  });
  if (!added) return note('Polled already', 'Somebody else added it a moment ago.');
  await ctx.setup.refresh();
  return shown(ctx, proposal, found.others);
};

/** Where it rests, what wakes it. */
async function polled(ctx: CommandContext, feed: string): Promise<Reply> {
  const rests = (await selectRestingFeeds(ctx.store.db)).includes(feed);
  return rests
    ? note('Known already', [
        text('It is '),
        bold(feed),
        text(`, which rests; /feed resume ${feed} polls it again.`),
      ])
    : note('Polled already', [text('It is '), bold(feed), text('.')]);
}

function shown(ctx: CommandContext, proposal: Proposal, others: readonly string[]): Reply {
  const { feed, langBy, items, pace, newest, matches } = proposal;
  const spoken = languagesOfBriefs(ctx.briefs());
  const known = {
    document: 'it says so',
    detected: 'by its words',
    nothing: 'nothing tells, so only names are looked for',
  }[langBy];
  const unread =
    langBy !== 'nothing' && spoken !== undefined && !spoken.has(feed.lang)
      ? [line(text(`No brief has words in ${feed.lang} yet, so only names can match.`))]
      : [];
  const often = pace === undefined ? '' : `, ${pace}`;
  const hits = [...matches].toSorted((a, b) => b[1] - a[1]).slice(0, MOST_MATCHES);
  return {
    title: `Polling ${tidy(feed.outlet, 80) || feed.id}`,
    blocks: [
      line(text(`${counted(items, 'item')}${often}. Language: ${feed.lang} (${known}).`)),
      ...unread,
      line(bold('Its newest headlines')),
      ...newest.map((title) => line(text(`· ${tidy(title)}`))),
      hits.length === 0
        ? line(text('None of them answers a sign now.'))
        : line(
            text(
              `What stands in it now would answer ${hits.map(([name, n]) => `${name} (${n})`).join(', ')}.`,
            ),
          ),
      line(
        text('What stands in it now is counted as history; what comes from now on can alert. Its id is '),
        bold(feed.id),
        text('.'),
      ),
      ...(others.length === 0
        ? []
        : [
            line(
              text(
                `Also there: ${others
                  .slice(0, 3)
                  .map((other) => tidy(other, 120))
                  .join(', ')}`,
              ),
            ),
          ]),
    ],
    buttons: [button(`feed-remove:${feed.id}`, 'Take it out again')],
    visibility: 'private',
  };
}

async function takenIds(ctx: CommandContext): Promise<ReadonlySet<string>> {
  const chat = await selectChatFeeds(ctx.store.db);
  return new Set([...ctx.setup.files().feeds, ...chat.map(({ feed }) => feed)].map(({ id }) => id));
}

/** The id of the feed that has this address, resting ones included. */
async function polledAlready(ctx: CommandContext, url: string): Promise<string | undefined> {
  const chat = await selectChatFeeds(ctx.store.db);
  const all = [...ctx.setup.files().feeds, ...chat.map(({ feed }) => feed)];
  return all.find((feed) => addressKey(feed.url) === addressKey(url))?.id;
}

/** Without the marks that chats put around addresses. */
function bare(address: string): string {
  return address.replace(/^<([^|>]*)(?:\|[^>]*)?>$/, '$1');
}
