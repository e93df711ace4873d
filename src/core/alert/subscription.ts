/** Subscriptions: what a channel asked to be told of, and whether an alert is that. */
import { SEVERITIES } from '../indicator/brief.ts';
import type { Labels } from './route.ts';

/** What can be subscribed to: one indicator of one brief, a brief, or a severity. */
export type Subject =
  | { readonly kind: 'indicator'; readonly briefId: string; readonly indicatorId: string }
  | { readonly kind: 'brief'; readonly briefId: string }
  | { readonly kind: 'severity'; readonly severity: (typeof SEVERITIES)[number] };

/** True where an alert with these labels is about the subject. A severity means that one, not the ones above it. */
export function concerns(subject: Subject, labels: Labels): boolean {
  switch (subject.kind) {
    case 'indicator':
      return has(labels.brief, subject.briefId) && has(labels.indicator, subject.indicatorId);
    case 'brief':
      return has(labels.brief, subject.briefId);
    case 'severity':
      return has(labels.severity, subject.severity);
  }
}

function has(values: readonly string[] | undefined, value: string): boolean {
  return values?.includes(value) ?? false;
}

/** The subject as a label and a value, the way it is stored: `indicator` and `nato-loyalty/us-conditionality`. */
export function labelOfSubject(subject: Subject): {
  readonly label: Subject['kind'];
  readonly value: string;
} {
  switch (subject.kind) {
    case 'indicator':
      return { label: 'indicator', value: `${subject.briefId}/${subject.indicatorId}` };
    case 'brief':
      return { label: 'brief', value: subject.briefId };
    case 'severity':
      return { label: 'severity', value: subject.severity };
  }
}

/** The subject behind a stored label and value; undefined where the value is none of that label. */
export function subjectOfLabel(label: Subject['kind'], value: string): Subject | undefined {
  switch (label) {
    case 'indicator': {
      const slash = value.indexOf('/');
      if (slash < 1) return undefined;
      return { kind: 'indicator', briefId: value.slice(0, slash), indicatorId: value.slice(slash + 1) };
    }
    case 'brief':
      return { kind: 'brief', briefId: value };
    case 'severity': {
      const severity = SEVERITIES.find((each) => each === value);
      return severity && { kind: 'severity', severity };
    }
  }
}
