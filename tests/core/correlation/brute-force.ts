/** The correlations' definition, word for word and without any cleverness, to check the evaluation against. */
import type { Correlation, SignalField } from '../../../src/core/correlation/schema.ts';
import type { Signal } from '../../../src/core/indicator/signal.ts';

type Event = { at: number; indicator: string; story: string; value: string; signal: Signal };
export type Detection = { group: string; anchor: string; entries: number[]; values: string[] };

export function bruteForce(correlation: Correlation, signals: readonly Signal[], now: number): Detection[] {
  const own = signals.filter((s) => correlation.indicators.includes(s.indicatorId) && s.at <= now);
  const groups = [...new Set(own.flatMap((s) => groupKeys(correlation, s)))];
  return groups.flatMap((group) => {
    const events = eventsOf(
      correlation,
      own.filter((s) => groupKeys(correlation, s).includes(group)),
    );
    const found: Detection[] = [];
    let over = -Infinity;
    events.forEach((anchor, index) => {
      if (anchor.at <= over) return;
      const window = events.slice(index).filter((e) => e.at <= anchor.at + correlation.timespan);
      const members = membersOf(correlation, window);
      if (members.length === 0) return;
      over = anchor.at + correlation.timespan;
      found.push({
        group,
        anchor: anchor.story,
        entries: [...new Set(members.map((e) => e.signal.entry))],
        values: correlation.type === 'value_count' ? [...new Set(members.map((e) => e.value))] : [],
      });
    });
    return found;
  });
}

function membersOf(correlation: Correlation, window: Event[]): Event[] {
  switch (correlation.type) {
    case 'event_count':
      return new Set(window.map((e) => e.story)).size >= correlation.condition.gte ? window : [];
    case 'value_count':
      return voices(correlation.field, new Set(window.map((e) => e.value))) >= correlation.condition.gte
        ? window
        : [];
    case 'temporal':
      return choices([...new Set(correlation.indicators)], window).some(
        (choice) => new Set(choice.map((e) => e.story)).size === choice.length,
      )
        ? window
        : [];
    case 'temporal_ordered': {
      const chains = choices(correlation.indicators, window).filter((choice) =>
        choice.every((e, i) => {
          const before = choice[i - 1];
          return before === undefined || (before.at < e.at && before.story !== e.story);
        }),
      );
      if (!chains.some((chain) => chain[0] === window[0])) return [];
      return window.filter((e) => chains.some((chain) => chain.includes(e)));
    }
  }
}

/** Of actors those who are counted and not named are as many as are counted at once, `4-allies` four. */
function voices(field: SignalField, values: ReadonlySet<string>): number {
  if (field !== 'actor') return values.size;
  const counted = [...values].map((value) => /^(?:(\d+)|several)-/.exec(value));
  const most = counted
    .map((found) => (found === null ? 0 : Number(found[1] ?? 3)))
    .filter((count) => count > 1);
  return values.size - most.length + Math.max(0, ...most);
}

/** Every way to take one event for each indicator. */
function choices(indicators: readonly string[], window: Event[]): Event[][] {
  let rows: Event[][] = [[]];
  for (const indicator of indicators) {
    rows = rows.flatMap((row) => window.filter((e) => e.indicator === indicator).map((e) => [...row, e]));
  }
  return rows;
}

function eventsOf(correlation: Correlation, signals: readonly Signal[]): Event[] {
  const counts = correlation.type === 'event_count' || correlation.type === 'value_count';
  const all = signals
    .flatMap((s) =>
      (correlation.type === 'value_count' ? valuesOf(s, correlation.field) : ['']).map((value) => ({
        at: s.at,
        indicator: s.indicatorId,
        story: s.story,
        value,
        signal: s,
      })),
    )
    .sort(
      (a, b) =>
        a.at - b.at ||
        a.story.localeCompare(b.story) ||
        a.indicator.localeCompare(b.indicator) ||
        a.value.localeCompare(b.value) ||
        a.signal.outlet.localeCompare(b.signal.outlet) ||
        a.signal.entry - b.signal.entry,
    );
  const same = (a: Event, b: Event) =>
    a.story === b.story && a.value === b.value && (counts || a.indicator === b.indicator);
  return all.filter((e, i) => all.findIndex((other) => same(e, other)) === i);
}

function groupKeys(correlation: Correlation, s: Signal): string[] {
  let rows: string[][] = [[]];
  for (const field of correlation['group-by']) {
    rows = rows.flatMap((row) => valuesOf(s, field).map((value) => [...row, value]));
  }
  return rows.map((row) => JSON.stringify(row));
}

function valuesOf(s: Signal, field: SignalField): string[] {
  const all = {
    actor: s.actors,
    outlet: s.outlet,
    story: s.story,
    country: s.country,
    lang: s.lang,
    indicator: s.indicatorId,
  };
  return [all[field] ?? []].flat();
}
