/** An alert: something a channel is to be told once, and the ways in which one comes to be. */
import type { CorrelationFinding } from '../correlation/evaluate.ts';
import type { Entry } from '../feed/entry.ts';
import type { Indicator, Severity } from '../indicator/brief.ts';
import type { Labels } from './route.ts';

export const ALERT_KINDS = ['story', 'correlation', 'rising'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export type AlertDraft = {
  /** What makes the alert this alert; one with the same key is never opened twice. */
  readonly key: string;
  readonly kind: AlertKind;
  readonly briefId: string;
  readonly indicatorId: string;
  readonly correlationId: string | undefined;
  readonly storyId: string | undefined;
  /** Row number of the entry whose headline the alert shows. */
  readonly entry: number;
  readonly severity: Severity;
  readonly labels: Labels;
  /** Row numbers of the entries behind a correlation or a rise, oldest first. */
  readonly evidence: readonly number[];
  /** One sentence on what the correlation or the rise found. */
  readonly finding: string | undefined;
};

type Place = {
  readonly briefId: string;
  readonly entry: number;
  readonly text: Pick<Entry, 'outlet' | 'lang'>;
};

/** The key under which a story alerts for an indicator, whichever of its reports came first. */
export function storyAlertKey(storyId: string, briefId: string, indicatorId: string): string {
  return `story/${storyId}/${briefId}/${indicatorId}`;
}

/** The alert for the first report of a story that matches an indicator. */
export function storyAlert(
  indicator: Indicator,
  storyId: string,
  place: Place & {
    /** The stories that this one follows, the nearest first: who mutes an event means what follows from it, too. */
    readonly followed?: readonly string[];
  },
): AlertDraft {
  return {
    key: storyAlertKey(storyId, place.briefId, indicator.id),
    kind: 'story',
    briefId: place.briefId,
    indicatorId: indicator.id,
    correlationId: undefined,
    storyId,
    entry: place.entry,
    severity: indicator.severity,
    labels: {
      ...labelsOf('story', indicator.severity, indicator.tags, [indicator.id], place),
      story: [storyId, ...(place.followed ?? [])],
    },
    evidence: [],
    finding: undefined,
  };
}

/** The same for an indicator on trial: it is told and judged apart, and again should it be started. */
export function trialAlert(alert: AlertDraft): AlertDraft {
  return { ...alert, key: `${TRIAL}${alert.key}` };
}

/** Whether an alert was opened by an indicator on trial. */
export function isTrialAlert({ key }: Pick<AlertDraft, 'key'>): boolean {
  return key.startsWith(TRIAL);
}

/** What the keys of such alerts begin with. */
export const TRIAL = 'trial/';

/** The key of the detection that an alert's key was made of; undefined where the alert is no correlation's. */
export function correlationOfKey(alertKey: string): string | undefined {
  return alertKey.startsWith('correlation/') ? alertKey.slice('correlation/'.length) : undefined;
}

/** The alert for what a correlation found. Its headline is the newest signal's, its evidence all of them. */
export function correlationAlert(
  correlation: { readonly id: string; readonly severity: Severity; readonly tags: readonly string[] },
  finding: CorrelationFinding,
  sentence: string,
  place: Place & { readonly indicatorId: string },
): AlertDraft {
  const indicators = [...new Set(finding.signals.map((signal) => signal.indicatorId))];
  return {
    key: `correlation/${finding.key}`,
    kind: 'correlation',
    briefId: place.briefId,
    indicatorId: place.indicatorId,
    correlationId: correlation.id,
    storyId: undefined,
    entry: place.entry,
    severity: correlation.severity,
    labels: {
      ...labelsOf('correlation', correlation.severity, correlation.tags, indicators, place),
      correlation: [correlation.id],
    },
    evidence: [...new Set(finding.signals.map((signal) => signal.entry))],
    finding: sentence,
  };
}

/** The alert for an indicator that rose to `active` or `surging`; `day` (YYYY-MM-DD) keeps flapping to one a day. */
export function risingAlert(
  indicator: Indicator,
  level: string,
  day: string,
  sentence: string,
  place: Place & { readonly evidence: readonly number[] },
): AlertDraft {
  return {
    key: `rising/${place.briefId}/${indicator.id}/${level}/${day}`,
    kind: 'rising',
    briefId: place.briefId,
    indicatorId: indicator.id,
    correlationId: undefined,
    storyId: undefined,
    entry: place.entry,
    severity: indicator.severity,
    labels: labelsOf('rising', indicator.severity, indicator.tags, [indicator.id], place),
    evidence: place.evidence,
    finding: sentence,
  };
}

/** The level that a rise's alert was opened for; undefined where the alert is no rise's. */
export function levelOfRise(alertKey: string): string | undefined {
  return /^rising\/.+\/([a-z]+)\/[^/]+$/.exec(alertKey)?.[1];
}

function labelsOf(
  kind: AlertKind,
  severity: Severity,
  tags: readonly string[],
  indicators: readonly string[],
  place: Place,
): Labels {
  return {
    kind: [kind],
    brief: [place.briefId],
    indicator: indicators,
    severity: [severity],
    tag: tags,
    outlet: [place.text.outlet],
    lang: [place.text.lang],
  };
}
