/** The names that people know an alert and a silence by, for lines that have no room for more. */
import { LABELS, type Labels } from './route.ts';
import type { Brief } from '../indicator/brief.ts';

type Named = {
  readonly briefId: string;
  readonly indicatorId: string;
  readonly correlationId: string | undefined;
};

/** The name of the correlation or indicator that an alert came from; its id where a reload has taken it away. */
export function nameOfAlert(briefs: readonly Brief[], alert: Named): string {
  const brief = briefs.find((each) => each.id === alert.briefId);
  const correlation = brief?.correlations.find((each) => each.id === alert.correlationId);
  const indicator = brief?.indicators.find((each) => each.id === alert.indicatorId);
  return (
    (alert.correlationId === undefined ? indicator?.name : correlation?.name) ??
    alert.correlationId ??
    alert.indicatorId
  );
}

/** What a silence is on: the names of its indicators, else its labels as they are matched. */
export function nameOfMatchers(briefs: readonly Brief[], matchers: Labels): string {
  const known = briefs.filter((brief) => matchers.brief?.includes(brief.id) ?? true);
  const names = (matchers.indicator ?? []).map(
    (id) => known.flatMap((brief) => brief.indicators).find((indicator) => indicator.id === id)?.name ?? id,
  );
  const outlets = matchers.outlet === undefined ? '' : ` in ${matchers.outlet.join(', ')}`;
  if (names.length > 0) return `${names.join(', ')}${outlets}`;
  if (matchers.story !== undefined) return 'one event';
  return LABELS.flatMap((label) => {
    const values = matchers[label];
    return values === undefined ? [] : [`${label} ${values.join(', ')}`];
  }).join(', ');
}
