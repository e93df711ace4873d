/** What parting and joining stories have in common: who says so, and how a report is kept as a label. */
import type { Brief } from '../../../core/indicator/brief.ts';
import type { Signal } from '../../../core/indicator/signal.ts';
import type { StoredEntry } from '../../../edges/store/entries.ts';
import type { LabelledReport } from '../../../edges/store/people/story-labels.ts';
import type { AlertWriter } from '../open-alerts.ts';

export type StoryDeps = { readonly briefs: readonly Brief[]; readonly writer: AlertWriter };

/** Who says so: `discord:1234`, and the name people know them by. */
export type Person = { readonly actor: string; readonly actorName: string };

/** A report as it stands, with the indicators that it answers. */
export function labelledReport(entry: StoredEntry, signals: readonly Signal[]): LabelledReport {
  const { title, summary, outlet, lang, publishedAt: at, link } = entry;
  return {
    title,
    summary,
    outlet,
    lang,
    at,
    ...(link === undefined ? {} : { link }),
    labels: signals
      .filter((signal) => signal.entry === entry.seq)
      .map(({ briefId, indicatorId }) => `${briefId}/${indicatorId}`),
  };
}
