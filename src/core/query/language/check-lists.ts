/** Checks the lists of a brief: entries that cannot be read, entries that repeat, lists that nobody uses. */
import type { Brief } from '../../indicator/brief.ts';
import { isShared, type List, type Lists, termGroups } from '../../lists/list.ts';
import type { Ast } from './ast.ts';
import { type Linker, linkListAlone } from './link.ts';
import { lintQuery } from './lint.ts';
import { superfluous } from './lint-repeats.ts';
import { namedLists } from './named-lists.ts';
import { parseQuery } from './parse.ts';
import { parseEntryOnce } from './parse-list-term-once.ts';
import type { QueryIssue } from './query-issue.ts';

type Path = QueryIssue['path'];
type Entry = { readonly path: Path; readonly text: string };

/** The entries of a list, those of one language together: what repeats in another language is no repetition. */
function byLanguage(list: List, name: string): readonly (readonly Entry[])[] {
  const languages = new Map<string | undefined, Entry[]>();
  for (const { lang, terms, path } of termGroups(list)) {
    const entries = languages.get(lang) ?? [];
    languages.set(lang, entries);
    terms.forEach((text, index) => entries.push({ path: ['lists', name, ...path, index], text }));
  }
  return [...languages.values()];
}

/**
 * Everything that is wrong or odd in a brief's own lists; shared lists are checked where they stand. The linker links
 * each list once for all who ask.
 */
export function checkLists(brief: Brief, linker: Linker): readonly QueryIssue[] {
  const used = usedLists(brief);
  return Object.entries(brief.lists).flatMap(([name, list]) => {
    if (isShared(name)) return [];
    const entries = byLanguage(list, name);
    return [
      ...linkIssues(linker, name, brief.lists),
      ...entries.flat().flatMap((entry) => lintEntry(entry, brief.lists)),
      ...entries.flatMap((each) => repeats(each, brief.lists)),
      ...(used.has(name) ? [] : [unused(name)]),
    ];
  });
}

function linkIssues(linker: Linker, name: string, lists: Lists): readonly QueryIssue[] {
  return linkListAlone(linker, name, lists).flatMap(({ entry, what, remedy, unknownList }) => {
    if (entry === undefined) return [];
    const path = ['lists', ...entry.path];
    const named = unknownList === undefined ? {} : { unknownList };
    return [{ path, offset: entry.offset, severity: 'error' as const, what, remedy, ...named }];
  });
}

function lintEntry({ path, text }: Entry, lists: Brief['lists']): readonly QueryIssue[] {
  const parsed = parseEntryOnce(lists, text);
  if (parsed.kind === 'errors') return [];
  return lintQuery(parsed.ast, { source: text, mode: 'list entry' }).map(({ offset, what, remedy }) => ({
    path,
    offset,
    severity: 'warning' as const,
    what,
    remedy,
  }));
}

function repeats(entries: readonly Entry[], lists: Brief['lists']): readonly QueryIssue[] {
  const paths = new Map<Ast, Path>();
  for (const { path, text } of entries) {
    const parsed = parseEntryOnce(lists, text);
    // A tree of its own for each, since an entry that is written twice was read once.
    if (parsed.kind === 'ok') paths.set({ ...parsed.ast }, path);
  }
  return superfluous([...paths.keys()]).flatMap(({ part, what, remedy }) => {
    const path = paths.get(part);
    return path === undefined ? [] : [{ path, offset: 0, severity: 'warning' as const, what, remedy }];
  });
}

function unused(name: string): QueryIssue {
  return {
    path: ['lists', name],
    severity: 'warning',
    what: `no query uses the list $${name}`,
    remedy: 'name it in a query, or remove it',
  };
}

/** Names of the lists that queries name, themselves or through other lists. */
function usedLists({ indicators, lists }: Brief): ReadonlySet<string> {
  const trees: Ast[] = [];
  for (const { query } of indicators) {
    const parsed = parseQuery(query);
    // A query that cannot be read may name any list.
    if (parsed.kind === 'errors') return new Set(Object.keys(lists));
    trees.push(parsed.ast);
  }
  return namedLists(trees, lists);
}
