/** Checks the lists of a brief: entries that cannot be read, entries that repeat, lists that nobody uses. */
import type { Brief } from '../../indicator/brief.ts';
import { type Ast, partsOf } from './ast.ts';
import { linkRules } from '../engine/engine.ts';
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

/** Everything that is wrong or odd in the lists of a brief. */
export function checkLists(brief: Brief): readonly QueryIssue[] {
  const used = usedLists(brief);
  const wrong = linkIssues(brief);
  return Object.entries(brief.lists).flatMap(([name, list]) => {
    const entries = entriesOf(list, name);
    return [
      ...wrong.filter(({ path }) => path[1] === name),
      ...entries.flatMap((entry) => lintEntry(entry, brief.lists)),
      ...repeats(entries, brief.lists),
      ...(used.has(name) ? [] : [unused(name)]),
    ];
  });
}

/** Mistakes of all lists, linked together so that a list inside others is linked once. */
function linkIssues({ lists }: Brief): readonly QueryIssue[] {
  const linked = linkRules(Object.keys(lists).map((name) => ({ id: name, query: `$${name}`, lists })));
  if (linked.kind === 'ok') return [];
  return linked.errors.flatMap(({ id, error: { entry, what, remedy } }) => {
    // Mistakes of lists inside this one are told where those lists stand.
    if (entry === undefined || entry.path[0] !== id) return [];
    return [
      { path: ['lists', ...entry.path], offset: entry.offset, severity: 'error' as const, what, remedy },
    ];
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
