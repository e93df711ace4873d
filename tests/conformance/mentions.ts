/** Which messages call whom a receiver names, and which arrive without a sound, for both platforms. */
import type { Notification } from '../../src/core/delivery/notification.ts';
import type { Severity } from '../../src/core/indicator/brief.ts';
import { sampleAlert, sampleNotice } from './notifications.ts';

export type MentionCase = {
  readonly what: string;
  readonly notification: Notification;
  /** Whether `{ id, severity: high }` is called. */
  readonly rings: boolean;
  /** Whether it arrives without a sound where the platform has such messages. */
  readonly quiet: boolean;
};

const { headline, link, outlet, at } = sampleAlert;
const report = { headline: headline.text, link, outlet, at };
const alert = (severity: Severity) => ({ ...sampleAlert, severity });
const about = { ...report, alertId: 3, turned: undefined };
const answer = (severity: Severity, mention = true): Notification => ({
  kind: 'answer',
  title: 'Now also a sign of Base closures',
  lines: [],
  about,
  severity,
  mention,
});
const other = { id: 'base-closures', name: 'Base closures', severity: 'high', alertId: 4 } as const;

export const MENTION_CASES: readonly MentionCase[] = [
  { what: 'an alert of high severity', notification: alert('high'), rings: true, quiet: false },
  { what: 'an alert of medium severity', notification: alert('medium'), rings: false, quiet: false },
  { what: 'an alert of low severity', notification: alert('low'), rings: false, quiet: true },
  {
    what: 'an alert of low severity that shares its message with one of high',
    notification: { ...alert('low'), grouped: [{ ...report, ...other, indicator: other.name }] },
    rings: true,
    quiet: false,
  },
  {
    what: 'a development of high severity',
    notification: { ...alert('high'), follows: about },
    rings: false,
    quiet: false,
  },
  {
    what: 'a reversal of high severity',
    notification: { ...alert('high'), follows: { ...about, turned: 'withdrawn' } },
    rings: true,
    quiet: false,
  },
  {
    what: 'a reversal of medium severity',
    notification: { ...alert('medium'), follows: { ...about, turned: 'withdrawn' } },
    rings: false,
    quiet: false,
  },
  { what: 'an answer of high severity', notification: answer('high'), rings: true, quiet: false },
  { what: 'an answer that calls nobody', notification: answer('high', false), rings: false, quiet: false },
  { what: 'an answer of medium severity', notification: answer('medium'), rings: false, quiet: false },
  { what: 'an answer of low severity', notification: answer('low'), rings: false, quiet: true },
  { what: 'a digest or notice', notification: sampleNotice, rings: false, quiet: true },
];
