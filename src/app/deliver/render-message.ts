/** Puts together what a message says of its event: the leading alert, the others, who reports it, how it moved on. */
import { silenceOver } from '../../core/alert/silence.ts';
import { withoutInvitation } from '../../core/delivery/invitation.ts';
import type { MarkedText } from '../../core/delivery/marked-text.ts';
import type { AlertNotification, CompletedPattern, OtherAlert } from '../../core/delivery/notification.ts';
import { isTrialAlert } from '../../core/alert/alert.ts';
import { actorName } from '../../core/indicator/actor.ts';
import { type Brief, SEVERITIES } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { blindnessOf, type Sources, withBlindness } from '../../core/indicator/blindness.ts';
import { spokenLanguages } from '../../core/lists/spoken-languages.ts';
import { selectAlerts, type StoredAlert } from '../../edges/store/alerts.ts';
import { selectEntries, type StoredEntry } from '../../edges/store/entries.ts';
import { alertsOfMessage, type StoredMessage } from '../../edges/store/outbox/messages.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { selectSignals } from '../../edges/store/signals.ts';
import { selectSilences } from '../../edges/store/people/silences.ts';
import { countVotes } from '../../edges/store/people/votes.ts';
import { currentStanding } from '../ingest/watch-standings.ts';
import { cautionsOf } from './cautions.ts';
import { markDeciding, type SpansThatDecided } from './mark-deciding.ts';
import { foundAmong, foundBy, type SayWordsFound } from './say-words-found.ts';
import { nameOfAlert } from '../../core/alert/alert-names.ts';
import { correctionsOf } from './corrections.ts';
import { eventChangesOf } from './event-changes.ts';
import { alsoReported, developmentsOf, followedBy, furtherReports, eventReportOf } from './event-reports.ts';

export type RenderDeps = {
  readonly db: Db;
  readonly briefs: () => readonly Brief[];
  /** IANA name of the zone whose clocks people read; UTC where it is left out. */
  readonly zone?: () => string;
  /** How many sources are polled, and how many of them do not answer. */
  readonly sources: () => Promise<Sources>;
  /** Says in words how a headline in another language was found; nobody does where it is left out. */
  readonly wordsFound?: SayWordsFound;
  /** Which spans of a signal decided; all of them where it is left out. */
  readonly decided?: SpansThatDecided;
};

export type RenderedMessage = {
  readonly notification: AlertNotification;
  /** The highest entry row that it shows. */
  readonly upTo: number;
};

/** Draws the message with those of its alerts that are named; throws where none of them is in the store. */
export async function renderMessage(
  deps: RenderDeps,
  message: StoredMessage,
  alertIds: readonly number[],
  now: number,
): Promise<RenderedMessage> {
  const { db } = deps;
  const [lead, ...rest] = leadFirst(await alertsById(db, alertIds));
  if (lead === undefined) throw new Error(`message ${message.id} has no alert to show`);
  const [entry] = await selectEntries(db, { seqs: [lead.entry] });
  if (entry === undefined) throw new Error(`entry ${lead.entry} of alert ${lead.id} is not in the store`);
  const reports = message.storyId === undefined ? [] : await selectEntries(db, { story: message.storyId });
  const signals = await selectSignals(db, {
    entries: [...new Set([entry.seq, ...reports.map(({ seq }) => seq), ...lead.evidence])],
  });
  const fresh = await freshAlerts(db, message.id);
  const follows = await followedBy(deps, message);
  const developments = await developmentsOf(deps, message);
  const found = foundBy(deps, signals);
  return {
    notification: {
      kind: 'alert',
      messageId: message.id,
      ...(await leadPart(deps, lead, entry, signals, now)),
      ...(await assessmentOf(db, [lead, ...rest], now)),
      others: rest.filter(({ kind }) => kind === 'story').map((alert) => otherOf(deps, alert, fresh)),
      patterns: await patternsOf(deps, rest, fresh),
      reports: furtherReports(entry, reports, signals, message.shownSeq, found),
      alsoReported: alsoReported(entry, reports, found),
      developments,
      corrections: await correctionsOf(
        db,
        deps.briefs(),
        [entry, ...reports.filter(({ seq }) => seq !== entry.seq)],
        [lead, ...rest],
        { now, zone: deps.zone?.() ?? 'UTC' },
      ),
      eventChanges: await eventChangesOf(db, message.storyId),
      follows,
    },
    upTo: Math.max(0, entry.seq, ...reports.map(({ seq }) => seq)),
  };
}

async function alertsById(db: Db, ids: readonly number[]): Promise<readonly StoredAlert[]> {
  const alerts: StoredAlert[] = [];
  for (const id of ids) alerts.push(...(await selectAlerts(db, { id })));
  return alerts;
}

/** The highest severity leads; of several a story's own alert, the oldest. */
export function leadFirst(alerts: readonly StoredAlert[]): readonly StoredAlert[] {
  const rank = ({ severity }: StoredAlert): number => SEVERITIES.indexOf(severity);
  const isStory = ({ kind }: StoredAlert): number => (kind === 'story' ? 0 : 1);
  return [...alerts].sort((a, b) => rank(b) - rank(a) || isStory(a) - isStory(b) || a.id - b.id);
}

/** Alerts of a message that nothing that was sent has shown. */
async function freshAlerts(db: Db, messageId: number): Promise<ReadonlySet<number>> {
  const members = await alertsOfMessage(db, messageId);
  return new Set(members.filter(({ status }) => status !== 'shown').map(({ alertId }) => alertId));
}

async function leadPart(
  deps: RenderDeps,
  lead: StoredAlert,
  entry: StoredEntry,
  signals: readonly Signal[],
  now: number,
) {
  const { db } = deps;
  const brief = deps.briefs().find((each) => each.id === lead.briefId);
  const indicator = brief?.indicators.find((each) => each.id === lead.indicatorId);
  const correlation = brief?.correlations.find((each) => each.id === lead.correlationId);
  const own = signals.filter(
    (signal) =>
      signal.briefId === lead.briefId &&
      (lead.kind === 'correlation' || signal.indicatorId === lead.indicatorId),
  );
  const sources = await deps.sources();
  const languages =
    brief === undefined || indicator === undefined ? undefined : spokenLanguages(indicator, brief);
  const onTrial = isTrialAlert(lead);
  const standing =
    brief === undefined || onTrial ? undefined : await currentStanding(db, brief, lead.indicatorId, now);
  const name = correlation?.name ?? indicator?.name ?? lead.indicatorId;
  return {
    alertId: lead.id,
    headline: markDeciding(entry, 'title', own, deps.decided),
    wordsFound: brief && deps.wordsFound?.(brief, lead, entry),
    link: entry.link,
    excerpt: excerptOf(entry, own, deps.decided),
    outlet: entry.outlet,
    ...(entry.via === undefined ? {} : { via: entry.via }),
    at: entry.publishedAt,
    indicator: {
      id: lead.correlationId ?? lead.indicatorId,
      name: onTrial ? `On trial: ${name}` : name,
    },
    brief: { id: lead.briefId, title: brief?.title ?? lead.briefId },
    hypothesis: brief?.hypotheses[indicator?.supports ?? ''],
    quote: correlation?.quote ?? indicator?.quote ?? '',
    finding: lead.finding,
    severity: lead.severity,
    cautions: await cautionsOf(db, brief, lead, own, now),
    tags: lead.labels.tag ?? [],
    actors: [...new Set(own.flatMap((signal) => signal.actors))].map(actorName),
    evidence: (await selectEntries(db, { seqs: lead.evidence })).map((each) =>
      eventReportOf(each, foundBy(deps, signals)),
    ),
    standing: standing && {
      level: standing.level,
      sentence: withBlindness(standing.sentence, sources, languages),
      week: standing.week,
      blindness: blindnessOf(sources, languages),
    },
    matters: firstSentence(brief?.matters ?? ''),
  };
}

/** Who has seen it and what they made of it, over all alerts: taken on where all are, votes by the alert that has most. */
async function assessmentOf(
  db: Db,
  alerts: readonly StoredAlert[],
  now: number,
): Promise<Pick<AlertNotification, 'acknowledged' | 'verdicts' | 'muted'>> {
  const [lead] = alerts;
  const votes = [
    ...(
      await countVotes(
        db,
        alerts.map(({ id }) => id),
      )
    ).values(),
  ];
  const silence =
    lead === undefined ? undefined : silenceOver(await selectSilences(db, { at: now }), lead.labels, now);
  return {
    acknowledged: alerts.every(({ acknowledged }) => acknowledged !== undefined)
      ? lead?.acknowledged
      : undefined,
    verdicts: {
      relevant: Math.max(0, ...votes.map(({ relevant }) => relevant)),
      notRelevant: Math.max(0, ...votes.map(({ notRelevant }) => notRelevant)),
    },
    muted: silence && { until: silence.expiresAt, by: silence.authorName },
  };
}

function otherOf(deps: RenderDeps, alert: StoredAlert, fresh: ReadonlySet<number>): OtherAlert {
  const brief = deps.briefs().find((each) => each.id === alert.briefId);
  return {
    alertId: alert.id,
    indicator: { id: alert.indicatorId, name: nameOfAlert(deps.briefs(), alert) },
    brief: { id: alert.briefId, title: brief?.title ?? alert.briefId },
    severity: alert.severity,
    fresh: fresh.has(alert.id),
  };
}

async function patternsOf(
  deps: RenderDeps,
  alerts: readonly StoredAlert[],
  fresh: ReadonlySet<number>,
): Promise<readonly CompletedPattern[]> {
  const patterns: CompletedPattern[] = [];
  for (const alert of alerts) {
    const { id, kind, severity, finding, evidence, entry } = alert;
    if (kind === 'story') continue;
    const reports = await selectEntries(deps.db, { seqs: evidence.filter((seq) => seq !== entry) });
    const name = nameOfAlert(deps.briefs(), alert);
    const found = await foundAmong(deps.db, deps, reports);
    patterns.push({
      alertId: id,
      kind,
      name,
      severity,
      finding: finding ?? '',
      reports: reports.map((each) => eventReportOf(each, found)),
      fresh: fresh.has(id),
    });
  }
  return patterns;
}

function excerptOf(
  entry: StoredEntry,
  signals: readonly Signal[],
  decided: RenderDeps['decided'],
): MarkedText | undefined {
  const excerpt = withoutInvitation(markDeciding(entry, 'summary', signals, decided));
  return excerpt.text === '' ? undefined : excerpt;
}

function firstSentence(text: string): string {
  const [first] = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text.trim());
  return first?.segment.trim().replaceAll(/\s+/g, ' ') ?? '';
}
