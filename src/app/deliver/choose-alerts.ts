/** Chooses which alerts of a message its receiver is shown now, and says what holds the others back. */
import type { Flood } from '../../core/alert/flood.ts';
import { endOf } from '../../core/alert/silence.ts';
import { type Suppression, suppress } from '../../core/alert/suppress.ts';
import { formatDuration } from '../../core/time/duration.ts';
import { clockTime } from '../../core/time/local-time.ts';
import { selectAlerts, storyAlertTimes, type StoredAlert } from '../../edges/store/alerts.ts';
import { alertsOfMessage, type Withheld } from '../../edges/store/outbox/messages.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { selectSilences } from '../../edges/store/people/silences.ts';
import type { SendingRules } from './sending-rules.ts';

export type ChosenAlerts = {
  /** What a message that goes out shows: what it showed before, what may be told now, and what rides along. */
  readonly shown: readonly number[];
  /** What a silence leaves out. */
  readonly silenced: readonly Withheld[];
  /** What quiet hours or the flood guard hold where nothing else makes the message go out. */
  readonly postponed: readonly Withheld[];
  /** Why the message stays where it is; undefined where it may go out. */
  readonly held: Pick<Withheld, 'by' | 'reason' | 'tellAt'> | undefined;
};

type Held = Exclude<Suppression, { kind: 'send' }>;

/** Decides by the silences and rules as they are now. */
export function createChooser(db: Db, rules: () => SendingRules) {
  const decide = async (alert: StoredAlert, receiver: string, now: number): Promise<Suppression> => {
    const { quietHours, zone, flood } = rules();
    const single = alert.kind === 'story';
    return suppress(
      { receiver, labels: alert.labels, openedAt: alert.openedAt, single },
      {
        silences: await selectSilences(db, { at: now }),
        quietHours,
        zone,
        flood,
        opened: single ? await storyAlertTimes(db, alert, flood.within, flood.alerts + 1) : [],
      },
      now,
    );
  };

  const decideAll = async (alertIds: readonly number[], receiver: string, now: number) => {
    const decisions: { readonly alertId: number; readonly decision: Suppression }[] = [];
    for (const alertId of alertIds) {
      const [alert] = await selectAlerts(db, { id: alertId });
      if (alert !== undefined) decisions.push({ alertId, decision: await decide(alert, receiver, now) });
    }
    return decisions;
  };

  const choose = async (messageId: number, receiver: string, now: number): Promise<ChosenAlerts> => {
    const { zone, flood } = rules();
    const members = await alertsOfMessage(db, messageId);
    const before = members.filter(({ status }) => status === 'shown').map(({ alertId }) => alertId);
    const open = members.filter(
      ({ status, withheldBy }) => status === 'due' || withheldBy === 'quiet-hours' || withheldBy === 'flood',
    );
    const decisions = await decideAll(
      open.map(({ alertId }) => alertId),
      receiver,
      now,
    );
    const of = (kind: Suppression['kind']) => decisions.filter(({ decision }) => decision.kind === kind);
    const withheld = (found: typeof decisions): readonly Withheld[] =>
      found.flatMap(({ alertId, decision }) =>
        decision.kind === 'send' ? [] : [{ messageId, alertId, ...heldBy(decision, now, { zone, flood }) }],
      );
    const silenced = withheld(of('silenced'));
    const postponed = withheld([...of('quiet-hours'), ...of('flood')]);
    const told = [...before, ...of('send').map(({ alertId }) => alertId)];
    const shown = [...told, ...postponed.map(({ alertId }) => alertId)].sort((a, b) => a - b);
    const held = told.length > 0 ? undefined : (postponed[0] ?? silenced[0]);
    return {
      shown,
      silenced,
      postponed,
      held: held && { by: held.by, reason: held.reason, tellAt: held.tellAt },
    };
  };
  return { choose, decideAll };
}

/** What holds an alert back, for its row: by what, why in words, and when it is told of. */
export function heldBy(
  decision: Held,
  now: number,
  { zone, flood }: { readonly zone: string; readonly flood: Flood },
): Pick<Withheld, 'by' | 'reason' | 'tellAt'> {
  switch (decision.kind) {
    case 'silenced': {
      const { id, authorName } = decision.by;
      const until = clockTime(endOf(decision.by), zone);
      const reason = `silence ${id} by ${authorName}, until ${until}`;
      return { reason, by: `silence/${id}`, tellAt: undefined };
    }
    case 'quiet-hours': {
      const reason = `quiet hours until ${clockTime(decision.until, zone)}`;
      return { reason, by: 'quiet-hours', tellAt: decision.until };
    }
    case 'flood': {
      const reason = `more than ${flood.alerts} alerts of its indicator in ${formatDuration(flood.within)}`;
      return { reason, by: 'flood', tellAt: now + flood.within };
    }
  }
}
