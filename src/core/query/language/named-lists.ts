/** Finds the lists that queries name, themselves or through other lists. */
import { type Lists, termGroups } from '../../lists/list.ts';
import { type Ast, partsOf } from './ast.ts';
import { parseEntryOnce } from './parse-list-term-once.ts';

/** Names of all lists that the trees reach, each visited once, also those that do not exist. */
export function namedLists(trees: readonly Ast[], lists: Lists): ReadonlySet<string> {
  const named = new Set<string>();
  const visit = (ast: Ast): void => {
    if (ast.kind === 'list' && !named.has(ast.name)) {
      named.add(ast.name);
      const list = Object.hasOwn(lists, ast.name) ? lists[ast.name] : undefined;
      for (const { terms } of list === undefined ? [] : termGroups(list)) {
        for (const text of terms) {
          // Most terms name no list; to read them takes longer than to look.
          if (!text.includes('$')) continue;
          const parsed = parseEntryOnce(lists, text);
          if (parsed.kind === 'ok') visit(parsed.ast);
        }
      }
    }
    for (const part of partsOf(ast)) visit(part);
  };
  for (const tree of trees) visit(tree);
  return named;
}
