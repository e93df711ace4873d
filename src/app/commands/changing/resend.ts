/** The Resend buttons of `/feeds`: failed deliveries go back into the outbox. */
import type { Reply } from '../../../core/command/reply.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import { resendFailed } from '../../../edges/store/outbox/delivery-records.ts';
import { type Caller, changeBy, type CommandContext } from '../context.ts';
import { counted, note } from '../parts.ts';

/** Sends one failed delivery again, or all of them; one that has not failed is left alone. */
export async function resend(
  ctx: CommandContext,
  which: { readonly id: number } | 'all',
  caller: Caller,
): Promise<Reply> {
  const now = ctx.now();
  const ids = await ctx.store.transaction(async (tx) => {
    const queued = await resendFailed(tx, which, now);
    for (const id of queued)
      await recordAudit(
        tx,
        { action: 'resend', ...changeBy(caller), subject: `delivery:${id}`, detail: {} },
        now,
      );
    return queued;
  });
  if (ids.length === 0) return note('Nothing to resend', 'It has been sent, or is on its way.');
  ctx.wake();
  return note(
    'Resending',
    `${counted(ids.length, 'delivery', 'deliveries')} will be tried again for 24 hours.`,
  );
}
