/** Which languages a brief has words for, by what its lists say of them. */
import type { Brief, Indicator } from '../indicator/brief.ts';
import type { Ast } from '../query/language/ast.ts';
import { parseEntryOnce } from '../query/language/parse-list-term-once.ts';
import { parseQuery } from '../query/language/parse.ts';
import { termGroups } from './list.ts';

/** Undefined where words are of no language that is said: they may be of any. */
type Spoken = ReadonlySet<string> | undefined;

/**
 * The languages that an indicator has words in: those the brief names, or else those in which the lists of its query have
 * a word for every part of it that must hold. Undefined where neither says, since words without a language may be of any.
 */
export function spokenLanguages(
  { query }: Indicator,
  { languages, lists }: Pick<Brief, 'languages' | 'lists'>,
): readonly string[] | undefined {
  if (languages !== undefined) return languages;
  const parsed = parseQuery(query);
  if (parsed.kind === 'errors') return undefined;
  const found = spokenBy(parsed.ast, lists, new Map());
  return found === undefined || found.size === 0 ? undefined : [...found].toSorted();
}

function spokenBy(ast: Ast, lists: Brief['lists'], known: Map<string, Spoken>): Spoken {
  const of = (part: Ast): Spoken => spokenBy(part, lists, known);
  switch (ast.kind) {
    case 'term':
    case 'not':
      return undefined;
    case 'list':
      return ofList(ast.name, lists, known);
    case 'and':
      return inAll(ast.parts.map(of));
    case 'near':
      return inAll([of(ast.left), of(ast.right)]);
    case 'or':
      return inAny(ast.parts.map(of));
    case 'field':
    case 'group':
      return of(ast.part);
  }
}

function ofList(name: string, lists: Brief['lists'], known: Map<string, Spoken>): Spoken {
  if (known.has(name)) return known.get(name);
  // A list that names itself says nothing of itself.
  known.set(name, undefined);
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  const groups = list === undefined ? [] : termGroups(list);
  const scoped = groups.flatMap(({ lang }) => lang ?? []);
  const inner = groups.flatMap(({ lang, terms }) =>
    lang !== undefined
      ? []
      : terms.flatMap((term) => {
          const parsed = term.includes('$') ? parseEntryOnce(lists, term) : undefined;
          return parsed?.kind === 'ok' ? [spokenBy(parsed.ast, lists, known)] : [];
        }),
  );
  const plain = groups.some(
    ({ lang, terms }) => lang === undefined && terms.some((term) => !term.includes('$')),
  );
  // Words beside the scoped ones that count in every language.
  const spoken = scoped.length > 0 && plain ? undefined : inAny([...inner, new Set(scoped)]);
  known.set(name, spoken);
  return spoken;
}

function inAll(parts: readonly Spoken[]): Spoken {
  return parts
    .filter((part) => part !== undefined)
    .reduce<Spoken>((all, part) => (all === undefined ? part : all.intersection(part)), undefined);
}

function inAny(parts: readonly Spoken[]): Spoken {
  const all = parts.flatMap((part) => (part === undefined ? [] : [...part]));
  return all.length === 0 ? undefined : new Set(all);
}

/** All languages that some indicator has words in; undefined where one may have words of any. */
export function languagesOfBriefs(briefs: readonly Brief[]): ReadonlySet<string> | undefined {
  const all = briefs.flatMap((brief) =>
    brief.indicators.map((indicator) => spokenLanguages(indicator, brief)),
  );
  return all.some((each) => each === undefined) ? undefined : new Set(all.flatMap((each) => each ?? []));
}
