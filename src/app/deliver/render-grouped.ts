/** The lines of a message for other events that a route tells in the same. */
import type { GroupedAlert } from '../../core/delivery/notification.ts';
import { selectAlerts, type StoredAlert } from '../../edges/store/alerts.ts';
import { selectEntries } from '../../edges/store/entries.ts';
import { selectMessages } from '../../edges/store/outbox/messages.ts';
import { selectSignals } from '../../edges/store/signals.ts';
import { nameOfAlert } from '../../core/alert/alert-names.ts';
import { foundBy } from './say-words-found.ts';
import { furtherReports, eventReportOf } from './event-reports.ts';
import type { Showing } from './plan.ts';
import { leadFirst, type RenderDeps } from './render-message.ts';

type Grouped = {
  readonly alerts: readonly GroupedAlert[];
  /** By message, the highest entry row that is shown. */
  readonly upTo: readonly (readonly [messageId: number, seq: number])[];
};

/** One line for each event, one for each further report of it that answers an indicator in its own words. */
export async function groupedAlerts(deps: RenderDeps, shows: readonly Showing[]): Promise<Grouped> {
  const alerts: GroupedAlert[] = [];
  const upTo: [number, number][] = [];
  for (const { messageId, alerts: ids } of shows) {
    const stored: StoredAlert[] = [];
    for (const id of ids) stored.push(...(await selectAlerts(deps.db, { id })));
    const [lead, ...rest] = leadFirst(stored);
    const [message] = await selectMessages(deps.db, { ids: [messageId] });
    const [entry] = lead === undefined ? [] : await selectEntries(deps.db, { seqs: [lead.entry] });
    if (lead === undefined || message === undefined || entry === undefined) continue;
    const reports =
      message.storyId === undefined ? [] : await selectEntries(deps.db, { story: message.storyId });
    const seqs = [...new Set([entry, ...reports].map(({ seq }) => seq))];
    const signals = await selectSignals(deps.db, { entries: seqs });
    const found = foundBy(deps, signals);
    const names = [lead, ...rest].map((alert) => nameOfAlert(deps.briefs(), alert));
    const more = names.length > 1 ? ` and ${names.length - 1} more` : '';
    const own = { alertId: lead.id, severity: lead.severity };
    alerts.push({
      ...eventReportOf(entry, found),
      ...own,
      indicator: `${names[0] ?? ''}${more}`,
    });
    for (const report of furtherReports(entry, reports, signals, message.shownSeq, found)) {
      const { outlet, headline, link, at, relation, matched, wordsFound } = report;
      if (relation === 'report' && matched)
        alerts.push({ outlet, headline, link, at, wordsFound, ...own, indicator: 'also reported' });
    }
    upTo.push([messageId, Math.max(entry.seq, ...reports.map(({ seq }) => seq))]);
  }
  return { alerts, upTo };
}
