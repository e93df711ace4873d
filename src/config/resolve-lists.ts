/** Gives a brief the shared lists that it uses, as it extends them. */
import type { Brief, BriefFile } from '../core/indicator/brief.ts';
import { extendList } from '../core/lists/extend.ts';
import { Extension, isShared, List, type Lists } from '../core/lists/list.ts';
import { namedLists } from '../core/query/language/named-lists.ts';
import { parseQuery } from '../core/query/language/parse.ts';
import type { Issue } from './issue.ts';
import { suggest } from './suggest.ts';
import { issueAt, type YamlSource } from './yaml/yaml-source.ts';

/** The brief with its own lists and all shared ones that its queries and lists reach, and what is wrong below `lists:`. */
export function resolveLists(
  source: YamlSource,
  file: BriefFile,
  shared: Lists,
): { readonly brief: Brief; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const own: Record<string, List> = {};
  const changed: Record<string, List> = {};
  for (const [name, value] of Object.entries(file.lists)) {
    const extension = Extension.safeParse(value);
    const list = List.safeParse(value);
    if (!isShared(name)) {
      if (list.success) own[name] = list.data;
      continue;
    }
    const base = Object.hasOwn(shared, name) ? shared[name] : undefined;
    if (base === undefined) issues.push(unknownShared(source, name, shared));
    else if (extension.success) {
      const { list: extended, unknown, mixed } = extendList(base, extension.data);
      changed[name] = extended;
      issues.push(...unknown.map((term) => notHeld(source, name, term, extension.data['remove'])));
      if (mixed) issues.push(mixedKinds(source, name));
    } else issues.push(shadowing(source, name));
  }
  const all = { ...shared, ...changed, ...own };
  const trees = file.indicators.flatMap(({ query }) => {
    const parsed = parseQuery(query);
    return parsed.kind === 'ok' ? [parsed.ast] : [];
  });
  // The own lists' words may be wrong in ways of their own, so each is visited, used or not.
  const queries = Object.keys(own).map((name) => ({ kind: 'list' as const, name, offset: 0, length: 0 }));
  const used = namedLists([...trees, ...queries], all);
  const reached = Object.entries(all).filter(([name]) => isShared(name) && used.has(name));
  return { brief: { ...file, lists: { ...own, ...Object.fromEntries(reached) } }, issues };
}

function unknownShared(source: YamlSource, name: string, shared: Lists): Issue {
  return issueAt(source, ['lists', name], {
    atKey: true,
    what: `there is no shared list ${name} to extend`,
    remedy: suggest(name, Object.keys(shared), 'a list of your own has no dot in its name'),
  });
}

function notHeld(source: YamlSource, name: string, term: string, removed: List | undefined): Issue {
  const at = Array.isArray(removed) ? [removed.indexOf(term)] : [];
  return issueAt(source, ['lists', name, 'remove', ...at], {
    what: `${name} does not hold ${term}, so it cannot be removed`,
    remedy: `take it out, or copy the term exactly as config/lists/${name.split('.')[0]}.yaml has it`,
  });
}

function mixedKinds(source: YamlSource, name: string): Issue {
  return issueAt(source, ['lists', name, 'add'], {
    what: `${name} and what is added to it are not both words or both actors`,
    remedy:
      'write actors with keys, { someone: [words] }, where the list has actors, and plain words where it has none',
  });
}

function shadowing(source: YamlSource, name: string): Issue {
  return issueAt(source, ['lists', name], {
    atKey: true,
    what: `${name} is a shared list, and a list of your own hides none`,
    remedy: 'extend it, { add: [words], remove: [words] }, or give yours a name without a dot',
  });
}
