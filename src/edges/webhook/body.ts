/** Draws what a generic webhook is sent: the published form of a notification, cleaned of what a reader must not meet. */
import type { z } from 'zod';
import { cleanMarked, cleanText } from '../../core/delivery/clean-text.ts';
import type { MarkedText } from '../../core/delivery/marked-text.ts';
import type { AlertNotification, Followed, Notification, Report } from '../../core/delivery/notification.ts';
import { safeLink } from '../../core/delivery/safe-link.ts';
import type { Send } from '../../core/delivery/sink.ts';
import type { FollowedBody, Marked, ReportBody, WebhookBody } from './webhook-schema.ts';

/** The body of one delivery. Texts are single clean lines, links are http or https without credentials. */
export function webhookBody({ deliveryId, prior, follows, notification }: Send): WebhookBody {
  return {
    version: 1,
    event: prior !== undefined ? 'edited' : follows !== undefined ? 'followed_up' : 'posted',
    delivery: deliveryId,
    message: prior?.message ?? deliveryId,
    ...(follows === undefined ? {} : { follows: follows.message }),
    notification: notificationBody(notification),
  };
}

function notificationBody(n: Notification): WebhookBody['notification'] {
  switch (n.kind) {
    case 'alert':
      return alertBody(n);
    case 'answer':
    case 'notice':
      return {
        kind: 'notice',
        title: cleanText(n.title),
        lines: n.lines.map((line) => ({ ...marked(line), ...linkOf(line.link) })),
      };
  }
}

function alertBody(n: AlertNotification): WebhookBody['notification'] {
  const { standing, acknowledged, verdicts, grouped } = n;
  return {
    kind: 'alert',
    number: n.messageId,
    alert: n.alertId,
    headline: marked(n.headline),
    ...wordsBody(n),
    ...linkOf(n.link),
    ...(n.excerpt === undefined ? {} : { excerpt: marked(n.excerpt) }),
    outlet: cleanText(n.outlet),
    ...(n.via === undefined ? {} : { via: cleanText(n.via) }),
    at: instant(n.at),
    indicator: { id: n.indicator.id, name: cleanText(n.indicator.name) },
    brief: { id: n.brief.id, title: cleanText(n.brief.title) },
    quote: cleanText(n.quote),
    ...(n.finding === undefined ? {} : { finding: cleanText(n.finding) }),
    severity: n.severity,
    tags: n.tags.map(cleanText),
    actors: n.actors.map(cleanText),
    also_reported: n.alsoReported.map(reportBody),
    evidence: n.evidence.map(reportBody),
    ...(standing === undefined
      ? {}
      : {
          standing: {
            level: standing.level,
            sentence: cleanText(standing.sentence),
            week: [...standing.week],
          },
        }),
    matters: cleanText(n.matters),
    ...(acknowledged === undefined
      ? {}
      : { acknowledged: { by: cleanText(acknowledged.by), at: instant(acknowledged.at) } }),
    verdicts: { relevant: verdicts.relevant, not_relevant: verdicts.notRelevant },
    ...eventBody(n),
    ...(grouped === undefined
      ? {}
      : {
          grouped: grouped.map((each) => ({
            ...reportBody(each),
            alert: each.alertId,
            indicator: cleanText(each.indicator),
            severity: each.severity,
          })),
        }),
  };
}

/** What a message tells beside its leading alert. */
function eventBody(n: AlertNotification) {
  return {
    ...(n.cautions === undefined || n.cautions.length === 0 ? {} : { cautions: n.cautions.map(cleanText) }),
    ...(n.hypothesis === undefined ? {} : { hypothesis: cleanText(n.hypothesis) }),
    others: n.others.map(({ alertId, indicator, brief, severity }) => ({
      alert: alertId,
      indicator: { id: indicator.id, name: cleanText(indicator.name) },
      brief: brief.id,
      severity,
    })),
    patterns: n.patterns.map(({ alertId, kind, name, finding, severity, reports }) => ({
      alert: alertId,
      kind,
      name: cleanText(name),
      finding: cleanText(finding),
      severity,
      reports: reports.map(reportBody),
    })),
    reports: n.reports.map((each) => ({
      ...reportBody(each),
      relation: each.relation,
      matched: each.matched,
    })),
    developments: n.developments.map((each) => ({ ...reportBody(each), ...turnedBody(each) })),
    corrections: n.corrections.map(({ outlet, before, after, at, withdrawn }) => ({
      outlet: cleanText(outlet),
      before: cleanText(before),
      after: cleanText(after),
      at: instant(at),
      withdrawn: withdrawn.map(cleanText),
    })),
    ...(n.eventChanges === undefined
      ? {}
      : {
          event_changes: n.eventChanges.map((each) => ({
            ...reportBody(each),
            kind: each.kind,
            by: cleanText(each.by),
            alert: each.alertId,
          })),
        }),
    ...(n.follows === undefined ? {} : { follows: followedBody(n.follows) }),
  };
}

function followedBody(followed: Followed): z.infer<typeof FollowedBody> {
  return { ...reportBody(followed), alert: followed.alertId, ...turnedBody(followed) };
}

function turnedBody({ turned }: Pick<Followed, 'turned'>): { readonly turned?: string } {
  return turned === undefined ? {} : { turned: cleanText(turned) };
}

function reportBody(report: Report): z.infer<typeof ReportBody> {
  return {
    outlet: cleanText(report.outlet),
    headline: cleanText(report.headline),
    ...linkOf(report.link),
    at: instant(report.at),
    ...wordsBody(report),
  };
}

function wordsBody({ wordsFound }: Pick<Report, 'wordsFound'>) {
  return wordsFound === undefined
    ? {}
    : { words_found: { lang: wordsFound.lang, words: wordsFound.words.map(cleanText) } };
}

function marked(text: MarkedText): z.infer<typeof Marked> {
  const clean = cleanMarked(text);
  return { text: clean.text, marks: clean.marks.map(({ start, end }) => ({ start, end })) };
}

function linkOf(link: string | undefined): { readonly link?: string } {
  const safe = safeLink(link);
  return safe === undefined ? {} : { link: safe };
}

const LAST_INSTANT = 253_402_300_799_999;

/** Years of four digits, as RFC 3339 has them. */
function instant(at: number): string {
  return new Date(Number.isFinite(at) ? Math.min(Math.max(0, at), LAST_INSTANT) : 0).toISOString();
}
