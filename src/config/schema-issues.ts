/** Turns what a schema has against a value into issues that say, in plain words, what to change and where. */
import type { z } from 'zod';
import type { Issue } from './issue.ts';
import { knownKeys } from './known-keys.ts';
import { likely, suggest } from './suggest.ts';
import { type Path, valueAt } from './yaml/untyped.ts';
import { issueAt, type YamlSource } from './yaml/yaml-source.ts';

type ZodIssue = z.core.$ZodIssue;
type Finding = {
  readonly path: Path;
  readonly what: string;
  readonly remedy: string;
  /** Point at the key, not at its value. */
  readonly atKey?: true;
};

/** Issues of a file whose value did not fit its schema, with the path of each for those who go on checking. */
export function schemaIssues(
  source: YamlSource,
  error: z.core.$ZodError,
  schema: z.core.JSONSchema.BaseSchema,
): readonly { readonly issue: Issue; readonly path: Path }[] {
  const seen = new Set<string>();
  const findings = error.issues
    .flatMap((issue) => explain(issue, [], source.value, schema))
    // A value of the wrong kind may break other rules of the schema as well; the first says it all.
    .filter(({ path }) => !seen.has(path.join('/')) && seen.add(path.join('/')));
  return findings.map((finding) => {
    const secret = isSecret(finding, valueAt(source.value, finding.path)) ? true : undefined;
    return { path: finding.path, issue: issueAt(source, finding.path, { ...finding, secret }) };
  });
}

function explain(
  issue: ZodIssue,
  above: Path,
  root: unknown,
  schema: z.core.JSONSchema.BaseSchema,
): readonly Finding[] {
  const path = [...above, ...issue.path];
  const value = valueAt(root, path);
  const name = nameOf(path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(schema, root, path);
      return issue.keys.map((key) => ({
        path: [...path, key],
        atKey: true,
        what: `unknown key ${key}`,
        remedy: suggest(key, known, 'remove it'),
      }));
    }
    case 'invalid_type': {
      const own = issue.message.includes('; ') && value !== undefined && value !== null;
      const said = own ? split(subjectOf(path, value, issue.message), issue.message) : undefined;
      return [{ path, ...(said ?? wrongType(issue.expected, value, name)) }];
    }
    case 'invalid_value':
      return [{ path, ...notOneOf(value, issue.values.map(String), name) }];
    case 'invalid_union':
      if ('options' in issue && Array.isArray(issue.options)) {
        return [{ path, ...notOneOf(value, issue.options.map(String), name) }];
      }
      if (isTextWithColon(issue.errors, value)) {
        const [[before, after] = ['', '']] = Object.entries(value);
        const mistyped = likely(before, knownKeys(schema, root, path)) !== undefined;
        const what = `a text holds a colon and a space: ${before}: ${after}`;
        if (!mistyped) return [{ path, what, remedy: 'put the text in quotes' }];
      }
      if (issue.message.includes('; ') && !isNearly(bestBranch(issue.errors)))
        return [{ path, ...split(name, issue.message) }];
      return bestBranch(issue.errors).flatMap((inner) => explain(inner, path, root, schema));
    case 'invalid_key':
      return issue.issues
        .slice(0, 1)
        .map((inner) => ({ path, atKey: true, ...split(String(path.at(-1)), inner.message) }));
    case 'too_small':
      return [{ path, ...tooSmall(issue.origin, Number(issue.minimum), value, name) }];
    case 'too_big':
      return issue.origin === 'string'
        ? [{ path, what: `${name} is longer than ${issue.maximum} characters`, remedy: 'shorten it' }]
        : [{ path, what: `${name} is more than ${issue.maximum}`, remedy: `write ${issue.maximum} or less` }];
    case 'invalid_format':
    case 'custom':
      return [{ path, ...split(subjectOf(path, value, issue.message), issue.message) }];
    case 'invalid_element':
    case 'not_multiple_of':
      return [{ path, ...split(subjectOf(path, value, issue.message), issue.message) }];
  }
}

/** Whether a value that may be text was read as a block of one key, because of a colon in it: `[NATO: who pays]`. */
function isTextWithColon(
  branches: readonly (readonly ZodIssue[])[],
  value: unknown,
): value is Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const textIsAllowed = branches.some((issues) =>
    issues.some(
      (issue) => issue.code === 'invalid_type' && issue.expected === 'string' && issue.path.length === 0,
    ),
  );
  const [key, ...others] = Object.keys(value);
  const unknown = branches.some((issues) =>
    issues.some((issue) => issue.code === 'unrecognized_keys' && issue.keys.includes(key ?? '')),
  );
  return textIsAllowed && unknown && others.length === 0 && typeof Object.values(value)[0] === 'string';
}

/** The alternative whose kind of value was written; where none is, the first. */
function bestBranch(branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] {
  const sameKind = branches.find(
    (issues) => !issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0),
  );
  return sameKind ?? branches[0] ?? [];
}

/** Whether a value is an alternative but for what stands inside it: nothing is missing, and nothing too much. */
function isNearly(issues: readonly ZodIssue[]): boolean {
  return issues.every(
    (issue) =>
      issue.path.length > 0 &&
      issue.code !== 'unrecognized_keys' &&
      !(issue.code === 'invalid_type' && issue.input === undefined),
  );
}

/** What is wrong, with the value that is, unless that is a secret: what the check says is shown in logs and channels. */
function subjectOf(path: Path, value: unknown, message: string): string {
  const hidden = message.startsWith('is a secret') || path.includes('headers');
  return hidden ? nameOf(path) : `${nameOf(path)} ${show(value)}`;
}

/** Our own messages read "is not …; write …"; the part after the semicolon is the remedy. */
function split(subject: string, message: string): { what: string; remedy: string } {
  const [what = '', remedy] = message.split(/; (.*)/s);
  if (remedy === undefined) return { what: `${subject}: ${what}`, remedy: 'see docs/configuration.md' };
  return { what: `${subject} ${what}`, remedy };
}

const KINDS: Readonly<Record<string, { readonly noun: string; readonly remedy: string }>> = {
  string: { noun: 'text', remedy: 'write text' },
  number: { noun: 'a number', remedy: 'write a number without quotes' },
  int: { noun: 'a whole number', remedy: 'write a whole number without quotes' },
  boolean: { noun: 'true or false', remedy: 'write true or false without quotes' },
  array: { noun: 'a list', remedy: 'write each item on its own line after "- "' },
  object: { noun: 'a block of keys and values', remedy: 'write key: value, one a line, indented below it' },
  record: { noun: 'a block of keys and values', remedy: 'write key: value, one a line, indented below it' },
};

function wrongType(expected: string, value: unknown, name: string): { what: string; remedy: string } {
  const kind = KINDS[expected] ?? { noun: expected, remedy: `write ${expected}` };
  if (value === undefined) return { what: `${name} is missing`, remedy: `add ${name}: here` };
  if (value === null) return { what: `${name} is empty`, remedy: `${kind.remedy}, or remove the key` };
  const quotable = expected === 'string' && (typeof value === 'number' || typeof value === 'boolean');
  return {
    what: `${name} is ${describe(value)}, where ${kind.noun} is expected`,
    remedy: quotable ? 'put it in quotes' : kind.remedy,
  };
}

function notOneOf(
  value: unknown,
  options: readonly string[],
  name: string,
): { what: string; remedy: string } {
  if (value === undefined)
    return { what: `${name} is missing`, remedy: `add ${name}: here, one of ${options.join(', ')}` };
  const near = typeof value === 'string' ? likely(value, options) : undefined;
  return {
    what: `${name} ${show(value)} is not one of ${options.join(', ')}`,
    remedy: near === undefined ? 'use one of them' : `did you mean ${near}?`,
  };
}

function tooSmall(
  origin: string,
  minimum: number,
  value: unknown,
  name: string,
): { what: string; remedy: string } {
  if (origin === 'string') return { what: `${name} is empty`, remedy: 'write something, or remove the key' };
  if (origin === 'array') {
    return {
      what: `${name} is an empty list`,
      remedy: `add at least ${minimum === 1 ? 'one item' : `${minimum} items`}`,
    };
  }
  return { what: `${name} ${show(value)} is less than ${minimum}`, remedy: `write ${minimum} or more` };
}

function nameOf(path: Path): string {
  const key = path.findLast((part) => typeof part === 'string');
  return typeof key === 'string' ? key : 'the file';
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a block of keys and values';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'no number that can be counted with';
  return typeof value === 'number' ? 'a number' : JSON.stringify(value);
}

/** Whether the line that a finding is about holds what is nobody else's to read. */
function isSecret({ path, what }: Finding, value: unknown): boolean {
  if (path.includes('headers') || path.includes('auth') || what.includes(' is a secret')) return true;
  return typeof value === 'string' && value.replaceAll(LOGIN, '') !== value;
}

/** `name:password@` in front of a host, and a name alone behind two slashes. */
const LOGIN = /[^\s/?#"@:]*:[^\s/?#"@]*@|(?<=\/\/)[^\s/?#"@]+@/g;

/** JSON has no word for what YAML writes `.nan` and `.inf`, and would say null. */
function asWritten(value: unknown): string | undefined {
  if (typeof value !== 'number' || Number.isFinite(value)) return undefined;
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
}

function show(value: unknown): string {
  const json = JSON.stringify(value, (_key, inner: unknown) => asWritten(inner) ?? inner);
  const text = (asWritten(value) ?? json ?? String(value)).replaceAll(LOGIN, '…@');
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
