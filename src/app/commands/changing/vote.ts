/** The Relevant and Not relevant buttons of an alert: an opinion each person may change. */
import type { Reply } from '../../../core/command/reply.ts';
import { selectAlerts } from '../../../edges/store/alerts.ts';
import { recordAudit } from '../../../edges/store/audit.ts';
import { saveVote, type Opinion } from '../../../edges/store/votes.ts';
import { revise } from '../../ingest/open-alerts.ts';
import { noAlert } from './acknowledge.ts';
import { type Caller, changeBy, type CommandContext } from '../context.ts';

/** Takes an opinion down and shows the new count wherever the alert stands; the same opinion twice changes nothing. */
export async function vote(
  ctx: CommandContext,
  alertId: number,
  verdict: Opinion,
  caller: Caller,
): Promise<Reply | undefined> {
  const now = ctx.now();
  const [alert] = await selectAlerts(ctx.store.db, { id: alertId });
  if (alert === undefined) return noAlert(alertId);
  const who = changeBy(caller);
  const { actor: voter, actorName: voterName } = who;
  await ctx.store.transaction(async (tx) => {
    if (!(await saveVote(tx, { alertId, voter, voterName, verdict }, now))) return;
    const subject = `alert:${alertId}`;
    await recordAudit(tx, { action: 'verdict', ...who, subject, detail: { verdict } }, now);
    await revise(tx, ctx.desk(), alert, now, { pause: 0 });
  });
  ctx.wake();
  return undefined;
}
