/** The signal log: what was seen when, in order of event time, shared by all correlations that ask. */
import type { Signal } from '../indicator/signal.ts';
import type { SignalField } from './schema.ts';

/**
 * One thing that counts once. Reprints of a story are no further events: of all signals that an indicator has of one
 * story in one group (and with one value, where values are counted) only the earliest stands in the log.
 */
export type LogEvent = {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly indicatorId: string;
  readonly story: string;
  /** The value counted by `value_count`; undefined where stories are counted. */
  readonly value: string | undefined;
  readonly signal: Signal;
};

/** Events of one group, oldest first. */
export type GroupEvents = { readonly values: readonly string[]; readonly events: readonly LogEvent[] };

/** What to read of one indicator: its events in groups of `groupBy`, one per story or one per story and `field`. */
export type SeriesQuery = {
  readonly briefId: string;
  readonly indicatorId: string;
  readonly groupBy: readonly SignalField[];
  readonly field: SignalField | undefined;
};

export type SignalLog = {
  /** Puts a signal in its place in time, however late it comes; one of the same entry and indicator replaces it. */
  readonly insert: (signal: Signal) => void;
  /** The groups by their key. A signal with several actors is in the group of each, one with none is in no group. */
  readonly series: (query: SeriesQuery) => ReadonlyMap<string, GroupEvents>;
};

type Group = { readonly values: readonly string[]; readonly events: LogEvent[] };
type Series = {
  readonly query: SeriesQuery;
  readonly groups: Map<string, Group>;
  readonly first: Map<string, LogEvent>;
};
type Indicated = { readonly signals: Map<number, Signal>; readonly series: Map<string, Series> };

/** A log of these signals, in any order. Series are built when first asked for and kept up by every insert. */
export function createSignalLog(signals: Iterable<Signal> = []): SignalLog {
  const indicators = new Map<string, Indicated>();

  const indicated = (briefId: string, indicatorId: string): Indicated => {
    const id = `${briefId}/${indicatorId}`;
    const known = indicators.get(id) ?? { signals: new Map(), series: new Map() };
    indicators.set(id, known);
    return known;
  };

  const insert = (signal: Signal): void => {
    const own = indicated(signal.briefId, signal.indicatorId);
    const replaces = own.signals.has(signal.entry);
    own.signals.set(signal.entry, signal);
    // What an edited entry no longer says cannot be told from a series; it is built anew when next read.
    if (replaces) own.series.clear();
    else for (const series of own.series.values()) put(series, signal);
  };

  const read = (query: SeriesQuery): ReadonlyMap<string, GroupEvents> => {
    const own = indicated(query.briefId, query.indicatorId);
    const id = `${query.groupBy.join()}|${query.field ?? ''}`;
    const known = own.series.get(id);
    if (known !== undefined) return known.groups;
    const series: Series = { query, groups: new Map(), first: new Map() };
    for (const signal of [...own.signals.values()].toSorted((a, b) => a.at - b.at)) put(series, signal);
    own.series.set(id, series);
    return series.groups;
  };

  for (const signal of signals) insert(signal);
  return { insert, series: read };
}

/** Before or after, by event time; ties by what does not depend on the order of arrival, as far as anything does not. */
export function compareEvents(a: LogEvent, b: LogEvent): number {
  return (
    a.at - b.at ||
    compareText(a.story, b.story) ||
    compareText(a.indicatorId, b.indicatorId) ||
    compareText(a.value ?? '', b.value ?? '') ||
    compareText(a.signal.outlet, b.signal.outlet) ||
    a.signal.entry - b.signal.entry
  );
}

function put(series: Series, signal: Signal): void {
  const { groupBy, field } = series.query;
  for (const values of combinations(groupBy.map((each) => valuesOf(signal, each)))) {
    const key = JSON.stringify(values);
    const group = series.groups.get(key) ?? { values, events: [] };
    for (const value of field === undefined ? [undefined] : valuesOf(signal, field)) {
      const { at, indicatorId, story } = signal;
      const event = { at, indicatorId, story, value, signal };
      const identity = JSON.stringify([key, story, value]);
      const before = series.first.get(identity);
      if (before !== undefined && compareEvents(before, event) <= 0) continue;
      if (before !== undefined) group.events.splice(placeOf(group.events, before), 1);
      group.events.splice(placeOf(group.events, event), 0, event);
      series.first.set(identity, event);
      series.groups.set(key, group);
    }
  }
}

/** Where the event stands, or is to stand, among events in order. */
function placeOf(events: readonly LogEvent[], event: LogEvent): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = events[middle];
    if (other !== undefined && compareEvents(other, event) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function valuesOf(signal: Signal, field: SignalField): readonly string[] {
  switch (field) {
    case 'actor':
      return [...new Set(signal.actors)];
    case 'outlet':
      return [signal.outlet];
    case 'story':
      return [signal.story];
    case 'country':
      return signal.country === undefined ? [] : [signal.country];
    case 'lang':
      return [signal.lang];
    case 'indicator':
      return [signal.indicatorId];
  }
}

function combinations(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let rows: readonly (readonly string[])[] = [[]];
  for (const list of lists) rows = rows.flatMap((row) => list.map((value) => [...row, value]));
  return rows;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
