/** `/unmute` and the button below a mute: end a silence now. */
import type { Reply } from '../../../core/command/reply.ts';
import type { SilenceRef } from '../../../core/command/arguments.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { endSilence, selectSilences, type StoredSilence } from '../../../edges/store/people/silences.ts';
import { type Caller, changeBy, type Command, type CommandContext } from '../context.ts';
import { silenceSubject } from './mute.ts';
import { note } from '../parts.ts';

export const unmute: Command<'unmute'> = (ctx, args, call) => endSilences(ctx, args.silence, call);

/** Ends the silence of that number, all that are about that one indicator, or all. */
export async function endSilences(ctx: CommandContext, ref: SilenceRef, caller: Caller): Promise<Reply> {
  const now = ctx.now();
  const ended = await ctx.store.transaction(async (tx) => {
    const over: StoredSilence[] = [];
    for (const silence of await meant(tx, ref, now)) {
      if (!(await endSilence(tx, silence.id, caller.by.name, now))) continue;
      const detail = { matchers: JSON.stringify(silence.matchers) };
      await recordAudit(
        tx,
        { action: 'unmute', ...changeBy(caller), subject: `silence:${silence.id}`, detail },
        now,
      );
      over.push(silence);
    }
    return over;
  });
  if (ended.length > 0) {
    ctx.wake();
    const subjects = ended.map(({ matchers }) => silenceSubject(matchers, ctx.briefs()));
    return note('Unmuted', `${subjects.join(', ')} may speak again. One line will say what was withheld.`);
  }
  const inForce = await selectSilences(ctx.store.db, { at: now });
  const numbers = inForce.map(({ id, matchers }) => `${id} (${silenceSubject(matchers, ctx.briefs())})`);
  const what =
    ref.kind === 'number'
      ? [`Silence ${ref.id} is not in force.`]
      : ref.kind === 'all'
        ? []
        : [`${ref.indicatorId} is not muted.`];
  return note(
    'Nothing to unmute',
    ...what,
    numbers.length === 0 ? 'Nothing is muted now.' : `Muted are: ${numbers.slice(0, 10).join(', ')}.`,
  );
}

async function meant(tx: Db, ref: SilenceRef, now: number): Promise<readonly StoredSilence[]> {
  const inForce = await selectSilences(tx, { at: now });
  if (ref.kind === 'all') return inForce;
  return inForce.filter(({ id, matchers }) =>
    ref.kind === 'number'
      ? id === ref.id
      : matchers.indicator?.length === 1 &&
        matchers.indicator[0] === ref.indicatorId &&
        (matchers.brief ?? [ref.briefId]).includes(ref.briefId),
  );
}
