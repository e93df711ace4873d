/** Reads the shared lists, `config/lists/*.yaml`: syntax, schema, and every term of them. */
import { isShared, ListFile, type List, type Lists, termGroups } from '../core/lists/list.ts';
import { partsOf, type Ast } from '../core/query/language/ast.ts';
import { parseListEntry } from '../core/query/language/parse.ts';
import type { Issue } from './issue.ts';
import { schemaIssues } from './schema-issues.ts';
import { listsSchema } from './json-schema.ts';
import { suggest } from './suggest.ts';
import { issueAt, placeOf, readYaml, type YamlSource } from './yaml/yaml-source.ts';

export type ListsReading = {
  /** The lists of all files by their full names, `acts.resign`; without the files that have errors. */
  readonly lists: Lists;
  readonly issues: readonly Issue[];
};

type ListText = { readonly path: string; readonly text: string };

/** The file's part of its lists' names: `acts` of `config/lists/acts.yaml`. */
function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
}

/**
 * Reads files of shared lists; a file's name is the first half of its lists' names. `known` is what these files hold, where
 * they were read before and found sound.
 */
export function readLists(files: readonly ListText[], known?: Lists): ListsReading {
  if (known !== undefined) return { lists: known, issues: [] };
  const issues: Issue[] = [];
  const sources: YamlSource[] = [];
  const lists: Record<string, List> = {};
  for (const { path, text } of files) {
    const { source, issues: syntax } = readYaml(path, text);
    issues.push(...syntax);
    if (source === undefined) continue;
    const stem = stemOf(path);
    if (!isShared(`${stem}.x`) || !/^[a-z][a-z0-9_-]*$/.test(stem)) {
      issues.push(
        issueAt(source, [], {
          what: `the file's name, ${stem}, cannot be the first half of a list's name`,
          remedy: 'use lower-case letters, digits, hyphens and underscores, such as acts.yaml',
        }),
      );
      continue;
    }
    const parsed = ListFile.safeParse(source.value);
    if (parsed.success) {
      sources.push(source);
      for (const [name, list] of Object.entries(parsed.data)) lists[`${stem}.${name}`] = list;
    } else issues.push(...schemaIssues(source, parsed.error, listsSchema()).map(({ issue }) => issue));
  }
  const names = Object.keys(lists);
  for (const source of sources) issues.push(...checkTerms(source, names));
  return { lists, issues };
}

/** What is wrong in the terms of one file: what cannot be read, and lists that do not exist. */
function checkTerms(source: YamlSource, names: readonly string[]): readonly Issue[] {
  const stem = stemOf(source.file);
  const parsed = ListFile.safeParse(source.value);
  if (!parsed.success) return [];
  return Object.entries(parsed.data).flatMap(([name, list]) =>
    checkListTerms(source, { list, path: [name], name: `${stem}.${name}` }, names),
  );
}

/** What is wrong in the terms of a list that stands at `path` and is, or is added to, the one of this full name. */
export function checkListTerms(
  source: YamlSource,
  {
    list,
    path: above,
    name,
  }: { readonly list: List; readonly path: readonly string[]; readonly name: string },
  names: readonly string[],
): readonly Issue[] {
  const known = { names, held: new Set(names) };
  return termGroups(list).flatMap(({ terms, path }) =>
    terms.flatMap((term, index) => checkTerm(source, [...above, ...path, index], term, known, name)),
  );
}

/** A term of letters, digits, spaces and one star at the end of words is sound; most are. */
const PLAIN = /^=?[\p{L}\p{N}]+\*?(?: [\p{L}\p{N}]+\*?)*$/u;

function checkTerm(
  source: YamlSource,
  path: readonly (string | number)[],
  term: string,
  known: { readonly names: readonly string[]; readonly held: ReadonlySet<string> },
  list: string,
): readonly Issue[] {
  if (PLAIN.test(term) && !/\b(?:AND|OR|NOT|NEAR|BEFORE)\b/i.test(term)) return [];
  const parsed = parseListEntry(term);
  if (parsed.kind === 'errors') {
    return parsed.errors.map(({ offset, what, remedy }) => ({
      file: source.file,
      ...placeOf(source, path, offset),
      severity: 'error' as const,
      what: `in $${list}, "${term}": ${what}`,
      remedy,
    }));
  }
  return listsIn(parsed.ast).flatMap(({ name, offset }) =>
    known.held.has(name)
      ? []
      : [
          {
            file: source.file,
            ...placeOf(source, path, offset),
            severity: 'error' as const,
            what: `there is no list $${name}`,
            remedy: suggest(name, known.names, 'shared lists name each other in full, as $places.norway'),
          },
        ],
  );
}

function listsIn(ast: Ast): readonly { readonly name: string; readonly offset: number }[] {
  if (ast.kind === 'list') return [{ name: ast.name, offset: ast.offset }];
  return partsOf(ast).flatMap(listsIn);
}
