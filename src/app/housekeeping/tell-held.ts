/** Tells what was held back: when a silence ends, when quiet hours do, and when a flood has been gathered into a list. */
import { formatDuration } from '../../core/time/duration.ts';
import type { NoticeLine } from '../../core/delivery/notification.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import type { Flood } from '../../core/alert/flood.ts';
import {
  type Held,
  isHeldDue,
  markHeldTold,
  queueNotice,
  selectHeld,
} from '../../edges/store/outbox/held.ts';
import { toJson } from '../../edges/store/engine/json.ts';
import type { Db, Store } from '../../edges/store/open-store.ts';
import { markSilenceTold, selectSilences, type StoredSilence } from '../../edges/store/people/silences.ts';
import { nameOfAlert, nameOfMatchers } from '../../core/alert/alert-names.ts';
import type { NameDelivery } from '../ingest/name-delivery.ts';
import type { SayWordsFound } from '../deliver/say-words-found.ts';
import { furtherReports } from './held-reports.ts';
import { alerts, andMore, heading, headlinesOf, plainLine } from './notice-lines.ts';

/** Platforms show about thirty lines of a notice. */
const MOST_LINES = 24;

export type Teller = {
  readonly store: Store;
  readonly briefs: () => readonly Brief[];
  readonly nameDelivery: NameDelivery;
  /** Says by which words headlines in other languages were found. */
  readonly wordsFound?: SayWordsFound | undefined;
};

/** Queues one notice per receiver for every silence that is over and withheld something. The answer counts notices. */
export async function tellEndedSilences(teller: Teller, now: number): Promise<number> {
  let queued = 0;
  for (const silence of await selectSilences(teller.store.db, { untoldAt: now })) {
    queued += await teller.store.transaction(async (tx) => {
      if (!(await markSilenceTold(tx, silence.id, now))) return 0;
      const held = await selectHeld(tx, { by: `silence/${silence.id}` });
      const name = nameOfMatchers(teller.briefs(), silence.matchers);
      return tell(tx, teller, held, now, (own, say) => ({
        occasion: `silence/${silence.id}`,
        title: `Silence on ${name} ended`,
        lines: [
          plainLine(silenceLine(silence, name, own)),
          ...listed(own, MOST_LINES, say, { lines: MOST_LINES - Math.min(own.length, MOST_LINES) }),
        ],
      }));
    });
  }
  return queued;
}

/** "Silence 3 on Appointments by Ann ended; it withheld 2 alerts: 12, 13." */
function silenceLine(silence: StoredSilence, name: string, held: readonly Held[]): string {
  const end = silence.ended === undefined ? 'ended' : `was ended by ${silence.ended.by}`;
  const numbers = held.slice(0, 40).map(({ alertId }) => alertId);
  const more = held.length > numbers.length ? ' …' : '';
  const what = `it withheld ${alerts(held.length)}: ${numbers.join(', ')}${more}`;
  return `Silence ${silence.id} on ${name} by ${silence.authorName} ${end}; ${what}.`;
}

/** Queues one notice per receiver for what quiet hours that are over held back. The answer counts notices. */
export async function tellQuietHours(teller: Teller, now: number): Promise<number> {
  if (!(await isHeldDue(teller.store.db, 'quiet-hours', now))) return 0;
  return teller.store.transaction(async (tx) => {
    const held = await selectHeld(tx, { untoldBy: 'quiet-hours' });
    const over = held.filter(({ tellAt }) => tellAt <= now);
    return tell(tx, teller, over, now, (own, say) => ({
      occasion: `quiet-hours/${first(own)}`,
      title: `While it was quiet: ${alerts(own.length)}`,
      lines: byIndicator(teller.briefs(), own, say),
    }));
  });
}

/** Queues one notice per receiver whose flood has been gathered for its time. The answer counts notices. */
export async function tellFloods(teller: Teller, flood: Flood, now: number): Promise<number> {
  // A flood of thousands waits here for minutes; not to read it whole every few seconds.
  if (!(await isHeldDue(teller.store.db, 'flood', now))) return 0;
  return teller.store.transaction(async (tx) => {
    const held = await selectHeld(tx, { untoldBy: 'flood' });
    const due = new Set(held.filter(({ tellAt }) => tellAt <= now).map(({ receiver }) => receiver));
    const ready = held.filter(({ receiver }) => due.has(receiver));
    return tell(tx, teller, ready, now, (own, say) => ({
      occasion: `flood/${first(own)}`,
      title: `Many alerts at once: ${own.length}`,
      lines: [
        plainLine(
          `More than ${flood.alerts} alerts of one indicator came within ${formatDuration(flood.within)}, so these are a list.`,
        ),
        ...byIndicator(teller.briefs(), own, say),
      ],
    }));
  });
}

/** Queues one notice per receiver that took nothing for long, of the many alerts that waited. The answer counts notices. */
export async function tellGathered(teller: Teller, now: number): Promise<number> {
  if (!(await isHeldDue(teller.store.db, 'refusal', now))) return 0;
  return teller.store.transaction(async (tx) => {
    const held = await selectHeld(tx, { untoldBy: 'refusal' });
    return tell(tx, teller, held, now, (own, say) => ({
      occasion: `gathered/${first(own)}`,
      title: `While nothing could be posted here: ${alerts(own.length)}`,
      lines: byIndicator(teller.briefs(), own, say),
    }));
  });
}

/** Names a list by its first alert and its time, so that two replicas that make it at once make one. */
function first(own: readonly Held[]): string {
  return own[0] === undefined ? '' : `${own[0].messageId}.${own[0].alertId}.${own[0].tellAt}`;
}

type Words = { readonly occasion: string; readonly title: string; readonly lines: readonly NoticeLine[] };

/** The lines of an alert: its headline, and the further reports of its event. */
type Say = (alert: Held) => readonly NoticeLine[];

async function tell(
  tx: Db,
  teller: Teller,
  held: readonly Held[],
  now: number,
  words: (own: readonly Held[], say: Say) => Words,
): Promise<number> {
  let queued = 0;
  for (const [receiver, own] of Map.groupBy(held, (each) => each.receiver)) {
    const say = await headlinesOf(tx, { briefs: teller.briefs(), wordsFound: teller.wordsFound }, own);
    const further = await furtherReports(tx, own);
    const { occasion, title, lines } = words(own, (alert) => [say(alert), ...(further.get(alert) ?? [])]);
    const notice = toJson({ kind: 'notice', title, lines });
    const nonce = teller.nameDelivery(occasion, receiver);
    const id = await queueNotice(tx, { receiver, occasion, notice, nonce }, now);
    if (id === undefined) continue;
    await markHeldTold(tx, own, id);
    queued += 1;
  }
  return queued;
}

/** Headlines under the names of what they are signs of, as many as a notice shows; further reports in what room is left. */
function byIndicator(briefs: readonly Brief[], held: readonly Held[], say: Say): readonly NoticeLine[] {
  const groups = Map.groupBy(held, (each) => nameOfAlert(briefs, each));
  const each = Math.max(1, Math.floor(MOST_LINES / groups.size) - 2);
  const used = [...groups.values()].reduce((sum, { length }) => sum + 1 + Math.min(each + 1, length), 0);
  const spare = { lines: Math.max(0, MOST_LINES - used) };
  return [...groups].flatMap(([name, own]) => [
    heading(`${name}: ${alerts(own.length)}`),
    ...listed(own, each, say, spare),
  ]);
}

/** So many alerts with how many more there are, and their further reports as long as lines are spared. */
function listed(
  own: readonly Held[],
  most: number,
  say: Say,
  spare: { lines: number },
): readonly NoticeLine[] {
  const lines = own.slice(0, most).flatMap((alert) => {
    const [headline, ...further] = say(alert);
    const shown = further.slice(0, spare.lines);
    spare.lines -= shown.length;
    return headline === undefined ? [] : [headline, ...shown];
  });
  return [...lines, ...andMore(own.length - most)];
}
