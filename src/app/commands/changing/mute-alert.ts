/** The Mute button of an alert: 24 hours without a question, or what a dialog asked for. */
import { parseArguments } from '../../../core/command/arguments.ts';
import type { CommandSpec } from '../../../core/command/command-spec.ts';
import type { Reply } from '../../../core/command/reply.ts';
import { usageReply } from '../../../core/command/usage.ts';
import { DAY, MINUTE } from '../../../core/time/duration.ts';
import type { Labels } from '../../../core/alert/route.ts';
import type { StoredAlert } from '../../../edges/store/alerts.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { endSilence, selectSilences, type StoredSilence } from '../../../edges/store/people/silences.ts';
import { matchersOf, makeSilence, type Muted, sameMatchers } from './make-silence.ts';
import { revise } from '../../ingest/open-alerts.ts';
import { noAlert } from './acknowledge.ts';
import { askedAt, type Caller, changeBy, type CommandContext } from '../context.ts';
import { button, tidy } from '../parts.ts';
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

/** What is silenced of an alert: its indicator or correlation, the event alone, or the indicator in one outlet's reports. */
export type MuteScope = 'indicator' | 'event' | 'outlet';

/**
 * Silences what some alerts of a message are about, and shows that wherever they stand. `instead` is a silence that this
 * one takes the place of. With one alert the answer offers less than the indicator.
 */
export async function muteAlerts(
  ctx: CommandContext,
  alerts: readonly StoredAlert[],
  press: {
    readonly scope: MuteScope;
    readonly instead?: number | undefined;
    readonly fields?: Readonly<Record<string, string>> | undefined;
  },
  caller: Caller,
): Promise<Reply> {
  const now = ctx.now();
  const parsed = parseArguments(DIALOG, press.fields ?? {}, ctx.briefs(), askedAt(ctx));
  if (parsed.kind === 'wrong') return usageReply(DIALOG, parsed.problems);
  const { duration, reason } = parsed.args;
  const replies: Reply[] = [];
  await ctx.store.transaction(async (tx) => {
    const given = { duration: duration ?? USUAL, reason, atLeast: duration === undefined, caller };
    const before =
      press.instead === undefined ? undefined : await endWider(ctx, tx, alerts, press.instead, caller);
    // A smaller silence holds as long as the one whose place it takes, for the same reason.
    const terms =
      before === undefined
        ? given
        : { ...given, duration: Math.max(MINUTE, before.expiresAt - now), reason: reason ?? before.reason };
    for (const alert of alerts) {
      const muted = await makeSilence(tx, { ...terms, matchers: matchersFor(alert, press.scope) }, now);
      if (muted.kind !== 'kept') await revise(tx, ctx.writer(), alert, now, { pause: 0 });
      replies.push(withLess(mutedReply(muted, ctx.briefs()), alert, muted, press.scope));
    }
  });
  ctx.wake();
  const [first, ...rest] = replies;
  if (first === undefined) return noAlert(0);
  return rest.length === 0 ? first : { ...first, blocks: replies.flatMap(({ blocks }) => blocks) };
}

/** Ends a silence of one of the alerts, and of nothing else; undefined where that number is not in force, or another's. */
async function endWider(
  ctx: CommandContext,
  tx: Db,
  alerts: readonly StoredAlert[],
  id: number,
  caller: Caller,
): Promise<StoredSilence | undefined> {
  const now = ctx.now();
  const [silence] = (await selectSilences(tx, { at: now })).filter((each) => each.id === id);
  if (silence === undefined || !alerts.some((alert) => sameMatchers(silence.matchers, matchersOf(alert))))
    return undefined;
  await endSilence(tx, id, caller.by.name, now);
  const subject = `silence:${id}`;
  await recordAudit(tx, { action: 'unmute', ...changeBy(caller), subject, detail: {} }, now);
  return silence;
}

function matchersFor(alert: StoredAlert, scope: MuteScope): Labels {
  const wide = matchersOf(alert);
  if (alert.kind === 'correlation' || scope === 'indicator') return wide;
  return scope === 'event' && alert.storyId !== undefined
    ? { story: [alert.storyId] }
    : { ...wide, outlet: alert.labels.outlet ?? [] };
}

/** Offers the event and the outlet in place of the whole indicator. */
function withLess(reply: Reply, alert: StoredAlert, { kind, silence }: Muted, scope: MuteScope): Reply {
  if (scope !== 'indicator' || alert.kind !== 'story' || kind === 'kept') return reply;
  const outlet = tidy(alert.labels.outlet?.[0] ?? 'this outlet', 40);
  const less = [
    button(`mute:event-${alert.id}-${silence.id}`, 'Only this event'),
    button(`mute:outlet-${alert.id}-${silence.id}`, `Only in ${outlet}`),
  ];
  return { ...reply, buttons: [...(reply.buttons ?? []), ...less] };
}
