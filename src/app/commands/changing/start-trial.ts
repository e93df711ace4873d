/** The button Start below an indicator on trial: from now on it alerts like the others. */
import type { Button, Reply } from '../../../core/command/reply.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import { startTrial } from '../../../edges/store/people/started-trials.ts';
import { indicatorOf } from '../../ingest/indicator-of.ts';
import { type Caller, changeBy, type CommandContext } from '../context.ts';
import { button, note } from '../parts.ts';

const LONGEST_ID = 100;

/** The button; none where the ids are too long for one. */
export function startButton(briefId: string, indicatorId: string): readonly Button[] {
  const id = `start:${briefId}/${indicatorId}`;
  return id.length > LONGEST_ID ? [] : [button(id, 'End the trial, alert', 'primary')];
}

/** Starts it, whatever the votes say: they advise. */
export async function endTrial(ctx: CommandContext, pressed: string, caller: Caller): Promise<Reply> {
  const [briefId = '', indicatorId = ''] = pressed.slice(pressed.indexOf(':') + 1).split('/');
  const indicator = indicatorOf(ctx.briefs(), briefId, indicatorId);
  if (indicator === undefined) return note('Gone', 'That indicator is not in the briefs any more.');
  if (indicator.status !== 'trial')
    return note('Not on trial', `${indicator.name} alerts already; nothing was changed.`);
  const now = ctx.now();
  const who = changeBy(caller);
  const fresh = await ctx.store.transaction(async (tx) => {
    if (!(await startTrial(tx, { briefId, indicatorId, by: who.actor }, now))) return false;
    const subject = `indicator:${briefId}/${indicatorId}`;
    await recordAudit(tx, { action: 'start', ...who, subject, detail: {} }, now);
    return true;
  });
  return fresh
    ? note(
        'Started',
        `${indicator.name} alerts from now on, and counts in patterns and levels. Take status: trial out of its brief at your leisure.`,
      )
    : note('Not on trial', `${indicator.name} was started before; nothing was changed.`);
}
