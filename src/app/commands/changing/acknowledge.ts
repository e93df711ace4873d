/** The Acknowledge button of a message: names who has taken its alerts on, everywhere they stand. */
import type { Reply } from '../../../core/command/reply.ts';
import {
  acknowledgeAlert,
  selectAlerts,
  type StoredAlert,
  unacknowledgeAlert,
} from '../../../edges/store/alerts.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import { revise } from '../../ingest/open-alerts.ts';
import { type Caller, changeBy, type CommandContext } from '../context.ts';
import { agoText, note, text } from '../parts.ts';

/** Acknowledges each alert once; whoever comes second for all of them is told who was first. */
export async function acknowledge(
  ctx: CommandContext,
  alerts: readonly StoredAlert[],
  caller: Caller,
): Promise<Reply | undefined> {
  const now = ctx.now();
  const taken = await ctx.store.transaction(async (tx) => {
    let count = 0;
    for (const alert of alerts) {
      if (!(await acknowledgeAlert(tx, alert.id, caller.by.name, now))) continue;
      const subject = `alert:${alert.id}`;
      await recordAudit(tx, { action: 'acknowledge', ...changeBy(caller), subject, detail: {} }, now);
      await revise(tx, ctx.writer(), alert, now, { pause: 0 });
      count += 1;
    }
    return count;
  });
  if (taken > 0) {
    ctx.wake();
    return undefined;
  }
  const [first] = alerts;
  const [alert] = first === undefined ? [] : await selectAlerts(ctx.store.db, { id: first.id });
  const before = alert?.acknowledged;
  return before === undefined
    ? noAlert(first?.id ?? 0)
    : note('Acknowledged already', [text(`${before.by} did `), agoText(before.at), text('.')]);
}

/** Takes the acknowledgement of each alert back, whoever gave it; the audit says who did. */
export async function takeBack(
  ctx: CommandContext,
  alerts: readonly StoredAlert[],
  caller: Caller,
): Promise<Reply | undefined> {
  const now = ctx.now();
  const freed = await ctx.store.transaction(async (tx) => {
    let count = 0;
    for (const alert of alerts) {
      if (!(await unacknowledgeAlert(tx, alert.id))) continue;
      const subject = `alert:${alert.id}`;
      await recordAudit(tx, { action: 'unacknowledge', ...changeBy(caller), subject, detail: {} }, now);
      await revise(tx, ctx.writer(), alert, now, { pause: 0 });
      count += 1;
    }
    return count;
  });
  if (freed === 0) return note('Not acknowledged', 'Nobody has taken this on.');
  ctx.wake();
  return undefined;
}

/** The answer where an alert of that number was never opened, or has been pruned. */
export function noAlert(id: number): Reply {
  return note('No such alert', `There is no alert ${id}; alerts carry their number at the bottom.`);
}
