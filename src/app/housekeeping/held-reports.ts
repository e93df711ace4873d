/** The further reports of what was held back: each answers an indicator in words of its own, and stands in no message. */
import { reportInWords } from '../../core/delivery/foreign-words.ts';
import type { NoticeLine } from '../../core/delivery/notification.ts';
import { selectEntries, type StoredEntry } from '../../edges/store/entries.ts';
import type { Held } from '../../edges/store/outbox/held.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { selectSignals } from '../../edges/store/signals.ts';
import { plainLine } from './notice-lines.ts';

/** Reports of one event that a list names. */
const MOST_REPORTS = 6;

/** The lines of the further reports of each alert's event that answer its indicator; reprints say nothing new. */
export async function furtherReports(
  db: Db,
  held: readonly Held[],
): Promise<ReadonlyMap<Held, readonly NoticeLine[]>> {
  const stories = new Map<string, readonly StoredEntry[]>();
  const found = new Map<Held, readonly NoticeLine[]>();
  for (const alert of held) {
    if (alert.correlationId !== undefined) continue;
    const [lead] = await selectEntries(db, { seqs: [alert.entry] });
    if (lead === undefined) continue;
    const reports = stories.get(lead.storyId) ?? (await selectEntries(db, { story: lead.storyId }));
    stories.set(lead.storyId, reports);
    if (reports.length < 2) continue;
    const signals = await selectSignals(db, { entries: reports.map(({ seq }) => seq) });
    const answers = new Set(
      signals
        .filter(({ briefId, indicatorId }) => briefId === alert.briefId && indicatorId === alert.indicatorId)
        .map(({ entry }) => entry),
    );
    const lines = new Map<string, NoticeLine>();
    for (const { seq, title, outlet, link, relation, history } of reports)
      if (seq !== lead.seq && !history && relation !== 'reprint' && title !== lead.title && answers.has(seq))
        lines.set(title, {
          ...plainLine(`also: ${reportInWords({ headline: title, outlet })}`),
          ...(link === undefined ? {} : { link }),
        });
    found.set(alert, [...lines.values()].slice(0, MOST_REPORTS));
  }
  return found;
}
