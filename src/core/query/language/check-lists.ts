/** Checks the lists of a brief: entries that cannot be read, entries that repeat, lists that nobody uses. */
import type { Brief } from '../../indicator/brief.ts';
import { type Ast, partsOf } from './ast.ts';
import { type Linker, linkListAlone } from './link.ts';
import { lintQuery } from './lint.ts';
import { superfluous } from './lint-repeats.ts';
import { parseQuery } from './parse.ts';
import { parseEntryOnce } from './parse-list-term-once.ts';
import type { QueryIssue } from './query-issue.ts';

type Path = QueryIssue['path'];
type Entry = { readonly path: Path; readonly text: string };

function entriesOf(list: Brief['lists'][string], name: string): readonly Entry[] {
  if (Array.isArray(list)) return list.map((text, index) => ({ path: ['lists', name, index], text }));
  return Object.entries(list).flatMap(([actor, texts]) =>
    texts.map((text, index) => ({ path: ['lists', name, actor, index], text })),
  );
}

/** Everything that is wrong or odd in the lists of a brief; the linker links each list once for all who ask. */
export function checkLists(brief: Brief, linker: Linker): readonly QueryIssue[] {
  const used = usedLists(brief);
  return Object.entries(brief.lists).flatMap(([name, list]) => {
    const entries = entriesOf(list, name);
    return [
      ...linkIssues(linker, name, brief.lists),
      ...entries.flatMap((entry) => lintEntry(entry, brief.lists)),
      ...repeats(entries, brief.lists),
      ...(used.has(name) ? [] : [unused(name)]),
    ];
  });
}

function linkIssues(linker: Linker, name: string, lists: Brief['lists']): readonly QueryIssue[] {
  return linkListAlone(linker, name, lists).flatMap(({ entry, what, remedy }) =>
    entry === undefined
      ? []
      : [{ path: ['lists', ...entry.path], offset: entry.offset, severity: 'error' as const, what, remedy }],
  );
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
  const used = new Set<string>();
  const visit = (ast: Ast): void => {
    if (ast.kind === 'list' && !used.has(ast.name)) {
      used.add(ast.name);
      const list = Object.hasOwn(lists, ast.name) ? lists[ast.name] : undefined;
      if (list !== undefined) {
        for (const { text } of entriesOf(list, ast.name)) {
          const parsed = parseEntryOnce(lists, text);
          if (parsed.kind === 'ok') visit(parsed.ast);
        }
      }
    }
    for (const part of partsOf(ast)) visit(part);
  };
  for (const { query } of indicators) {
    const parsed = parseQuery(query);
    // A query that cannot be read may name any list.
    if (parsed.kind === 'errors') return new Set(Object.keys(lists));
    visit(parsed.ast);
  }
  return used;
}
