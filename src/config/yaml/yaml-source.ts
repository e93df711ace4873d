/** Reads one YAML file so that every value still knows where it stands. */
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { FILE_START, type Issue, type IssuePlace, type IssueSeverity } from '../issue.ts';
import { offsetInFile } from './scalar-offset.ts';
import type { Path } from './untyped.ts';
import { yamlFault } from './yaml-fault.ts';

export type YamlSource = {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
};

/** Aliases may stand for at most this many nodes; more is a bomb ("billion laughs"). */
const MOST_ALIASES = 100;
/** Beyond this many complaints a file is not YAML at all. */
const MOST_SYNTAX_ISSUES = 10;

/**
 * Reads a file. `source` is undefined where nothing sensible can be said about its contents; duplicate keys are
 * issues that do not stop the reading, the last of them counts.
 */
export function readYaml(
  file: string,
  text: string,
): { readonly source: YamlSource | undefined; readonly issues: readonly Issue[] } {
  const lines = new LineCounter();
  // The parser would compare every key of a map with every other; `repeatedKeys` looks each up once.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // What it would say on standard error itself stands in our issues, or is no fault.
    logLevel: 'error',
    uniqueKeys: false,
    // `<<: *name` is YAML 1.1, and what people know from other programs.
    merge: true,
  });
  const place = (offset: number): IssuePlace => placeOfOffset(lines, offset);
  const report = (at: IssuePlace, what: string, remedy: string): Issue => ({
    file,
    ...at,
    severity: 'error',
    what,
    remedy,
  });

  const at: Report = (offset, what, remedy) => report(place(offset), what, remedy);
  const broken = syntaxIssues(document, text, at);
  if (broken.length > 0) return { source: undefined, issues: broken };
  const issues = repeatedKeys(document, at);
  if (document.contents === null) {
    const empty = report(FILE_START, 'the file is empty', 'fill it in, or delete it');
    return { source: undefined, issues: [...issues, empty] };
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { source: { file, text, value, document, lines }, issues };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const bomb = at(0, 'the file repeats itself through too many aliases', 'write the values out');
    return { source: undefined, issues: [...issues, bomb] };
  }
}

/**
 * Place of the value at a path, or of the nearest part of the file around it that exists. With `offset`, the place of
 * that character of a text value (UTF-16 units of the value, not of the file).
 */
export function placeOf(source: YamlSource, path: Path, offset?: number): IssuePlace {
  const node = nodeAt(source, path);
  if (node === undefined) return path.length === 0 ? FILE_START : placeOfKey(source, path);
  const at =
    offset !== undefined && isScalar(node) ? offsetInFile(source.text, node, offset) : node.range?.[0];
  return placeOfOffset(source.lines, at ?? 0);
}

/** Place of the key that a path ends in; where there is none, of the nearest part of the file around it. */
function placeOfKey(source: YamlSource, path: Path): IssuePlace {
  const parent = nodeAt(source, path.slice(0, -1));
  const pair = isMap(parent) ? pairOf(parent, path.at(-1)) : undefined;
  if (isScalar(pair?.key)) return placeOfOffset(source.lines, pair.key.range?.[0] ?? 0);
  return placeOf(source, path.slice(0, -1));
}

/** How to write what begins with a star, & or !: what follows on its line belongs to it, unless it stands in brackets. */
function quoting(text: string, at: number, word: string): string {
  const line = text.slice(at, text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at)).trimEnd();
  const alone = line.length <= word.length + 1 || /^[*&!][^\s,\]}]*\s*[,\]}]/.test(line);
  if (alone) return `put it in quotes: "${word}"`;
  return `put all of it in quotes: '${line.replaceAll("'", "''")}', or write | and begin it on a new line`;
}

/** An issue at the value of a path, or at its key with `atKey`. */
export function issueAt(
  source: YamlSource,
  path: Path,
  said: {
    readonly what: string;
    readonly remedy: string;
    readonly severity?: IssueSeverity;
    readonly atKey?: boolean;
    readonly secret?: true | undefined;
  },
): Issue {
  const place = said.atKey ? placeOfKey(source, path) : placeOf(source, path);
  return {
    file: source.file,
    ...place,
    severity: said.severity ?? 'error',
    what: said.what,
    remedy: said.remedy,
    ...(said.secret === true ? { secret: true } : {}),
  };
}

/** The pairs of maps by their keys: a file may have thousands of mistakes in one map. */
const PAIRS = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The pair of a key; of two equal keys the last one counts. */
function pairOf(map: YAMLMap, name: PropertyKey | undefined): Pair | undefined {
  const pairs =
    PAIRS.get(map) ??
    new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
  PAIRS.set(map, pairs);
  return pairs.get(String(name));
}

/** The node at a path; undefined where there is none. Of equal keys the last one counts. */
export function nodeAt(source: YamlSource, path: Path): Node | undefined {
  let node: unknown = source.document.contents;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(source.document);
    if (isMap(node)) node = pairOf(node, key)?.value;
    else node = isSeq(node) ? node.items[Number(key)] : undefined;
  }
  return isAlias(node) || isScalar(node) || isCollection(node) ? node : undefined;
}

function placeOfOffset(lines: LineCounter, offset: number): IssuePlace {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

type Report = (offset: number, what: string, remedy: string) => Issue;

function syntaxIssues(document: Document.Parsed, text: string, report: Report): Issue[] {
  if (document.errors.some((error) => error.code === 'RESOURCE_EXHAUSTION')) {
    const at = document.errors[0]?.pos[0] ?? 0;
    return [report(at, 'the file nests far too deeply', 'check for a run of brackets, and write it flat')];
  }
  const issues: Issue[] = [];
  for (const error of document.errors.slice(0, MOST_SYNTAX_ISSUES)) {
    const { offset, what, remedy } = yamlFault(error, document, text);
    const issue = report(offset, what, remedy);
    // One slip makes the parser stumble several times; the first complaint about a line says it all.
    if (!issues.some(({ line }) => line === issue.line)) issues.push(issue);
  }
  return [
    ...issues,
    ...wrongAliases(document, text, report),
    ...wrongMarks(document, text, report),
    ...namesOfOurs(document, report),
  ];
}

/** Keys that JavaScript has for itself, so that they would vanish. */
function namesOfOurs(document: Document.Parsed, report: Report): Issue[] {
  const issues: Issue[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === '__proto__' && issues.length < MOST_SYNTAX_ISSUES)
        issues.push(report(key.range?.[0] ?? 0, '__proto__ cannot be a name', 'choose another'));
    },
  });
  return issues;
}

/** Words that begin with & or !, which YAML takes for a name or a type of what follows, so that they are no part of it. */
function wrongMarks(document: Document.Parsed, text: string, report: Report): Issue[] {
  const named = new Map<string, number>();
  const used = new Set<string>();
  visit(document, (_key, node) => {
    if (isAlias(node)) used.add(node.source);
    else if (isScalar(node) && node.anchor !== undefined)
      named.set(node.anchor, text.lastIndexOf(`&${node.anchor}`, node.range?.[0] ?? 0));
    return undefined;
  });
  const names = [...named]
    .filter(([name]) => !used.has(name))
    .map(([name, at]) => ({
      mark: `&${name}`,
      at,
      means: 'a name for what follows, and nothing below asks for it',
    }));
  const types = document.warnings
    .filter(({ code }) => code === 'TAG_RESOLVE_FAILED')
    .map(({ pos: [at, end] }) => ({ mark: text.slice(at, end), at, means: 'a type of what follows' }));
  return [...names, ...types]
    .slice(0, MOST_SYNTAX_ISSUES)
    .map(({ mark, at, means }) =>
      report(at, `${mark}: YAML reads this as ${means}, not as text`, quoting(text, at, mark)),
    );
}

/** Aliases that stand for nothing, or for something that they stand in. */
function wrongAliases(document: Document.Parsed, text: string, report: Report): Issue[] {
  const anchored = new Map<string, Node>();
  const issues: Issue[] = [];
  visit(document, (_key, node) => {
    if (issues.length >= MOST_SYNTAX_ISSUES) return visit.BREAK;
    if (!isAlias(node)) {
      if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined)
        anchored.set(node.anchor, node);
      return undefined;
    }
    const at = node.range?.[0] ?? 0;
    const target = anchored.get(node.source);
    if (target === undefined) {
      const what = `*${node.source} begins with a star, by which YAML means something that is named &${node.source} above`;
      issues.push(report(at, what, quoting(text, at, `*${node.source}`)));
    } else if ((target.range?.[0] ?? 0) <= at && at < (target.range?.[2] ?? 0)) {
      issues.push(report(at, `&${node.source} contains itself`, 'write the value out instead of the alias'));
    }
    return undefined;
  });
  return issues;
}

/** The first keys that are written twice in one map (YAML 1.2.2 §3.2.1.3). */
function repeatedKeys(document: Document.Parsed, report: Report): Issue[] {
  const issues: Issue[] = [];
  visit(document, {
    Map: (_key, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value) && issues.length < MOST_SYNTAX_ISSUES)
          issues.push(
            report(
              key.range?.[0] ?? 0,
              `${key.source ?? String(key.value)} is written twice`,
              'keep one of the two',
            ),
          );
        seen.add(key.value);
      }
    },
  });
  return issues;
}
