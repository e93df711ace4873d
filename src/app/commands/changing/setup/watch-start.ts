/** Starts, tries and drops signs that were made in a channel: the buttons below a draft, `/watch start` and `/watch drop`. */
import type { Reply } from '../../../../core/command/reply.ts';
import type { ButtonVerb } from '../../../../core/command/permission.ts';
import type { Press } from '../../../../core/command/chat.ts';
import { nearestName } from '../../../../core/query/language/nearest-name.ts';
import { recordAudit } from '../../../../edges/store/people/audit.ts';
import {
  removeChatSign,
  selectChatBriefs,
  setSignStatus,
  type StoredChatBrief,
} from '../../../../edges/store/people/chat-briefs.ts';
import { addSubscription } from '../../../../edges/store/people/subscriptions.ts';
import type { Db } from '../../../../edges/store/open-store.ts';
import { type Caller, changeBy, type Command, type CommandContext } from '../../context.ts';
import { bold, counted, line, note, text } from '../../parts.ts';
import { markChange } from './chat-place.ts';

type Chosen = { readonly brief: StoredChatBrief; readonly ids: readonly string[] };

export const watchStart: Command<'watch start'> = async (ctx, { sign }, call) => {
  const chosen = await signNamed(ctx, sign);
  if ('title' in chosen) return chosen;
  return call.blocked === undefined ? start(ctx, chosen, 'live', call) : note('Not yet', call.blocked);
};

export const watchDrop: Command<'watch drop'> = async (ctx, { sign }, call) => {
  const chosen = await signNamed(ctx, sign);
  return 'title' in chosen ? chosen : drop(ctx, chosen, call);
};

export type DraftVerb = Extract<ButtonVerb, `watch-${string}`>;

export function isDraftVerb(verb: ButtonVerb | undefined): verb is DraftVerb {
  return verb?.startsWith('watch-') === true;
}

/** Does what a button below a draft says, or takes down what is ticked there. */
export async function pressedDraft(
  ctx: CommandContext,
  verb: DraftVerb,
  press: Press,
): Promise<Reply | undefined> {
  const [, id = '', batch = ''] = /^[a-z-]+:([a-z0-9-]+)\/([a-z0-9]+)$/.exec(press.button) ?? [];
  const [brief] = await selectChatBriefs(ctx.store.db, id);
  const drafted = brief?.signs.filter((each) => each.batch === batch) ?? [];
  if (brief === undefined || drafted.length === 0)
    return note(
      'This draft is gone',
      'It was dropped, or is older than two weeks; /watch new makes another.',
    );
  if (verb === 'watch-pick') return pick(ctx, brief, batch, press.picked ?? []);
  if (verb === 'watch-drop') return drop(ctx, { brief, ids: drafted.map(({ sign }) => sign.id) }, press);
  // Ticks and the button may be pressed at once, and arrive in any order.
  if (press.picked !== undefined) await pick(ctx, brief, batch, press.picked);
  const [now = brief] = press.picked === undefined ? [brief] : await selectChatBriefs(ctx.store.db, id);
  const wanted = now.signs.filter((each) => each.batch === batch && each.status !== 'left');
  const chosen = { brief, ids: wanted.map(({ sign }) => sign.id) };
  if (chosen.ids.length === 0) return note('Nothing is ticked', 'Tick the signs that are to be watched.');
  if (press.blocked !== undefined) return note('Not yet', press.blocked);
  return start(ctx, chosen, verb === 'watch-start' ? 'live' : 'trial', press);
}

/** Takes down which signs of a draft are ticked; what is watched already stays. */
async function pick(
  ctx: CommandContext,
  { id, signs }: StoredChatBrief,
  batch: string,
  picked: readonly string[],
): Promise<undefined> {
  const open = signs.filter(
    (each) => each.batch === batch && (each.status === 'asked' || each.status === 'left'),
  );
  const ids = open.map(({ sign }) => sign.id);
  await ctx.store.transaction(async (tx) => {
    await setSignStatus(
      tx,
      id,
      ids.filter((each) => picked.includes(each)),
      'asked',
    );
    await setSignStatus(
      tx,
      id,
      ids.filter((each) => !picked.includes(each)),
      'left',
    );
  });
}

async function start(
  ctx: CommandContext,
  { brief, ids }: Chosen,
  status: 'live' | 'trial',
  caller: Caller,
): Promise<Reply> {
  const now = ctx.now();
  const who = changeBy(caller);
  const started = await ctx.store.transaction(async (tx) => {
    const changed = await setSignStatus(tx, brief.id, ids, status);
    // Also of a trial, which alerts nobody: whoever ends it, here or below an alert, has it told here.
    await tellHere(tx, brief, caller, now);
    for (const id of changed) {
      const subject = `sign:${brief.id}/${id}`;
      await recordAudit(tx, { action: 'watch-start', ...who, subject, detail: { status } }, now);
    }
    if (changed.length > 0) await markChange(tx, now);
    return changed;
  });
  if (started.length > 0) await ctx.setup.refresh();
  const [first] = brief.signs.filter(({ sign }) => ids.includes(sign.id));
  const what = ids.length === 1 ? (first?.sign.name ?? '') : counted(ids.length, 'sign');
  if (status === 'trial')
    return note(
      'On trial',
      [bold(what), text(' is counted from now on and alerts nobody.')],
      '/signals shows what it finds; /watch start has it alert, /watch drop takes it out.',
    );
  return note(
    'Alerting here',
    [bold(what), text(' alerts this channel from the next report on.')],
    '/watch drop takes a sign out again; /why says of any headline why it was no alert.',
  );
}

/** The channel that the brief is of is told of it, and no other that did not ask. */
async function tellHere(tx: Db, { id, place }: StoredChatBrief, caller: Caller, now: number): Promise<void> {
  const { platform, channel, space } = place;
  const row = { platform, channel, label: 'brief', value: id } as const;
  await addSubscription(tx, row, { by: changeBy(caller).actor, space }, now);
}

async function drop(ctx: CommandContext, { brief, ids }: Chosen, caller: Caller): Promise<Reply> {
  const now = ctx.now();
  const who = changeBy(caller);
  const dropped = await ctx.store.transaction(async (tx) => {
    const gone: string[] = [];
    for (const id of ids) {
      if (!(await removeChatSign(tx, brief.id, id))) continue;
      const subject = `sign:${brief.id}/${id}`;
      await recordAudit(tx, { action: 'watch-drop', ...who, subject, detail: {} }, now);
      gone.push(id);
    }
    if (gone.length > 0) await markChange(tx, now);
    return gone;
  });
  if (dropped.length === 0) return note('Nothing to drop', 'It was dropped already.');
  await ctx.setup.refresh();
  const names = brief.signs.flatMap(({ sign }) => (dropped.includes(sign.id) ? [sign.name] : []));
  return {
    ...note('Dropped'),
    blocks: [line(bold(names.join(', ')), text(' is looked for no more. What it alerted is kept.'))],
  };
}

/** The sign that somebody names, as `sign` or `brief/sign`, or what was probably meant. */
async function signNamed(ctx: CommandContext, typed: string): Promise<Chosen | Reply> {
  const all = (await selectChatBriefs(ctx.store.db)).flatMap((brief) =>
    brief.signs.map(({ sign }) => ({ brief, sign })),
  );
  const hits = all.filter(({ brief, sign }) =>
    [sign.id, `${brief.id}/${sign.id}`, sign.name.toLowerCase()].includes(typed.toLowerCase()),
  );
  const [only, ...others] = hits;
  if (only !== undefined && others.length === 0) return { brief: only.brief, ids: [only.sign.id] };
  if (only !== undefined) {
    const ways = hits.map(({ brief, sign }) => `${brief.id}/${sign.id}`).join(' or ');
    return note('Which one?', `Several channels have a sign of this name; write ${ways}.`);
  }
  const near = nearestName(
    typed.slice(0, 80),
    all.map(({ sign }) => sign.id),
  );
  const remedy =
    near !== undefined
      ? `did you mean ${near}?`
      : all.length === 0
        ? 'none was made in a chat yet; /watch new makes one'
        : `there are ${all
            .slice(0, 8)
            .map(({ sign }) => sign.id)
            .join(', ')}`;
  return note('No such sign', `No sign “${typed.slice(0, 80)}” was made in a chat; ${remedy}`);
}
