/** Takes back what an outlet takes back: levels and correlations forget it, and who was told of it hears so. */
import type { Brief } from '../../core/indicator/brief.ts';
import { evaluateCorrelations } from '../../core/correlation/evaluate.ts';
import { createSignalLog } from '../../core/correlation/signal-log.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { DAY } from '../../core/time/duration.ts';
import { selectAlerts, type StoredAlert } from '../../edges/store/alerts.ts';
import { alertsOfMessage, selectMessages } from '../../edges/store/outbox/messages.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { selectSignals } from '../../edges/store/signals.ts';
import { nameOfAlert } from '../../core/alert/alert-names.ts';
import { queueAnswer, queueEdits } from './queue.ts';
import type { Correction } from './correct.ts';
import { type AlertWriter, EDIT_PAUSE, revise } from './open-alerts.ts';
import { sweepStandings } from './watch-standings.ts';

type Deps = { readonly briefs: readonly Brief[]; readonly desk: AlertWriter };

/** What correlations were told of in the last months is looked at again. */
const REACH = 92 * DAY;

/**
 * Of corrections that took signals back: brings the messages of their stories up to date, answers those whose last
 * matching report was taken back, and parts correlations from what does not count any more.
 */
export async function tellWithdrawals(
  tx: Db,
  deps: Deps,
  corrections: readonly Correction[],
  now: number,
): Promise<void> {
  const touched = new Set<string>();
  for (const correction of corrections) {
    const { gone, change } = correction;
    if (gone.length === 0) continue;
    const { storyId } = change.before;
    const told = await selectMessages(tx, { stories: [storyId] });
    for (const signal of gone) {
      touched.add(signal.briefId);
      await answerLastReport(tx, deps, correction, signal, now);
      await partCorrelations(tx, deps, correction, signal, now);
    }
    const ids = told.map(({ id }) => id);
    await queueEdits(tx, deps.desk.nameDelivery, ids, now + EDIT_PAUSE, now);
  }
  const briefs = deps.briefs.filter(({ id }) => touched.has(id));
  if (briefs.length > 0) await sweepStandings(tx, briefs, now);
}

/** Says so beside the messages of a story whose last report that was a sign of an indicator was taken back. */
async function answerLastReport(
  tx: Db,
  deps: Deps,
  { change }: Correction,
  gone: Signal,
  now: number,
): Promise<void> {
  const left = await selectSignals(tx, { story: gone.story });
  if (left.some(({ briefId, indicatorId }) => briefId === gone.briefId && indicatorId === gone.indicatorId))
    return;
  const alerts = (await selectAlerts(tx, { stories: [gone.story] })).filter(
    ({ briefId, indicatorId }) => briefId === gone.briefId && indicatorId === gone.indicatorId,
  );
  const name = nameOfAlert(deps.briefs, { ...gone, correlationId: undefined });
  const lines = [
    plain(`Corrected by ${change.entry.outlet}. No longer a sign of ${name}.`),
    plain(`Before: ${wordingOf(change.before, change)}`),
    { ...plain(`Now: ${wordingOf(change.entry, change)}`), ...linkOf(change.entry.link) },
  ];
  for (const alert of alerts) await answerAll(tx, deps, alert, lines, now);
}

/** What changed: the headline, or the summary where that stayed. */
function wordingOf(
  text: { readonly title: string; readonly summary: string },
  { before, entry }: Correction['change'],
): string {
  return before.title === entry.title ? text.summary : text.title;
}

/**
 * Takes the report out of the correlations that were told with it. One that holds without it has less evidence; of one
 * that does not hold any more its messages say so, and an answer does.
 */
async function partCorrelations(
  tx: Db,
  deps: Deps,
  { change }: Correction,
  gone: Signal,
  now: number,
): Promise<void> {
  const brief = deps.briefs.find(({ id }) => id === gone.briefId);
  if (brief === undefined) return;
  const told = await selectAlerts(tx, { briefId: brief.id, kind: 'correlation', openedSince: now - REACH });
  for (const alert of told) {
    const correlation = brief.correlations.find(({ id }) => id === alert.correlationId);
    if (!alert.evidence.includes(gone.entry) || !correlation?.indicators.includes(gone.indicatorId)) continue;
    const evidence = alert.evidence.filter((seq) => seq !== gone.entry);
    const log = createSignalLog(
      await selectSignals(tx, { briefId: brief.id, since: gone.at - 3 * correlation.timespan }),
    );
    const holds = evaluateCorrelations([correlation], log, { briefId: brief.id, now }).some(({ signals }) =>
      signals.some(({ entry }) => evidence.includes(entry)),
    );
    if (holds) {
      await revise(tx, deps.desk, alert, now, { evidence });
      continue;
    }
    const finding = `No longer holds: ${change.entry.outlet} corrected its report.`;
    await revise(tx, deps.desk, alert, now, { evidence, finding });
    const name = nameOfAlert(deps.briefs, alert);
    await answerAll(
      tx,
      deps,
      alert,
      [plain(`${name}: no longer holds. ${change.entry.outlet} corrected “${change.before.title}”.`)],
      now,
    );
  }
}

type Line = { readonly text: string; readonly marks: []; readonly link?: string };

/** Answers every message that shows an alert. */
async function answerAll(
  tx: Db,
  { desk }: Deps,
  alert: StoredAlert,
  lines: readonly Line[],
  now: number,
): Promise<void> {
  for (const { id } of await selectMessages(tx, { alerts: [alert.id] })) {
    const shown = (await alertsOfMessage(tx, id)).find(({ alertId }) => alertId === alert.id);
    if (shown === undefined || shown.status === 'withheld') continue;
    await queueAnswer(tx, desk.nameDelivery, id, { alerts: [], lines: [...lines], mention: false }, now);
  }
}

function plain(text: string): Line {
  return { text, marks: [] };
}

function linkOf(link: string | undefined): { readonly link?: string } {
  return link === undefined ? {} : { link };
}
