/** Takes back what an outlet takes back: levels and correlations forget it, and who was told of it hears so. */
import { nameOfAlert } from '../../core/alert/alert-names.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { clockFrom } from '../../core/time/local-time.ts';
import { selectAlerts } from '../../edges/store/alerts.ts';
import { selectMessages } from '../../edges/store/outbox/messages.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { selectSignals } from '../../edges/store/signals.ts';
import type { TextChange } from './correct.ts';
import { type AlertWriter, EDIT_PAUSE } from './open-alerts.ts';
import { queueEdits } from './queue.ts';
import { answerMessages, plain, recheckCorrelations } from './labels/recheck-correlations.ts';
import { sweepStandings } from './watch-standings.ts';

type Deps = { readonly briefs: readonly Brief[]; readonly writer: AlertWriter };

/**
 * Of corrections that took signals back: brings the messages of their stories up to date, answers those whose last
 * matching report was taken back, and parts correlations from what does not count any more.
 */
export async function tellWithdrawals(
  tx: Db,
  deps: Deps,
  corrections: readonly TextChange[],
  now: number,
): Promise<void> {
  const touched = new Set<string>();
  for (const correction of corrections) {
    const { gone, change } = correction;
    if (gone.length === 0) continue;
    const { storyId } = change.before;
    const told = await selectMessages(tx, { stories: [storyId] });
    for (const signal of gone) touched.add(signal.briefId);
    await answerLastReports(tx, deps, correction, now);
    for (const signal of gone) await partCorrelations(tx, deps, correction, signal, now);
    const ids = told.map(({ id }) => id);
    await queueEdits(tx, deps.writer.nameDelivery, ids, now + EDIT_PAUSE, now);
  }
  const briefs = deps.briefs.filter(({ id }) => touched.has(id));
  if (briefs.length > 0) await sweepStandings(tx, briefs, now);
}

/** Says so beside the messages of a story whose last report that was a sign of an indicator was taken back. */
async function answerLastReports(
  tx: Db,
  deps: Deps,
  { change, gone }: TextChange,
  now: number,
): Promise<void> {
  const left = await selectSignals(tx, { story: change.before.storyId });
  const alerts = await selectAlerts(tx, { stories: [change.before.storyId] });
  const clock = clockFrom(now, now, deps.writer.zone ?? 'UTC');
  for (const signal of gone) {
    if (left.some((other) => isOf(other, signal))) continue;
    const name = nameOfAlert(deps.briefs, { ...signal, correlationId: undefined });
    const lines = [
      plain(`Corrected by ${change.entry.outlet}, ${clock}. No longer a sign of ${name}.`),
      plain(`Before: ${wordingOf(change.before, change)}`),
      { ...plain(`Now: ${wordingOf(change.entry, change)}`), ...linkOf(change.entry.link) },
    ];
    for (const alert of alerts.filter((each) => isOf(each, signal)))
      await answerMessages(tx, deps.writer, alert, lines, now);
  }
}

type OfIndicator = Pick<Signal, 'briefId' | 'indicatorId'>;

function isOf(one: OfIndicator, other: OfIndicator): boolean {
  return one.briefId === other.briefId && one.indicatorId === other.indicatorId;
}

/** What changed: the headline, or the summary where that stayed. */
function wordingOf(
  text: { readonly title: string; readonly summary: string },
  { before, entry }: TextChange['change'],
): string {
  return before.title === entry.title ? text.summary : text.title;
}

/** Takes the report out of the correlations that were told with it. */
async function partCorrelations(
  tx: Db,
  deps: Deps,
  { change }: TextChange,
  gone: Signal,
  now: number,
): Promise<void> {
  const brief = deps.briefs.find(({ id }) => id === gone.briefId);
  if (brief === undefined) return;
  const { outlet } = change.entry;
  const recheck = {
    brief,
    entries: [gone.entry],
    indicatorIds: [gone.indicatorId],
    gone: gone.entry,
    since: gone.at,
    because: {
      short: `${outlet} corrected its report`,
      full: `${outlet} corrected “${change.before.title}”`,
    },
  };
  await recheckCorrelations(tx, deps, recheck, now);
}

function linkOf(link: string | undefined): { readonly link?: string } {
  return link === undefined ? {} : { link };
}
