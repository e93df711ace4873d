/** Checks of a brief's correlations: indicators they read must exist, actors they count must be findable. */
import { List, type Lists, termGroups } from '../core/lists/list.ts';
import { countVoices } from '../core/indicator/actor.ts';
import type { Issue } from './issue.ts';
import { suggest } from './suggest.ts';
import { asList, asMap, asText, type Path, valueAt } from './yaml/untyped.ts';
import { issueAt, type YamlSource } from './yaml/yaml-source.ts';

/** Issues of all correlations of a brief, and of indicators that only a correlation could speak for. */
export function checkCorrelations(source: YamlSource, shared: Lists): readonly Issue[] {
  const brief = asMap(source.value);
  const correlations = asList(brief['correlations']);
  const indicators = asList(brief['indicators']).map(asMap);
  const known = indicators.flatMap((indicator) => asText(indicator['id']) ?? []);
  const issues = correlations.flatMap((_each, index) =>
    checkCorrelation(source, ['correlations', index], { indicators, known }, shared),
  );
  const read = new Set(correlations.flatMap((each) => asList(asMap(each)['indicators'])));
  asList(brief['indicators']).forEach((indicator, index) => {
    const { id, alert } = asMap(indicator);
    if (alert !== 'correlated' || read.has(id)) return;
    issues.push(
      issueAt(source, ['indicators', index, 'alert'], {
        severity: 'warning',
        what: `no pattern reads ${String(id)}, so it will never alert`,
        remedy: 'write alert: each, or add one below correlations that reads it',
      }),
    );
  });
  return issues;
}

type Indicators = {
  readonly indicators: readonly Readonly<Record<string, unknown>>[];
  /** Their ids. */
  readonly known: readonly string[];
};

function checkCorrelation(
  source: YamlSource,
  path: Path,
  { indicators, known }: Indicators,
  shared: Lists,
): readonly Issue[] {
  const issues: Issue[] = [];
  const correlation = asMap(valueAt(source.value, path));
  const named = asList(correlation['indicators']);
  named.forEach((id, index) => {
    if (typeof id !== 'string' || known.includes(id)) return;
    issues.push(
      issueAt(source, [...path, 'indicators', index], {
        what: `there is no indicator ${id} in this brief`,
        remedy: suggest(id, known, 'add it below indicators:'),
      }),
    );
  });
  const type = asText(correlation['type']) ?? '';
  if (type.startsWith('temporal') && named.length === 1) {
    issues.push(
      issueAt(source, [...path, 'indicators'], {
        what: `a ${type} pattern needs at least two indicators`,
        remedy: 'add the other one, or use type: event_count',
      }),
    );
  }
  return [...issues, ...checkActors(source, path, correlation, indicators, shared)];
}

/** Warns where signals are grouped by actor or counted over actors, and a query can never name one. */
function checkActors(
  source: YamlSource,
  path: Path,
  correlation: Readonly<Record<string, unknown>>,
  indicators: readonly Readonly<Record<string, unknown>>[],
  shared: Lists,
): readonly Issue[] {
  const grouped = asList(correlation['group-by']).indexOf('actor');
  const at = grouped === -1 ? [...path, 'field'] : [...path, 'group-by', grouped];
  if (grouped === -1 && correlation['field'] !== 'actor') return [];
  const lists = { ...shared, ...asMap(valueAt(source.value, ['lists'])) };
  const named = asList(correlation['indicators']);
  const read = indicators.filter((indicator) => named.includes(indicator['id']));
  const actorsOf = (indicator: Readonly<Record<string, unknown>>): ReadonlySet<string> | 'unknown' =>
    actorsIn(asText(indicator['query']) ?? '', lists, new Set());
  const warnings = read
    .filter((indicator) => actorsOf(indicator) !== 'unknown')
    .filter((indicator) => sizeOf(actorsOf(indicator)) === 0)
    .map((indicator) =>
      issueAt(source, at, {
        severity: 'warning',
        what: `signals of ${String(indicator['id'])} carry no actor, because its query uses no list of actors`,
        remedy:
          'use a list whose terms have keys, such as $leaders, in its query, or group by something else',
      }),
    );
  return [...warnings, ...checkCount(source, path, correlation, read.map(actorsOf))];
}

/** A count of actors that the queries can never reach. */
function checkCount(
  source: YamlSource,
  path: Path,
  correlation: Readonly<Record<string, unknown>>,
  actors: readonly (ReadonlySet<string> | 'unknown')[],
): readonly Issue[] {
  const gte = asMap(correlation['condition'])['gte'];
  if (correlation['field'] !== 'actor' || typeof gte !== 'number' || actors.includes('unknown')) return [];
  const all = new Set(actors.flatMap((each) => (each === 'unknown' ? [] : [...each])));
  const most = countVoices(all);
  if (most === 0 || gte <= most) return [];
  return [
    issueAt(source, [...path, 'condition', 'gte'], {
      what: `${gte} actors are asked for, and the queries of these indicators name ${most}`,
      remedy: `write at most gte: ${most}, or add actors to the lists`,
    }),
  ];
}

function sizeOf(actors: ReadonlySet<string> | 'unknown'): number {
  return actors === 'unknown' ? Infinity : actors.size;
}

const LIST_NAME = /\$([a-z][\w-]*(?:\.[a-z]\w*)?)/g;

/** Keys of the actors that a query names, itself or through lists; unknown where a list is not read here. */
function actorsIn(
  query: string,
  lists: Readonly<Record<string, unknown>>,
  seen: Set<string>,
): ReadonlySet<string> | 'unknown' {
  const actors = new Set<string>();
  for (const [, name = ''] of query.matchAll(LIST_NAME)) {
    if (seen.has(name)) continue;
    seen.add(name);
    const list = List.safeParse(lists[name]);
    // What is no list may extend one of actors, and a list with mistakes may be one.
    if (!list.success) {
      if (lists[name] !== undefined) return 'unknown';
      continue;
    }
    for (const { actor, terms } of termGroups(list.data)) {
      if (actor !== undefined) actors.add(actor);
      for (const term of terms) {
        const inner = actorsIn(term, lists, seen);
        if (inner === 'unknown') return 'unknown';
        for (const each of inner) actors.add(each);
      }
    }
  }
  return actors;
}
