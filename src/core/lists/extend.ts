/** Extends a shared list for one brief: adds terms to it, in the languages and for the actors they are written under. */
import { ANY_LANGUAGE } from './language-code.ts';
import { type Extension, type List, type TermGroup, termGroups } from './list.ts';

export type Extended = {
  readonly list: List;
  /** Terms to remove that the list does not hold. */
  readonly unknown: readonly string[];
  /** Whether plain words were added to actors, or actors to plain words; they are left out then. */
  readonly mixed: boolean;
};

/** The list with everything that the extension adds and without what it removes. */
export function extendList(list: List, { add, remove }: Extension): Extended {
  const groups = termGroups(list);
  const added = add === undefined ? [] : termGroups(add);
  const ofActors = groups.some(({ actor }) => actor !== undefined);
  const mixed = added.some(({ actor }) => (actor !== undefined) !== ofActors);
  const held = new Set(groups.flatMap(({ terms }) => terms));
  const removed = remove === undefined ? [] : termGroups(remove).flatMap(({ terms }) => terms);
  const gone = new Set(removed);
  const kept = groups.map((group) => ({ ...group, terms: group.terms.filter((term) => !gone.has(term)) }));
  return {
    list: listOf([...kept, ...(mixed ? [] : added)]),
    unknown: removed.filter((term) => !held.has(term)),
    mixed,
  };
}

/** The list that these groups are; terms of one actor and language are put together. */
function listOf(groups: readonly TermGroup[]): List {
  const scoped = groups.some(({ lang }) => lang !== undefined);
  const actors = new Map<string | undefined, Map<string, string[]>>();
  for (const { actor, lang = ANY_LANGUAGE, terms } of groups) {
    if (terms.length === 0) continue;
    const languages = actors.get(actor) ?? new Map<string, string[]>();
    actors.set(actor, languages);
    languages.set(lang, [...(languages.get(lang) ?? []), ...terms]);
  }
  const words = (
    languages: ReadonlyMap<string, string[]> | undefined,
  ): string[] | Record<string, string[]> =>
    scoped ? Object.fromEntries(languages ?? []) : (languages?.get(ANY_LANGUAGE) ?? []);
  if (!groups.some(({ actor }) => actor !== undefined)) return words(actors.get(undefined));
  return Object.fromEntries([...actors].map(([actor, languages]) => [actor ?? '', words(languages)]));
}
