/** Reads one brief: syntax, schema, references and, through a function given in, its queries and examples. */
import { type Brief, BriefFile } from '../core/indicator/brief.ts';
import type { Lists } from '../core/lists/list.ts';
import type { QueryIssue } from '../core/query/language/query-issue.ts';
import { checkBriefFile } from './check-brief.ts';
import { compareIssues, type Issue } from './issue.ts';
import { schemaIssues } from './schema-issues.ts';
import { briefSchema } from './json-schema.ts';
import { placeholderBrief } from './placeholder-brief.ts';
import { resolveLists } from './resolve-lists.ts';
import { likely } from './suggest.ts';
import type { Path } from './yaml/untyped.ts';
import { placeOf, readYaml, type YamlSource } from './yaml/yaml-source.ts';

/** Checks queries and examples of a brief whose parts that did not fit the schema have been replaced by stand-ins. */
export type CheckQueries = (brief: Brief) => readonly QueryIssue[];

export type BriefReading = {
  readonly source: YamlSource | undefined;
  /** Undefined where any issue is an error. */
  readonly brief: Brief | undefined;
  readonly issues: readonly Issue[];
};

export type BriefOptions = {
  /** The shared lists, which queries may name. */
  readonly shared?: Lists;
  readonly checkQueries?: CheckQueries | undefined;
};

/** Reads the text of one brief file; every problem in it is reported, with its place. */
export function readBrief(
  file: string,
  text: string,
  { shared = {}, checkQueries }: BriefOptions = {},
): BriefReading {
  const { source, issues: syntax } = readYaml(file, text);
  if (source === undefined) return { source, brief: undefined, issues: syntax };
  const parsed = BriefFile.safeParse(source.value);
  const wrong = parsed.success ? [] : schemaIssues(source, parsed.error, briefSchema());
  const usable = parsed.success
    ? parsed.data
    : placeholderBrief(
        source.value,
        wrong.map(({ path }) => path),
      );
  const resolved = usable === undefined ? undefined : resolveLists(source, usable, shared);
  const found = resolved === undefined ? [] : (checkQueries?.(resolved.brief) ?? []);
  const names = resolved === undefined ? [] : [...Object.keys(resolved.brief.lists), ...Object.keys(shared)];
  const listsWrong =
    wrong.some(({ path }) => path[0] === 'lists') ||
    (resolved?.issues ?? []).some(({ severity }) => severity === 'error');
  let guesses = 0;
  const issues = [
    ...syntax,
    ...wrong.map(({ issue }) => issue),
    ...checkBriefFile(source, shared),
    ...(resolved?.issues ?? []),
    ...found
      .filter(({ path }) => !wrong.some((each) => isAbove(replaced(each.path), path)))
      // Where a list is wrong, examples fail for want of its words.
      .filter(({ path }) => !(listsWrong && path.includes('examples')))
      .map((each) =>
        place(source, each, each.unknownList !== undefined && guesses++ < MOST_GUESSES ? names : []),
      ),
  ].toSorted(compareIssues);
  const sound = !issues.some((issue) => issue.severity === 'error');
  return { source, brief: sound && parsed.success ? resolved?.brief : undefined, issues };
}

/** Unknown lists for which a likely one is looked for: each costs a look at all that exist. */
const MOST_GUESSES = 50;

function place(source: YamlSource, issue: QueryIssue, names: readonly string[]): Issue {
  const { path, offset, severity, what, unknownList } = issue;
  const near =
    unknownList === undefined
      ? undefined
      : (names.find((name) => name.endsWith(`.${unknownList}`)) ?? likely(unknownList, names));
  const remedy = near === undefined ? issue.remedy : `did you mean $${near}?`;
  return { file: source.file, ...placeOf(source, path, offset), severity, what, remedy };
}

/** What was replaced for a mistake at a path: of an indicator, a whole field of it. */
function replaced(path: Path): Path {
  return path[0] === 'indicators' ? path.slice(0, 3) : path;
}

/** True where `path` is `upper` or lies inside it: what is said about a stand-in concerns nobody. */
function isAbove(upper: Path, path: Path): boolean {
  return upper.every((key, index) => String(path[index]) === String(key));
}
