/** Which alerts a button below a message is about: those that the message shows, of which it names one. */
import type { Press } from '../../../core/command/chat.ts';
import type { Reply } from '../../../core/command/reply.ts';
import { selectAlerts, type StoredAlert } from '../../../edges/store/alerts.ts';
import { alertsOfMessage, postedIn, selectMessages } from '../../../edges/store/outbox/messages.ts';
import { nameOfAlert } from '../../../core/alert/alert-names.ts';
import type { CommandContext } from '../context.ts';
import { button, note } from '../parts.ts';

/** What both platforms take as buttons of one answer, less the one for all. */
const MOST_CHOICES = 24;

export type PressedSubject = {
  readonly id: number;
  /** `open`: whatever the message shows; the others are what was chosen of it. */
  readonly scope: 'open' | 'only' | 'all' | 'event' | 'outlet';
  /** A silence that is to end, since a smaller one takes its place; a report to part; an alert to join. */
  readonly second: number | undefined;
};

/** Reads what stands behind the colon of a button: `12`, `only-12`, `all-12`, `event-12-3`, `12-345`; undefined for all else. */
export function readSubject(subject: string): PressedSubject | undefined {
  const found = /^(?:(only|all|event|outlet)-)?(\d{1,15})(?:-(\d{1,15}))?$/.exec(subject);
  if (found === null) return undefined;
  const [, scope, id, second] = found;
  const known = (['only', 'all', 'event', 'outlet'] as const).find((each) => each === scope);
  return {
    id: Number(id),
    scope: known ?? 'open',
    second: second === undefined ? undefined : Number(second),
  };
}

/**
 * The alerts that the pressed message shows, the named one first. A forum's posts are channels of their own, and are known
 * by what stands there; of a message that cannot be told from its channel, all that are shown together with it anywhere.
 * Empty where there is no such alert.
 */
export async function alertsBeside(
  ctx: CommandContext,
  id: number,
  { by, channel }: Pick<Press, 'by' | 'channel'>,
): Promise<readonly StoredAlert[]> {
  const { db } = ctx.store;
  const place = `${by.platform}:${channel}`;
  const receiver = ctx.writer().channels?.get(place) ?? place;
  const all = await selectMessages(db, { alerts: [id] });
  const own = all.filter((message) => message.receiver === receiver);
  const posted = await postedIn(db, own.length > 0 ? [] : all.map((message) => message.id), channel);
  const here = own.length > 0 ? own : all.filter((message) => posted.has(message.id));
  const ids = new Set([id]);
  for (const message of here.length > 0 ? here : all)
    for (const { alertId, status } of await alertsOfMessage(db, message.id))
      if (status !== 'withheld') ids.add(alertId);
  const alerts: StoredAlert[] = [];
  for (const each of ids) alerts.push(...(await selectAlerts(db, { id: each })));
  return alerts;
}

/** Asks in private which of several alerts is meant; all of them stand first. */
export function askWhich(
  ctx: CommandContext,
  verb: 'irrelevant' | 'mute' | 'mute-ask',
  alerts: readonly StoredAlert[],
): Reply {
  const [first] = alerts;
  const what = verb === 'irrelevant' ? 'Which sign is it not relevant for?' : 'Mute which sign?';
  const choices = alerts
    .slice(0, MOST_CHOICES)
    .map((alert) => button(`${verb}:only-${alert.id}`, nameOfAlert(ctx.briefs(), alert).slice(0, 80)));
  return {
    ...note(what, 'This message tells of several.'),
    buttons: [button(`${verb}:all-${first?.id ?? 0}`, `All ${alerts.length}`, 'primary'), ...choices],
  };
}
