/** `/adopt`: lets a server or workspace use the bot, with the one-time code from its log; `off` ends that. */
import { isAdoptOff } from '../../../core/command/permission.ts';
import type { Reply } from '../../../core/command/reply.ts';
import { addAdoption, removeAdoption } from '../../../edges/store/people/adoptions.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import {
  removeDirectSubscriptions,
  removeSubscriptionsOf,
} from '../../../edges/store/people/subscriptions.ts';
import { type Call, changeBy, type Command, type CommandContext } from '../context.ts';
import { note } from '../parts.ts';

export const adopt: Command<'adopt'> = async (ctx, args, call) => {
  const { platform, spaces } = call.by;
  const [space] = spaces;
  const words = ctx.access.words(platform);
  if (space === undefined || words === undefined)
    return note('Not here', 'A server is adopted in one of its channels; type this there.');
  const { what } = words.space;
  return isAdoptOff(args.code)
    ? release(ctx, call, { platform, space, what })
    : take(ctx, call, { platform, space, what, code: args.code, adopt: words.space.adopt });
};

type Place = { readonly platform: string; readonly space: string; readonly what: string };

async function take(
  ctx: CommandContext,
  call: Call,
  { code, what, adopt: typed, ...space }: Place & { readonly code: string; readonly adopt: string },
): Promise<Reply> {
  const subject = `${space.platform}:${space.space}`;
  if ((await ctx.access.rules(call.by.platform)).answered.has(space.space))
    return note('Answered already', `This ${what} is answered as it is; the code is still good.`);
  if (!ctx.access.redeem(code)) {
    ctx.log.warn({ ...changeBy(call), space: subject }, 'somebody typed /adopt with a wrong code');
    return note(
      'Not the code',
      "The code is in the bot's log, in the newest line that names /adopt; it is used up by one adoption.",
    );
  }
  const now = ctx.now();
  const who = changeBy(call);
  await ctx.store.transaction(async (tx) => {
    if (await addAdoption(tx, space, who.actor, now))
      await recordAudit(tx, { action: 'adopt', ...who, subject, detail: {} }, now);
  });
  return note(
    'Adopted',
    `This ${what} is answered from now on, until somebody who may change things here types ${typed} off.`,
    'Type /subscribe in a channel that is to be told.',
  );
}

async function release(ctx: CommandContext, call: Call, { what, ...space }: Place): Promise<Reply> {
  const now = ctx.now();
  const subject = `${space.platform}:${space.space}`;
  const stays = await ctx.access.isAtHome(call.by.platform, space.space);
  const isLast = await ctx.access.isLast(call.by.platform, space.space);
  const ended = await ctx.store.transaction(async (tx) => {
    if (!(await removeAdoption(tx, space))) return false;
    const inChannels = stays ? 0 : await removeSubscriptionsOf(tx, space);
    // Who asked in a direct message did so as a member of a server that is answered.
    const inPrivate = isLast ? await removeDirectSubscriptions(tx, space.platform) : 0;
    const detail = { subscriptions: inChannels + inPrivate };
    await recordAudit(tx, { action: 'release', ...changeBy(call), subject, detail }, now);
    return true;
  });
  if (!ended)
    return note(
      'Not adopted',
      `This ${what} holds a receiver or is named in the settings, and nothing in the chat ends that.`,
    );
  return note(
    'No longer adopted',
    stays
      ? `This ${what} is answered all the same, because it holds a receiver or the settings name it.`
      : `Nobody here is answered any more, and what its channels subscribed to has ended.`,
  );
}
