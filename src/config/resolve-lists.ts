/** Gives a brief the shared lists that it uses, as it extends them. */
import type { Brief, BriefFile } from '../core/indicator/brief.ts';
import { extendList } from '../core/lists/extend.ts';
import { everydayWords } from '../core/lists/everyday-words.ts';
import { codeFor, isLanguageCode } from '../core/lists/language-code.ts';
import { Extension, isShared, List, type Lists, termGroups } from '../core/lists/list.ts';
import { namedLists } from '../core/query/language/named-lists.ts';
import { parseQuery } from '../core/query/language/parse.ts';
import type { Issue } from './issue.ts';
import { checkListTerms } from './read-lists.ts';
import { suggest } from './suggest.ts';
import type { Path } from './yaml/untyped.ts';
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
      if (!list.success) continue;
      own[name] = list.data;
      issues.push(...everyday(source, list.data, ['lists', name], shared));
      continue;
    }
    const base = Object.hasOwn(shared, name) ? shared[name] : undefined;
    if (base === undefined) issues.push(unknownShared(source, name, shared));
    else if (extension.success) {
      const { add, remove } = extension.data;
      const faulty =
        add === undefined
          ? []
          : faultsOfAdded(source, name, add, [...Object.keys(shared), ...Object.keys(file.lists)]);
      const {
        list: extended,
        unknown,
        mixed,
      } = extendList(base, faulty.length > 0 ? { remove } : extension.data);
      changed[name] = extended;
      issues.push(...faulty, ...unknown.map((term) => notHeld(source, name, term, remove)));
      if (mixed) issues.push(mixedKinds(source, name, base, add));
      if (add !== undefined) issues.push(...everyday(source, add, ['lists', name, 'add'], shared));
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

function faultsOfAdded(
  source: YamlSource,
  name: string,
  list: List,
  names: readonly string[],
): readonly Issue[] {
  return checkListTerms(source, { list, path: ['lists', name, 'add'], name }, names);
}

function everyday(source: YamlSource, list: List, path: Path, shared: Lists): readonly Issue[] {
  return everydayWords(list, shared).map(({ path: inner, what, remedy }) =>
    issueAt(source, [...path, ...inner], { severity: 'warning', what, remedy }),
  );
}

function unknownShared(source: YamlSource, name: string, shared: Lists): Issue {
  return issueAt(source, ['lists', name], {
    atKey: true,
    what: `there is no shared list ${name} to extend`,
    remedy: suggest(name, Object.keys(shared), 'a list of your own has no dot in its name'),
  });
}

function notHeld(source: YamlSource, name: string, term: string, removed: List | undefined): Issue {
  const groups = removed === undefined ? [] : termGroups(removed);
  const group = groups.find(({ terms }) => terms.includes(term));
  const at = group === undefined ? [] : [...group.path, group.terms.indexOf(term)];
  return issueAt(source, ['lists', name, 'remove', ...at], {
    what: `${name} does not hold ${term}, so it cannot be removed`,
    remedy: `take it out, or copy the term exactly as config/lists/${name.split('.')[0]}.yaml has it`,
  });
}

function mixedKinds(source: YamlSource, name: string, base: List, add: List | undefined): Issue {
  const ofActors = termGroups(base).some(({ actor }) => actor !== undefined);
  const [key] =
    add === undefined || Array.isArray(add) ? [] : Object.keys(add).filter((each) => !isLanguageCode(each));
  if (!ofActors && key !== undefined)
    return issueAt(source, ['lists', name, 'add', key], {
      atKey: true,
      what: `${key} is no language code, and ${name} is a list of words, not of actors`,
      remedy: `write the words below a code, { ${codeFor(key) ?? 'en'}: […] }`,
    });
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
