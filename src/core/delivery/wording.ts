/** The words that every platform's alert uses alike: marks of severity and level, and who else reported it. */
import type { Inline } from '../command/reply.ts';
import type { Severity } from '../indicator/brief.ts';
import type { GroupedAlert, Report, StandingView } from './notification.ts';
import { foreignWords } from './foreign-words.ts';

/** Shape and word, never colour alone. */
export const SEVERITY_MARKS = {
  low: { emoji: '🔵', slack: 'large_blue_circle', word: 'low' },
  medium: { emoji: '🟠', slack: 'large_orange_circle', word: 'medium' },
  high: { emoji: '🔴', slack: 'red_circle', word: 'high' },
} as const satisfies Record<Severity, { emoji: string; slack: string; word: string }>;

/** Fuller circles for livelier indicators; the mark always stands beside its word. */
export const LEVEL_MARKS = {
  quiet: '○',
  seen: '◔',
  active: '◐',
  surging: '●',
} as const satisfies Record<StandingView['level'], string>;

/** "A", "A and B", "A, B and C"; with more than `most` names "A, B and 3 more". */
export function listNames(names: readonly string[], most: number): string {
  const shown = names.length > most ? names.slice(0, Math.max(1, most - 1)) : names;
  const rest = names.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.at(-1);
  if (last === undefined) return '';
  const first = rest > 0 ? shown : shown.slice(0, -1);
  return first.length === 0 ? last : `${first.join(', ')} and ${last}`;
}

/**
 * "Also reported by A, B and 3 more": each outlet once, first report first; undefined where nobody else reported.
 * Names are cleaned and cut to 60 characters.
 */
export function alsoReportedBy(reports: readonly Report[], most = 3): string | undefined {
  const names = [...new Set(reports.map((report) => foreignWords(report.outlet, 60)))];
  const known = names.filter((name) => name !== '');
  return known.length === 0 ? undefined : `Also reported by ${listNames(known, most)}`;
}

/** "A", "A and B", "A, B and 3 more" as inlines. */
export function listInlines(items: readonly Inline[], most: number): readonly Inline[] {
  const shown = items.length > most ? items.slice(0, Math.max(1, most - 1)) : items;
  const rest = items.length - shown.length;
  return shown.flatMap((item, index) => {
    const last = index === shown.length - 1;
    const before = index === 0 ? '' : last && rest === 0 ? ' and ' : ', ';
    const after = last && rest > 0 ? ` and ${rest} more` : '';
    return [before, item, after].flatMap((part): readonly Inline[] => {
      if (typeof part !== 'string') return [part];
      return part === '' ? [] : [{ kind: 'text', text: part }];
    });
  });
}

const ORDINALS: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinalRules = new Intl.PluralRules('en', { type: 'ordinal' });

/** The level of an indicator as people say it: "3rd story in 7 days, now active", sources that are down included. */
export function levelWords({ level, week, blindness }: StandingView): string {
  const count = week.slice(-7).reduce((sum, day) => sum + day, 0);
  const nth = `${count}${ORDINALS[ordinalRules.select(count)] ?? 'th'}`;
  const stories = count === 0 ? 'no story in 7 days' : `${nth} story in 7 days`;
  const now = level === 'active' || level === 'surging' ? `, now ${level}` : '';
  return `${stories}${now}${blindness === undefined ? '' : `, but ${blindness}`}`;
}

/** What heads the list of alerts that share a message. */
export function groupedTitle(grouped: readonly GroupedAlert[]): string {
  return grouped.length === 1 ? 'And one more alert' : `And ${grouped.length} more alerts`;
}
