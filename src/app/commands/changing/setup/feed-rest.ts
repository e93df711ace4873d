/** `/feed pause`, `/feed resume` and `/feed remove`. */
import type { Reply } from '../../../../core/command/reply.ts';
import { recordAudit } from '../../../../edges/store/people/audit.ts';
import {
  removeChatFeed,
  restFeed,
  selectChatFeeds,
  selectRestingFeeds,
  wakeFeed,
} from '../../../../edges/store/people/chat-feeds.ts';
import { nearestName } from '../../../../core/query/language/nearest-name.ts';
import type { Db } from '../../../../edges/store/open-store.ts';
import { type Caller, changeBy, type Command, type CommandContext } from '../../context.ts';
import { bold, note, text } from '../../parts.ts';
import { markChange } from './chat-place.ts';

export const feedPause: Command<'feed pause'> = async (ctx, { feed: typed }, call) => {
  const feed = await feedNamed(ctx, typed);
  return change(ctx, feed, call, {
    action: 'feed-pause',
    work: (tx, by, now) => restFeed(tx, feed, by, now),
    done: [bold(feed), text(' rests. What it tells meanwhile is not heard; /feed resume polls it again.')],
    idle: 'It rests already.',
  });
};

export const feedResume: Command<'feed resume'> = async (ctx, { feed: typed }, call) => {
  const feed = await feedNamed(ctx, typed);
  return change(ctx, feed, call, {
    action: 'feed-resume',
    work: (tx) => wakeFeed(tx, feed),
    done: [bold(feed), text(' is polled again.')],
    idle: 'It does not rest.',
  });
};

export const feedRemove: Command<'feed remove'> = async (ctx, { feed }, call) =>
  removeFeed(ctx, await feedNamed(ctx, feed), call);

/** The id of the one feed whose outlet somebody named, in small letters, or what they wrote. */
async function feedNamed(ctx: CommandContext, typed: string): Promise<string> {
  const known = await knownFeeds(ctx);
  if (known.includes(typed)) return typed;
  const chat = await selectChatFeeds(ctx.store.db);
  const all = [...ctx.feeds(), ...ctx.setup.files().feeds, ...chat.map(({ feed }) => feed)];
  const ids = new Set(all.filter(({ outlet }) => outlet.toLowerCase() === typed).map(({ id }) => id));
  const [only] = ids;
  return ids.size === 1 && only !== undefined ? only : typed;
}

/** The button below a feed that was added: pressed again it has nothing to do. */
export async function pressedRemove(ctx: CommandContext, feed: string, caller: Caller): Promise<Reply> {
  const known = await knownFeeds(ctx);
  return known.includes(feed)
    ? removeFeed(ctx, feed, caller)
    : note('Nothing to do', 'That feed is not polled any more; it was taken out already.');
}

/** Takes a feed out that was added from a chat; those of files are the operator's. */
async function removeFeed(ctx: CommandContext, feed: string, caller: Caller): Promise<Reply> {
  if (ctx.setup.files().feeds.some(({ id }) => id === feed))
    return note(
      'Not from here',
      `${feed} stands in a file of the operator's, which the bot never writes; /feed pause ${feed} lets it rest.`,
    );
  return change(ctx, feed, caller, {
    action: 'feed-remove',
    work: async (tx) => {
      await wakeFeed(tx, feed);
      return removeChatFeed(tx, feed);
    },
    done: [bold(feed), text(' is taken out. What it has told is kept.')],
    idle: 'It was taken out already.',
  });
}

type Change = {
  readonly action: 'feed-pause' | 'feed-resume' | 'feed-remove';
  /** False where nothing is to be done. */
  readonly work: (tx: Db, by: string, now: number) => Promise<boolean>;
  readonly done: Parameters<typeof note>[1];
  readonly idle: string;
};

async function change(ctx: CommandContext, feed: string, caller: Caller, wanted: Change): Promise<Reply> {
  const known = await knownFeeds(ctx);
  if (!known.includes(feed)) {
    const near = nearestName(feed.slice(0, 80), known);
    const remedy = near === undefined ? 'see /feeds for their ids' : `did you mean ${near}?`;
    return note('No such feed', `There is no feed “${feed.slice(0, 80)}”; ${remedy}`);
  }
  const now = ctx.now();
  const who = changeBy(caller);
  const done = await ctx.store.transaction(async (tx) => {
    if (!(await wanted.work(tx, who.actor, now))) return false;
    await recordAudit(tx, { action: wanted.action, ...who, subject: `feed:${feed}`, detail: {} }, now);
    await markChange(tx, now);
    return true;
  });
  if (!done) return note('Nothing to do', wanted.idle);
  await ctx.setup.refresh();
  return note('Done', wanted.done);
}

/** The ids of all feeds, those that rest included. */
export async function knownFeeds(ctx: CommandContext): Promise<readonly string[]> {
  const { db } = ctx.store;
  const chat = await selectChatFeeds(db);
  const ids = [...ctx.feeds(), ...ctx.setup.files().feeds, ...chat.map(({ feed }) => feed)].map(
    ({ id }) => id,
  );
  return [...new Set([...ids, ...(await selectRestingFeeds(db))])];
}
