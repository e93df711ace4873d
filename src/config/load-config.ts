/** Texts of all configuration files in, one configuration out, or everything that is wrong with it. */
import { type ConfiguredFeed, FeedFile } from '../core/feed/feed.ts';
import type { Brief } from '../core/indicator/brief.ts';
import type { Lists } from '../core/lists/list.ts';
import { adoptOpml, checkFeeds, nothingSeen } from './check-feeds.ts';
import { checkLanguages, checkOpmlLanguages } from './check-languages.ts';
import { languagesOfBriefs } from '../core/lists/spoken-languages.ts';
import { idsOf } from './check-brief.ts';
import { checkSettings, type LabelValues } from './check-settings.ts';
import { type ConfigFile, isListFile } from './config-file.ts';
import { compareIssues, FILE_START, type Issue, missingFile } from './issue.ts';
import { readOpml } from './opml/opml.ts';
import { type BriefOptions, type BriefReading, type CheckQueries, readBrief } from './read-brief.ts';
import { readLists } from './read-lists.ts';
import { schemaIssues } from './schema-issues.ts';
import { feedsSchema } from './json-schema.ts';
import { settingsFileSchema } from './schema-files.ts';
import { type PlatformSchemas, type Settings, settingsSchema } from './settings.ts';
import { asList, asMap, asText } from './yaml/untyped.ts';
import { issueAt, readYaml, type YamlSource } from './yaml/yaml-source.ts';

export type Config = {
  readonly settings: Settings;
  readonly briefs: readonly Brief[];
  readonly feeds: readonly ConfiguredFeed[];
  /** The shared lists: what stories are compared by, and briefs are written with. */
  readonly lists: Lists;
};

export type LoadOutcome =
  | { readonly kind: 'ok'; readonly config: Config; readonly warnings: readonly Issue[] }
  | { readonly kind: 'bad'; readonly issues: readonly Issue[] };

const SETTINGS_FILE = 'config/signpost.yaml';

/**
 * Reads `config/signpost.yaml`, `config/lists/*.yaml`, `config/briefs/*.yaml`, `feeds/*.yaml` and `feeds/*.opml`. All
 * problems of all files come back in one go, ordered by file and place; with any error among them there is no configuration. Pure: the
 * caller reads the files, and says which platforms there are. The order of `files` does not matter.
 */
export function loadConfig(
  files: readonly ConfigFile[],
  options: {
    readonly platforms: readonly PlatformSchemas[];
    readonly checkQueries?: CheckQueries;
    /** What the files of shared lists hold, where they were read before and found sound. */
    readonly knownLists?: Lists | undefined;
  },
): LoadOutcome {
  const sorted = files
    .map(({ path, text }) => ({ path: path.replaceAll('\\', '/'), text }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const lists = readLists(sorted.filter(isListFile), options.knownLists);
  const briefs = readBriefs(sorted, { shared: lists.lists, checkQueries: options.checkQueries });
  const spoken = spokenIn(briefs.readings);
  const feeds = readFeeds(sorted, lists.lists, spoken);
  const settings = readSettings(sorted, options.platforms, labelValues(briefs.readings, feeds.feeds));
  const letters = files.flatMap(({ issue }) => issue ?? []);
  // Of what could not be read, nobody knows whether it is empty.
  const unread = new Set(files.flatMap((file) => (file.unread === true ? file.path : [])));
  const inside = [...settings.issues, ...lists.issues, ...briefs.issues, ...feeds.issues];
  const issues = [...letters, ...inside.filter(({ file }) => !unread.has(file))].toSorted(compareIssues);
  if (settings.value === undefined || issues.some((issue) => issue.severity === 'error')) {
    return { kind: 'bad', issues };
  }
  const config = {
    settings: settings.value,
    briefs: briefs.readings.flatMap(({ brief }) => brief ?? []),
    feeds: feeds.feeds,
    lists: lists.lists,
  };
  return { kind: 'ok', config, warnings: issues };
}

function readSettings(
  files: readonly ConfigFile[],
  platforms: readonly PlatformSchemas[],
  labels: LabelValues,
): { readonly value: Settings | undefined; readonly issues: readonly Issue[] } {
  const file = files.find(({ path }) => path === SETTINGS_FILE);
  if (file === undefined) return { value: undefined, issues: [missingFile(SETTINGS_FILE)] };
  const { source, issues } = readYaml(file.path, file.text);
  if (source === undefined) return { value: undefined, issues };
  const parsed = settingsSchema(platforms).safeParse(source.value);
  const wrong = parsed.success ? [] : schemaIssues(source, parsed.error, settingsFileSchema(platforms));
  return {
    value: parsed.success ? parsed.data : undefined,
    issues: [...issues, ...wrong.map(({ issue }) => issue), ...checkSettings(source, labels)],
  };
}

function readBriefs(
  files: readonly ConfigFile[],
  options: BriefOptions,
): { readonly readings: readonly BriefReading[]; readonly issues: readonly Issue[] } {
  const readings = files
    .filter(({ path }) => /^config\/briefs\/[^/]+\.ya?ml$/.test(path))
    .map(({ path, text }) => readBrief(path, text, options));
  const issues = readings.flatMap((reading) => reading.issues);
  if (readings.length === 0) {
    return {
      readings,
      issues: [
        nothingIn(
          'config/briefs',
          'there is no brief',
          'add one, such as config/briefs/my-brief.yaml; docs/configuration.md shows a small one',
        ),
      ],
    };
  }
  const seen = new Map<string, string>();
  const repeated = readings.flatMap(({ source }) =>
    source === undefined ? [] : repeatedBrief(source, seen),
  );
  return { readings, issues: [...issues, ...repeated] };
}

function repeatedBrief(source: YamlSource, seen: Map<string, string>): readonly Issue[] {
  const id = asText(asMap(source.value)['id']);
  if (id === undefined) return [];
  const earlier = seen.get(id);
  seen.set(id, source.file);
  if (earlier === undefined) return [];
  return [
    issueAt(source, ['id'], {
      what: `the brief id ${id} is used before, in ${earlier}`,
      remedy: 'give one of them another id',
    }),
  ];
}

/** The languages that the briefs have words in; undefined where one cannot be read, or may have words of any. */
function spokenIn(readings: readonly BriefReading[]): ReadonlySet<string> | undefined {
  const briefs = readings.flatMap(({ brief }) => brief ?? []);
  return briefs.length === 0 || briefs.length < readings.length ? undefined : languagesOfBriefs(briefs);
}

function readFeeds(
  files: readonly ConfigFile[],
  lists: Lists,
  spoken: ReadonlySet<string> | undefined,
): {
  readonly feeds: readonly ConfiguredFeed[];
  readonly issues: readonly Issue[];
} {
  const mine = files.filter(({ path }) => /^feeds\/[^/]+\.(?:ya?ml|opml)$/i.test(path));
  const [opml, yaml] = [mine.filter(isOpml), mine.filter((file) => !isOpml(file))];
  const issues: Issue[] = [];
  const feeds: ConfiguredFeed[] = [];
  const seen = nothingSeen();
  // YAML first: what the desk wrote by hand wins over what a reader exported.
  for (const { path, text } of yaml) {
    const { source, issues: syntax } = readYaml(path, text);
    issues.push(...syntax);
    if (source === undefined) continue;
    const parsed = FeedFile.safeParse(source.value);
    if (parsed.success)
      feeds.push(...parsed.data.feeds.map((feed) => ({ ...feed, desk: feed.desk ?? parsed.data.desk })));
    else issues.push(...schemaIssues(source, parsed.error, feedsSchema()).map(({ issue }) => issue));
    issues.push(...checkFeeds(source, seen, lists), ...checkLanguages(source, spoken));
  }
  for (const { path, text } of opml) {
    const read = readOpml(path, text);
    const adopted = adoptOpml(path, read.feeds, seen);
    issues.push(...read.issues, ...adopted.issues, ...checkOpmlLanguages(path, read.feeds, spoken));
    feeds.push(...adopted.feeds);
  }
  if (feeds.length === 0 && !issues.some((issue) => issue.severity === 'error')) {
    issues.push(
      nothingIn(
        'feeds',
        'there is no feed to poll',
        "add feeds/my-desk.yaml, or export your reader's subscriptions to feeds/my-desk.opml",
      ),
    );
  }
  return { feeds, issues };
}

function isOpml({ path }: ConfigFile): boolean {
  return path.toLowerCase().endsWith('.opml');
}

function nothingIn(file: string, what: string, remedy: string): Issue {
  return { file, ...FILE_START, severity: 'error', what, remedy };
}

/** What alerts can be labelled with; nothing is claimed of a label when a file behind it could not be read. */
function labelValues(readings: readonly BriefReading[], feeds: readonly ConfiguredFeed[]): LabelValues {
  const sources = readings.flatMap(({ source }) => source ?? []);
  if (readings.length === 0 || sources.length < readings.length || feeds.length === 0) return {};
  const ids = (list: string): string[] =>
    sources.flatMap((source) => idsOf(source, list).map(({ id }) => id));
  const tagged = sources.flatMap(({ value }) =>
    ['indicators', 'correlations'].flatMap((list) => asList(asMap(value)[list])),
  );
  return {
    brief: sources.flatMap(({ value }) => asText(asMap(value)['id']) ?? []),
    indicator: ids('indicators'),
    correlation: ids('correlations'),
    tag: tagged.flatMap((entry) => asList(asMap(entry)['tags']).flatMap((tag) => asText(tag) ?? [])),
  };
}
