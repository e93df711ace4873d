/** The Relevant and Not relevant buttons of a message: an opinion each person may change. */
import type { Reply } from '../../../core/command/reply.ts';
import type { StoredAlert } from '../../../edges/store/alerts.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import { saveVote, type Opinion } from '../../../edges/store/people/votes.ts';
import { revise } from '../../ingest/open-alerts.ts';
import { type Caller, changeBy, type CommandContext } from '../context.ts';

/** Takes an opinion on alerts down and shows the new count wherever they stand; the same opinion twice changes nothing. */
export async function vote(
  ctx: CommandContext,
  alerts: readonly StoredAlert[],
  verdict: Opinion,
  caller: Caller,
): Promise<Reply | undefined> {
  const now = ctx.now();
  const who = changeBy(caller);
  const { actor: voter, actorName: voterName } = who;
  await ctx.store.transaction(async (tx) => {
    for (const alert of alerts) {
      const alertId = alert.id;
      if (!(await saveVote(tx, { alertId, voter, voterName, verdict }, now))) continue;
      const subject = `alert:${alertId}`;
      await recordAudit(tx, { action: 'verdict', ...who, subject, detail: { verdict } }, now);
      await revise(tx, ctx.writer(), alert, now, { pause: 0 });
    }
  });
  ctx.wake();
  return undefined;
}
