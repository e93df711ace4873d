/** The Mute button of an alert: 24 hours without a question, or what a dialog asked for. */
import { parseArguments } from '../../../core/command/arguments.ts';
import type { CommandSpec } from '../../../core/command/catalogue.ts';
import type { Reply } from '../../../core/command/reply.ts';
import { usageReply } from '../../../core/command/usage.ts';
import { DAY } from '../../../core/time/duration.ts';
import { selectAlerts } from '../../../edges/store/alerts.ts';
import { matchersOf, mute } from './make-silence.ts';
import { revise } from '../../ingest/open-alerts.ts';
import { noAlert } from './acknowledge.ts';
import type { Caller, CommandContext } from '../context.ts';
import { mutedReply } from './mute.ts';

const USUAL = 1 * DAY;

/** The fields of the dialog, checked like the options of a command. */
const DIALOG = {
  name: 'mute',
  about: 'Silence what this alert is about',
  changes: true,
  options: [
    { name: 'duration', kind: 'duration', required: false, about: 'How long, such as 24h or 7d' },
    { name: 'reason', kind: 'text', required: false, about: 'Why' },
  ],
} as const satisfies CommandSpec;

/** Silences the alert's indicator or correlation, and shows that wherever the alert stands. */
export async function muteAlert(
  ctx: CommandContext,
  alertId: number,
  fields: Readonly<Record<string, string>> | undefined,
  caller: Caller,
): Promise<Reply> {
  const now = ctx.now();
  const [alert] = await selectAlerts(ctx.store.db, { id: alertId });
  if (alert === undefined) return noAlert(alertId);
  const parsed = parseArguments(DIALOG, fields ?? {}, ctx.briefs());
  if (parsed.kind === 'wrong') return usageReply(DIALOG, parsed.problems);
  const { duration, reason } = parsed.args;
  const request = {
    matchers: matchersOf(alert),
    duration: duration ?? USUAL,
    reason,
    atLeast: duration === undefined,
    caller,
  };
  const muted = await ctx.store.transaction(async (tx) => {
    const outcome = await mute(tx, request, now);
    if (outcome.kind !== 'kept') await revise(tx, ctx.desk(), alert, now, { pause: 0 });
    return outcome;
  });
  ctx.wake();
  return mutedReply(muted, ctx.briefs());
}
