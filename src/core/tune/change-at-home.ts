/** Makes of a missing word the change that puts it where it is missing: into a list, or into an OR of the query. */
import { type Lists, termGroups } from '../lists/list.ts';
import { type Ast, partsOf } from '../query/language/ast.ts';
import { compileQuery } from '../query/language/compile-query.ts';
import { parseQuery } from '../query/language/parse.ts';
import type { Change } from './change.ts';
import type { Home } from './missing-homes.ts';

const NOTHING = { title: '', summary: '', outlet: '', lang: '', feed: '' };

/** For one query: the change for a home, a word and its language. Common words are not put among names. */
export function changeAtHome(
  query: string,
  lists: Lists,
): (home: Home, word: string, lang: string | undefined) => Change | undefined {
  const groups = groupsOf(query, lists);
  return (home, word, lang) => {
    switch (home.kind) {
      case 'list':
        return isOfNames(lists, home.name)
          ? undefined
          : { kind: 'add', list: home.name, term: word, lang: isScoped(lists, home.name) ? lang : undefined };
      case 'or': {
        const group = groups.get(home.label);
        return group && { kind: 'or', offset: group.end, term: word, beside: shown(group.text) };
      }
    }
  };
}

type Group = { readonly text: string; readonly end: number };

/** The ORs of the query that are no names, by what an explanation calls them. */
function groupsOf(query: string, lists: Lists): ReadonlyMap<string, Group> {
  const parsed = parseQuery(query);
  const groups = new Map<string, Group>();
  for (const { offset, length } of parsed.kind === 'ok' ? orsIn(parsed.ast) : []) {
    const text = query.slice(offset, offset + length);
    const compiled = compileQuery(text, lists);
    if (compiled.kind === 'errors' || isMostlyNames(text.split(/\s+OR\s+/))) continue;
    groups.set(compiled.query.explain(NOTHING).label, { text, end: offset + length });
  }
  return groups;
}

function orsIn(ast: Ast): readonly Ast[] {
  return [...(ast.kind === 'or' ? [ast] : []), ...partsOf(ast).flatMap(orsIn)];
}

function isOfNames(lists: Lists, name: string): boolean {
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  return isMostlyNames(list === undefined ? [] : termGroups(list).flatMap(({ terms }) => terms));
}

/** Whether the list's words stand below languages; a word in a list of plain ones counts in all. */
function isScoped(lists: Lists, name: string): boolean {
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  return list !== undefined && termGroups(list).some(({ lang }) => lang !== undefined);
}

/** Whether most terms begin with a capital, or are lists. */
function isMostlyNames(terms: readonly string[]): boolean {
  const capital = terms.filter((term) => /^(?:\$|[="*]*\p{Lu})/u.test(term)).length;
  return capital * 2 > terms.length;
}

function shown(text: string): string {
  const words = text.replaceAll(/\s+/g, ' ');
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
