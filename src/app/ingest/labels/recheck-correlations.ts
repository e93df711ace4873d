/** Looks again at the correlations that were told with reports that have changed or moved, and says which hold no more. */
import { evaluateCorrelations } from '../../../core/correlation/evaluate.ts';
import { createSignalLog } from '../../../core/correlation/signal-log.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import { DAY } from '../../../core/time/duration.ts';
import { selectAlerts, type StoredAlert } from '../../../edges/store/alerts.ts';
import { alertsOfMessage, selectMessages } from '../../../edges/store/outbox/messages.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { selectSignals } from '../../../edges/store/signals.ts';
import { nameOfAlert } from '../../../core/alert/alert-names.ts';
import { queueAnswer } from '../queue.ts';
import { type AlertWriter, revise } from '../open-alerts.ts';
import { loadTrials } from '../trials.ts';

type Deps = { readonly briefs: readonly Brief[]; readonly writer: AlertWriter };

/** What correlations were told of in the last months is looked at again. */
const REACH = 92 * DAY;

export type Recheck = {
  readonly brief: Brief;
  /** Signals of these entries are what has changed. */
  readonly entries: readonly number[];
  readonly indicatorIds: readonly string[];
  /** An entry that is no evidence any more. */
  readonly gone?: number;
  /** Event time of the earliest of them. */
  readonly since: number;
  /** Why one holds no more, as a sentence for its message, and with the reports named for the answer. */
  readonly because: { readonly short: string; readonly full: string };
};

/**
 * One that holds all the same is revised where its evidence has become less; of one that does not hold any more its
 * messages say so, and an answer does.
 */
export async function recheckCorrelations(tx: Db, deps: Deps, recheck: Recheck, now: number): Promise<void> {
  const { brief, entries, indicatorIds, gone, since, because } = recheck;
  const trials = await loadTrials(tx, [brief]);
  const told = await selectAlerts(tx, { briefId: brief.id, kind: 'correlation', openedSince: now - REACH });
  for (const alert of told) {
    const correlation = brief.correlations.find(({ id }) => id === alert.correlationId);
    const rests = alert.evidence.some((seq) => entries.includes(seq));
    const concerns = indicatorIds.some((id) => correlation?.indicators.includes(id) === true);
    if (correlation === undefined || !rests || !concerns || isOver(alert)) continue;
    const evidence = alert.evidence.filter((seq) => seq !== gone);
    const signals = await selectSignals(tx, { briefId: brief.id, since: since - 3 * correlation.timespan });
    const log = createSignalLog(signals.filter((signal) => !trials.has(signal)));
    const holds = evaluateCorrelations([correlation], log, { briefId: brief.id, now }).some(
      ({ signals: found }) => found.some(({ entry }) => evidence.includes(entry)),
    );
    if (holds) {
      if (evidence.length < alert.evidence.length) await revise(tx, deps.writer, alert, now, { evidence });
      continue;
    }
    await revise(tx, deps.writer, alert, now, { evidence, finding: `${OVER}: ${because.short}.` });
    const name = nameOfAlert(deps.briefs, alert);
    await answerMessages(tx, deps.writer, alert, [plain(`${name}: no longer holds. ${because.full}.`)], now);
  }
}

const OVER = 'No longer holds';

function isOver({ finding }: StoredAlert): boolean {
  return finding?.startsWith(OVER) === true;
}

export type AnswerLine = { readonly text: string; readonly marks: []; readonly link?: string };

export function plain(text: string): AnswerLine {
  return { text, marks: [] };
}

/** Answers every message that shows an alert. */
export async function answerMessages(
  tx: Db,
  writer: AlertWriter,
  alert: Pick<StoredAlert, 'id'>,
  lines: readonly AnswerLine[],
  now: number,
): Promise<void> {
  for (const { id } of await selectMessages(tx, { alerts: [alert.id] })) {
    const shown = (await alertsOfMessage(tx, id)).find(({ alertId }) => alertId === alert.id);
    if (shown === undefined || shown.status === 'withheld') continue;
    await queueAnswer(tx, writer.nameDelivery, id, { alerts: [], lines: [...lines], mention: false }, now);
  }
}
