/** Checks of `config/signpost.yaml` that look at more than one value: routes name receivers, briefs and indicators. */
import { SEVERITIES } from '../core/indicator/brief.ts';
import type { Issue } from './issue.ts';
import { suggest } from './suggest.ts';
import { asList, asMap, asText, type Path, valueAt } from './yaml/untyped.ts';
import { issueAt, type YamlSource } from './yaml/yaml-source.ts';

/** Label values that alerts can carry, as far as the briefs and feeds say; undefined where a file could not be read. */
export type LabelValues = Readonly<Partial<Record<string, readonly string[]>>>;

/** Issues of the routing tree. A matcher that can never match is a warning: the brief may be on its way. */
export function checkSettings(source: YamlSource, labels: LabelValues): readonly Issue[] {
  const receivers = Object.keys(asMap(valueAt(source.value, ['receivers'])));
  const used = new Set<string>();
  const issues = checkRoute(source, ['route'], receivers, labels, used);
  if (!('route' in asMap(source.value))) return issues;
  const root = asMap(valueAt(source.value, ['route']));
  if (root['receiver'] === undefined) {
    issues.push(
      issueAt(source, ['route'], {
        atKey: true,
        what: 'the root route has no receiver, so an alert that no other route takes would reach nobody',
        remedy: `add receiver: below route:, such as receiver: ${receivers[0] ?? 'terminal'}`,
      }),
    );
  }
  if (Object.keys(asMap(root['match'])).length > 0) {
    issues.push(
      issueAt(source, ['route', 'match'], {
        atKey: true,
        what: 'the root route has to take every alert',
        remedy: 'move match: into an entry of routes:',
      }),
    );
  }
  issues.push(...checkHolds(source, receivers, labels, used));
  const mistyped = [...used].some((name) => !receivers.includes(name));
  for (const name of receivers.filter((each) => !mistyped && !used.has(each))) {
    issues.push(
      issueAt(source, ['receivers', name], {
        severity: 'warning',
        atKey: true,
        what: `no route leads to the receiver ${name}`,
        remedy: 'add it to route: or remove it',
      }),
    );
  }
  return issues;
}

/** Issues of the receivers and matchers that quiet hours, trials and the digest name. */
function checkHolds(
  source: YamlSource,
  receivers: readonly string[],
  labels: LabelValues,
  used: Set<string>,
): readonly Issue[] {
  const hours = asList(valueAt(source.value, ['quiet_hours']));
  const named = (path: Path): readonly Issue[] =>
    asList(valueAt(source.value, path)).flatMap((name, index) => {
      const receiver = asText(name);
      return receiver === undefined || receivers.includes(receiver)
        ? []
        : [unknownReceiver(source, [...path, index], receiver, receivers)];
    });
  for (const receiver of asList(valueAt(source.value, ['digest', 'receivers']))) used.add(String(receiver));
  const trial = asText(valueAt(source.value, ['trial']));
  if (trial !== undefined) used.add(trial);
  return [
    ...(trial === undefined || receivers.includes(trial)
      ? []
      : [unknownReceiver(source, ['trial'], trial, receivers)]),
    ...named(['digest', 'receivers']),
    ...hours.flatMap((each, index) => [
      ...named(['quiet_hours', index, 'receivers']),
      ...Object.entries(asMap(asMap(each)['except'])).flatMap(([label, wanted]) =>
        checkMatcher(source, ['quiet_hours', index, 'except', label], wanted, labelValues(label, labels)),
      ),
    ]),
  ];
}

function unknownReceiver(source: YamlSource, path: Path, name: string, known: readonly string[]): Issue {
  return issueAt(source, path, {
    what: `there is no receiver ${name}`,
    remedy: suggest(name, known, 'add it below receivers:'),
  });
}

function checkRoute(
  source: YamlSource,
  path: Path,
  receivers: readonly string[],
  labels: LabelValues,
  used: Set<string>,
): Issue[] {
  const issues: Issue[] = [];
  const route = asMap(valueAt(source.value, path));
  const receiver = asText(route['receiver']);
  if (receiver !== undefined) used.add(receiver);
  if (receiver !== undefined && !receivers.includes(receiver)) {
    issues.push(unknownReceiver(source, [...path, 'receiver'], receiver, receivers));
  }
  for (const [label, wanted] of Object.entries(asMap(route['match']))) {
    issues.push(...checkMatcher(source, [...path, 'match', label], wanted, labelValues(label, labels)));
  }
  asList(route['routes']).forEach((_route, index) => {
    issues.push(...checkRoute(source, [...path, 'routes', index], receivers, labels, used));
  });
  return issues;
}

function labelValues(label: string, labels: LabelValues): readonly string[] | undefined {
  return label === 'severity' ? SEVERITIES : labels[label];
}

function checkMatcher(
  source: YamlSource,
  path: Path,
  wanted: unknown,
  known: readonly string[] | undefined,
): readonly Issue[] {
  if (known === undefined) return [];
  const label = String(path.at(-1));
  const values =
    typeof wanted === 'string'
      ? [{ value: wanted, path }]
      : asList(wanted).map((value, index) => ({ value, path: [...path, index] }));
  return values
    .filter(({ value }) => typeof value === 'string' && !known.includes(value))
    .map(({ value, path: at }) =>
      issueAt(source, at, {
        severity: 'warning',
        what: `no alert will ever have the ${label} ${String(value)}`,
        remedy: suggest(String(value), known, 'correct or remove it'),
      }),
    );
}
