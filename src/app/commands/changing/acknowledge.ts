/** The Acknowledge button of an alert: names who has taken it on, everywhere the alert stands. */
import type { Reply } from '../../../core/command/reply.ts';
import { acknowledgeAlert, selectAlerts } from '../../../edges/store/alerts.ts';
import { recordAudit } from '../../../edges/store/audit.ts';
import { revise } from '../../ingest/open-alerts.ts';
import { type Caller, changeBy, type CommandContext } from '../context.ts';
import { ago, note, text } from '../parts.ts';

/** Acknowledges an alert once; whoever comes second is told who was first. */
export async function acknowledge(
  ctx: CommandContext,
  alertId: number,
  caller: Caller,
): Promise<Reply | undefined> {
  const now = ctx.now();
  const [before] = await selectAlerts(ctx.store.db, { id: alertId });
  if (before === undefined) return noAlert(alertId);
  const first = await ctx.store.transaction(async (tx) => {
    if (!(await acknowledgeAlert(tx, alertId, caller.by.name, now))) return false;
    const subject = `alert:${alertId}`;
    await recordAudit(tx, { action: 'acknowledge', ...changeBy(caller), subject, detail: {} }, now);
    await revise(tx, ctx.desk(), before, now, { pause: 0 });
    return true;
  });
  if (first) {
    ctx.wake();
    return undefined;
  }
  const [alert] = await selectAlerts(ctx.store.db, { id: alertId });
  const taken = alert?.acknowledged;
  return taken === undefined
    ? noAlert(alertId)
    : note('Acknowledged already', [text(`${taken.by} did `), ago(taken.at), text('.')]);
}

/** The answer where an alert of that number was never opened, or has been pruned. */
export function noAlert(id: number): Reply {
  return note('No such alert', `There is no alert ${id}; alerts carry their number at the bottom.`);
}
