/** Puts together what a delivery says, from the rows as they stand at the moment of sending. */
import { z } from 'zod';
import { silenceOver } from '../../core/alert/silence.ts';
import { withoutInvitation } from '../../core/delivery/invitation.ts';
import type {
  AlertNotification,
  GroupedAlert,
  MarkedText,
  Notification,
  Report,
} from '../../core/delivery/notification.ts';
import { actorName } from '../../core/indicator/actor.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { withBlindness } from '../../core/indicator/standing.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import type { Field } from '../../core/query/words/text.ts';
import { selectAlerts, type StoredAlert } from '../../edges/store/alerts.ts';
import { companionsOf } from '../../edges/store/batches.ts';
import type { ClaimedDelivery } from '../../edges/store/deliveries.ts';
import { selectEntries, type StoredEntry } from '../../edges/store/entries.ts';
import { fromJson } from '../../edges/store/engine/json.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { selectSignals } from '../../edges/store/signals.ts';
import { selectSilences } from '../../edges/store/silences.ts';
import { countVotes } from '../../edges/store/votes.ts';
import { nameOfAlert } from './alert-names.ts';
import type { Rendered } from './dispatcher.ts';
import { currentStanding } from '../ingest/watch-standings.ts';

const Marked = z.strictObject({
  text: z.string(),
  marks: z.array(z.strictObject({ start: z.int(), end: z.int() })),
});
const Line = Marked.extend({ link: z.string().optional() });
const Notice = z.strictObject({ kind: z.literal('notice'), title: z.string(), lines: z.array(Line) });

type Deps = {
  readonly db: Db;
  readonly briefs: () => readonly Brief[];
  /** How many sources are polled, and how many of them do not answer. */
  readonly sources: () => Promise<{ readonly down: number; readonly total: number }>;
};

/** Makes the dispatcher's renderer. Throws where the alert is gone: alerts with open deliveries are never pruned. */
export function createRenderer(
  deps: Deps,
): (delivery: ClaimedDelivery, now: number, batch?: readonly number[]) => Promise<Rendered> {
  return async (delivery, now, batch = []) => {
    if (delivery.notice !== undefined) {
      const notification: Notification = fromJson(Notice, delivery.notice);
      return { notification, revision: delivery.revision };
    }
    const [alert] = await selectAlerts(deps.db, { id: delivery.alertId ?? -1 });
    if (alert === undefined) throw new Error(`alert ${delivery.alertId} is not in the store`);
    const earlier =
      delivery.kind === 'edit' ? await companionsOf(deps.db, alert.id, delivery.receiver) : batch;
    const grouped = await groupedAlerts(deps, earlier);
    const notification = await renderAlert(deps, alert, now);
    return {
      notification: grouped.length === 0 ? notification : { ...notification, grouped },
      revision: alert.revision,
    };
  };
}

async function renderAlert(deps: Deps, alert: StoredAlert, now: number): Promise<AlertNotification> {
  const brief = deps.briefs().find((each) => each.id === alert.briefId);
  const indicator = brief?.indicators.find((each) => each.id === alert.indicatorId);
  const correlation = brief?.correlations.find((each) => each.id === alert.correlationId);
  const [entry] = await selectEntries(deps.db, { seqs: [alert.entry] });
  if (entry === undefined) throw new Error(`entry ${alert.entry} of alert ${alert.id} is not in the store`);
  const reports = alert.storyId === undefined ? [] : await selectEntries(deps.db, { story: alert.storyId });
  const signals = await selectSignals(deps.db, {
    entries: [...new Set([entry.seq, ...reports.map((report) => report.seq), ...alert.evidence])],
  });
  const own = signals.filter(
    (signal) =>
      signal.briefId === alert.briefId &&
      (alert.kind === 'correlation' || signal.indicatorId === alert.indicatorId),
  );
  const standing = brief && (await currentStanding(deps.db, brief, alert.indicatorId, now));
  return {
    kind: 'alert',
    messageId: alert.id,
    alertId: alert.id,
    headline: marked(entry, 'title', own),
    link: entry.link,
    excerpt: excerptOf(entry, own),
    outlet: entry.outlet,
    at: entry.publishedAt,
    indicator: {
      id: alert.correlationId ?? alert.indicatorId,
      name: correlation?.name ?? indicator?.name ?? alert.indicatorId,
    },
    brief: { id: alert.briefId, title: brief?.title ?? alert.briefId },
    hypothesis: brief?.hypotheses[indicator?.supports ?? ''],
    quote: correlation?.quote ?? indicator?.quote ?? '',
    finding: alert.finding,
    severity: alert.severity,
    tags: alert.labels.tag ?? [],
    actors: [...new Set(own.flatMap((signal) => signal.actors))].map(actorName),
    alsoReported: alsoReported(entry, reports),
    others: [],
    patterns: [],
    reports: [],
    developments: [],
    corrections: [],
    follows: undefined,
    evidence: (await selectEntries(deps.db, { seqs: alert.evidence })).map(report),
    standing: standing && {
      level: standing.level,
      sentence: withBlindness(standing.sentence, await deps.sources()),
      week: standing.week,
    },
    matters: firstSentence(brief?.matters ?? ''),
    acknowledged: alert.acknowledged,
    verdicts: (await countVotes(deps.db, [alert.id])).get(alert.id) ?? { relevant: 0, notRelevant: 0 },
    muted: await mutedBy(deps.db, alert, now),
  };
}

/** The silence that withholds alerts like this one now; of several the one that lasts longest. */
async function mutedBy(db: Db, alert: StoredAlert, now: number): Promise<AlertNotification['muted']> {
  const silence = silenceOver(await selectSilences(db, { at: now }), alert.labels, now);
  return silence && { until: silence.expiresAt, by: silence.authorName };
}

/** One line for each alert that is told in the message of another. */
async function groupedAlerts(deps: Deps, alertIds: readonly number[]): Promise<readonly GroupedAlert[]> {
  const grouped: GroupedAlert[] = [];
  for (const id of alertIds) {
    const [alert] = await selectAlerts(deps.db, { id });
    const [entry] = alert === undefined ? [] : await selectEntries(deps.db, { seqs: [alert.entry] });
    if (alert === undefined || entry === undefined) continue;
    grouped.push({
      ...report(entry),
      alertId: id,
      indicator: nameOfAlert(deps.briefs(), alert),
      severity: alert.severity,
    });
  }
  return grouped;
}

/** One report per outlet, the first; without the outlet whose headline the alert shows. */
function alsoReported(headline: StoredEntry, reports: readonly StoredEntry[]): readonly Report[] {
  const byOutlet = new Map<string, StoredEntry>();
  for (const each of reports) {
    if (each.outlet !== headline.outlet && !byOutlet.has(each.outlet)) byOutlet.set(each.outlet, each);
  }
  return [...byOutlet.values()].map(report);
}

function report(entry: StoredEntry): Report {
  return { outlet: entry.outlet, headline: entry.title, link: entry.link, at: entry.publishedAt };
}

function marked(
  entry: StoredEntry,
  field: Field & ('title' | 'summary'),
  signals: readonly Signal[],
): MarkedText {
  const spans = signals
    .filter((signal) => signal.entry === entry.seq)
    .flatMap((signal) => signal.spans)
    .filter((span) => span.field === field)
    .map(({ start, end }) => ({ start, end }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const marks: { start: number; end: number }[] = [];
  for (const span of spans) {
    const last = marks.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else marks.push({ ...span });
  }
  return { text: entry[field], marks };
}

function excerptOf(entry: StoredEntry, signals: readonly Signal[]): MarkedText | undefined {
  const excerpt = withoutInvitation(marked(entry, 'summary', signals));
  return excerpt.text === '' ? undefined : excerpt;
}

function firstSentence(text: string): string {
  const [first] = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text.trim());
  return first?.segment.trim().replaceAll(/\s+/g, ' ') ?? '';
}
