/** `/part` and *Not the same event*: a report of an alert's story tells another event. */
import type { Topic } from '../../../core/command/read-topic.ts';
import type { Reply } from '../../../core/command/reply.ts';
import { selectAlerts } from '../../../edges/store/alerts.ts';
import { selectEntries, type StoredEntry } from '../../../edges/store/entries.ts';
import { lockTransaction } from '../../../edges/store/engine/session-lock.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import { partStory } from '../../ingest/labels/part-story.ts';
import { type Caller, changeBy, type Command, type CommandContext } from '../context.ts';
import { button, headline, note, text, tidy } from '../parts.ts';
import { noAlert } from './acknowledge.ts';

/** Reports that have a button each; the rest are parted by typing. */
const MOST_CHOICES = 20;

export const part: Command<'part'> = async (ctx, { alert, report }, call) => {
  const id = alertNumber(alert);
  if (id === undefined) return notANumber();
  if (report === undefined) return partReport(ctx, id, undefined, call);
  const others = await otherReports(ctx.store.db, id);
  const chosen = report === 0 ? await ownReport(ctx.store.db, id) : others[report - 1];
  return chosen === undefined ? askWhichReport(ctx, id, others) : partReport(ctx, id, chosen.seq, call);
};

/** The number of an alert; undefined where something else was typed. */
export function alertNumber(topic: Topic): number | undefined {
  return topic.kind === 'alert' ? topic.id : undefined;
}

export function notANumber(): Reply {
  return note('Which alert?', 'Type its number, such as 12; alerts carry it at the bottom.');
}

/** Parts a report, or the headline itself, from an alert's story; where none is named, the only one beside the headline, or asks which. */
export async function partReport(
  ctx: CommandContext,
  alertId: number,
  entry: number | undefined,
  caller: Caller,
): Promise<Reply> {
  const others = await otherReports(ctx.store.db, alertId);
  // A report that is named and is not there was parted before: never another in its place.
  const own = others.length === 0 ? undefined : await ownReport(ctx.store.db, alertId);
  const all = [...others, ...(own === undefined ? [] : [own])];
  const [chosen, ...more] = entry === undefined ? others : all.filter(({ seq }) => seq === entry);
  if (chosen === undefined || more.length > 0) return askWhichReport(ctx, alertId, others);
  const now = ctx.now();
  const who = changeBy(caller);
  const parting = await ctx.store.transaction(async (tx) => {
    // Whoever ingests meanwhile keeps the stories in mind: one after the other.
    if (ctx.store.dialect.shared) await lockTransaction(tx, 'ingest');
    const deps = { briefs: ctx.briefs(), writer: ctx.writer() };
    const by = { actor: who.actor, actorName: who.actorName };
    const found = await partStory(tx, deps, { alertId, entry: chosen.seq }, by, now);
    if (found.kind === 'parted')
      await recordAudit(
        tx,
        { action: 'part', ...who, subject: `alert:${alertId}`, detail: { headline: chosen.title } },
        now,
      );
    return found;
  });
  if (parting.kind === 'none') return askWhichReport(ctx, alertId, others);
  ctx.wake();
  const { moved, kept, corrected } = parting;
  return {
    ...note(
      'Two events from now on',
      [headline(moved), text(` · ${tidy(moved.outlet, 60)}`)],
      ...(corrected ? [[text('Without it: '), headline(kept), text(` · ${tidy(kept.outlet, 60)}`)]] : []),
      corrected
        ? `The headline is an event of its own now; the other reports stay together, and what showed it shows one of them. Levels and patterns were counted anew.`
        : `It is an event of its own now, and alert ${alertId} says so. Levels and patterns were counted anew.`,
    ),
  };
}

/** The reports of an alert's story but the one whose headline it shows, oldest first. */
export async function otherReports(db: Db, alertId: number): Promise<readonly StoredEntry[]> {
  const [alert] = await selectAlerts(db, { id: alertId });
  if (alert?.storyId === undefined) return [];
  const reports = await selectEntries(db, { story: alert.storyId });
  return reports.filter(({ seq }) => seq !== alert.entry);
}

/** The report whose headline an alert shows. */
async function ownReport(db: Db, alertId: number): Promise<StoredEntry | undefined> {
  const [alert] = await selectAlerts(db, { id: alertId });
  return alert === undefined ? undefined : (await selectEntries(db, { seqs: [alert.entry] }))[0];
}

async function askWhichReport(
  ctx: CommandContext,
  alertId: number,
  others: readonly StoredEntry[],
): Promise<Reply> {
  const [alert] = await selectAlerts(ctx.store.db, { id: alertId });
  if (alert === undefined) return noAlert(alertId);
  if (others.length === 0)
    return note('Nothing to part', `Alert ${alertId} shows one report; there is none to part from it.`);
  const own = await ownReport(ctx.store.db, alertId);
  return {
    ...note(
      'Which report tells another event?',
      ...others
        .slice(0, MOST_CHOICES)
        .map((each, at) => [text(`${at + 1}. `), headline(each), text(` · ${tidy(each.outlet, 60)}`)]),
      ...(others.length > MOST_CHOICES
        ? [`And ${others.length - MOST_CHOICES} more: type /part ${alertId} and the number.`]
        : []),
      ...(own === undefined
        ? []
        : [
            [
              text('0. '),
              headline(own),
              text(` · ${tidy(own.outlet, 60)} (the headline of alert ${alertId} itself)`),
            ],
          ]),
    ),
    buttons: [
      ...others
        .slice(0, MOST_CHOICES)
        .map((each, at) => button(`part:${alertId}-${each.seq}`, tidy(`${at + 1}. ${each.outlet}`, 70))),
      ...(own === undefined ? [] : [button(`part:${alertId}-${own.seq}`, 'The headline itself')]),
    ],
  };
}
