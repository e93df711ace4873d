/** What outlets corrected in the reports of a message, and which signs that takes away. */
import type { Correction } from '../../core/delivery/notification.ts';
import { clockFrom } from '../../core/time/local-time.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import type { StoredEntry } from '../../edges/store/entries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { withdrawnSignals } from '../../edges/store/signal-record.ts';
import { type EntryVersion, selectVersions } from '../../edges/store/identity/versions.ts';
import { nameOfAlert } from '../../core/alert/alert-names.ts';

/** Indicators that a message shows. */
type Shown = readonly { readonly briefId: string; readonly indicatorId: string }[];

/** One for each change of text of these entries that took a signal of the shown indicators back, oldest first. */
export async function correctionsOf(
  db: Db,
  briefs: readonly Brief[],
  entries: readonly StoredEntry[],
  shown: Shown,
  { now, zone }: { readonly now: number; readonly zone: string },
): Promise<readonly Correction[]> {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  const withdrawn = (await withdrawnSignals(db, [...bySeq.keys()])).filter((signal) =>
    shown.some(
      ({ briefId, indicatorId }) => signal.briefId === briefId && signal.indicatorId === indicatorId,
    ),
  );
  if (withdrawn.length === 0) return [];
  const versions = await selectVersions(db, [...bySeq.keys()]);
  return [...Map.groupBy(withdrawn, ({ entry, at }) => `${entry} ${at}`).values()].flatMap((signals) => {
    const [first] = signals;
    const entry = bySeq.get(first?.entry ?? -1);
    if (first === undefined || entry === undefined) return [];
    const own = versions.filter((version) => version.entry === entry.seq);
    const after = own.findLast(({ seenAt }) => seenAt <= first.at);
    const before = own.findLast((version) => version !== after && version.seenAt < first.at);
    if (before === undefined || after === undefined) return [];
    return [
      {
        outlet: entry.outlet,
        ...wordings(before, after),
        at: first.at,
        clock: clockFrom(now, first.at, zone),
        withdrawn: signals.map((signal) => nameOfAlert(briefs, { ...signal, correlationId: undefined })),
      },
    ];
  });
}

/** The headlines, or the summaries where only those differ. */
function wordings(
  before: EntryVersion,
  after: EntryVersion,
): { readonly before: string; readonly after: string } {
  return before.title === after.title
    ? { before: before.summary, after: after.summary }
    : { before: before.title, after: after.title };
}
