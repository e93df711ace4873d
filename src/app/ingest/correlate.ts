/** Looks at fresh signals together with the log behind them and raises what the correlations find. */
import { correlationAlert, correlationOfKey } from '../../core/alert/alert.ts';
import { evaluateCorrelations } from '../../core/correlation/evaluate.ts';
import { describeFinding } from '../../core/correlation/describe.ts';
import { keepKeys, type ToldDetection } from '../../core/correlation/keep-keys.ts';
import { createSignalLog } from '../../core/correlation/signal-log.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { selectAlerts } from '../../edges/store/alerts.ts';
import { selectEntries } from '../../edges/store/entries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { selectSignals } from '../../edges/store/signals.ts';
import { type AlertWriter, raise } from './open-alerts.ts';
import type { Trials } from './trials.ts';

type Deps = { readonly briefs: readonly Brief[]; readonly writer: AlertWriter; readonly trials: Trials };

/** Raises an alert for every finding that one of the fresh signals is part of; those of trials count for nothing. */
export async function correlate(tx: Db, deps: Deps, fresh: readonly Signal[], now: number): Promise<void> {
  for (const brief of deps.briefs) {
    const own = fresh.filter((signal) => signal.briefId === brief.id && !deps.trials.has(signal));
    const correlations = brief.correlations.filter((correlation) =>
      own.some((signal) => correlation.indicators.includes(signal.indicatorId)),
    );
    if (correlations.length === 0) continue;
    // Episodes are anchored at their first signal, so the log must reach well behind the freshest window.
    const reach = 3 * Math.max(...correlations.map((correlation) => correlation.timespan));
    const since = Math.min(...own.map((signal) => signal.at)) - reach;
    const signals = await selectSignals(tx, { briefId: brief.id, since });
    const log = createSignalLog(signals.filter((signal) => !deps.trials.has(signal)));
    const entries = new Set(own.map((signal) => signal.entry));
    const found = evaluateCorrelations(correlations, log, { briefId: brief.id, now });
    for (const finding of keepKeys(found, await toldDetections(tx, brief.id, since))) {
      const newest = finding.signals.findLast((signal) => entries.has(signal.entry));
      const correlation = correlations.find((each) => each.id === finding.correlationId);
      if (newest === undefined || correlation === undefined) continue;
      const [text] = await selectEntries(tx, { seqs: [newest.entry] });
      if (text === undefined) continue;
      const draft = correlationAlert(
        correlation,
        finding,
        describeFinding(correlation, finding, nameIn(brief)),
        {
          briefId: brief.id,
          indicatorId: newest.indicatorId,
          entry: newest.entry,
          text,
        },
      );
      await raise(tx, deps.writer, draft, now);
    }
  }
}

/** The detections that alerts were opened for, with the entries they were made of. */
async function toldDetections(tx: Db, briefId: string, since: number): Promise<readonly ToldDetection[]> {
  const alerts = await selectAlerts(tx, { briefId, kind: 'correlation', openedSince: since });
  return alerts.flatMap((alert) => {
    const key = correlationOfKey(alert.key);
    return key === undefined ? [] : [{ key, entries: alert.evidence }];
  });
}

function nameIn(brief: Brief): (indicatorId: string) => string {
  const names = new Map(brief.indicators.map((indicator) => [indicator.id, indicator.name]));
  return (id) => names.get(id) ?? id;
}
