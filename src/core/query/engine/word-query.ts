/** What words a text must hold at least to match a query: a question that an index of words can answer. */
import type { Ast, TermAst, WordMatch } from '../language/ast.ts';
import { type Lists, termGroups } from '../../lists/list.ts';
import { parseEntryOnce } from '../language/parse-list-term-once.ts';
import { LONGEST_WORD } from '../words/distinct-words.ts';

/** Every text that matches the query answers to this; not every text that answers matches. */
export type WordQuery =
  | { readonly kind: 'word'; readonly match: WordMatch; readonly letters: string }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly WordQuery[] };

/** Of phrases in longer lists only the longest word is asked for. */
const FEW = 200;

type Reading = { readonly lists: Lists; readonly known: Map<string, WordQuery | undefined> };

/** The words that a parsed query asks for; undefined where a text may match whatever words it holds. */
export function wordQueryOf(ast: Ast, lists: Lists): WordQuery | undefined {
  return needs(ast, { lists, known: new Map() });
}

/** One of the words that the query asks for, whatever it joins them by: what a text holds that nearly matches. */
export function anyWordOf(query: WordQuery): WordQuery {
  return query.kind === 'word' ? query : any(query.parts.map(anyWordOf));
}

function needs(ast: Ast, reading: Reading): WordQuery | undefined {
  switch (ast.kind) {
    case 'term':
      return all(wordsOf(ast));
    case 'list':
      return needsOfList(ast.name, reading);
    case 'and':
      return all(ast.parts.flatMap((part) => needs(part, reading) ?? []));
    case 'near':
      return all([ast.left, ast.right].flatMap((part) => needs(part, reading) ?? []));
    case 'or':
      return alternatives(ast.parts.map((part) => needs(part, reading)));
    case 'not':
      return undefined;
    case 'group':
    case 'field':
      return needs(ast.part, reading);
  }
}

function wordsOf({ words }: TermAst): readonly WordQuery[] {
  return words.map(({ match, letters }) => {
    const isLong = letters.length > LONGEST_WORD;
    return { kind: 'word', match: isLong ? 'prefix' : match, letters: letters.slice(0, LONGEST_WORD) };
  });
}

function needsOfList(name: string, reading: Reading): WordQuery | undefined {
  if (reading.known.has(name)) return reading.known.get(name);
  // A list that holds itself is a mistake, which was told; here it only must not go on for ever.
  reading.known.set(name, undefined);
  const list = Object.hasOwn(reading.lists, name) ? reading.lists[name] : undefined;
  const entries = list === undefined ? [] : termGroups(list).flatMap(({ terms }) => terms);
  const short = entries.length <= FEW;
  const found = alternatives(
    entries.map((entry) => {
      const parsed = parseEntryOnce(reading.lists, entry);
      if (parsed.kind === 'errors') return undefined;
      if (short || parsed.ast.kind !== 'term') return needs(parsed.ast, reading);
      return longest(wordsOf(parsed.ast));
    }),
  );
  reading.known.set(name, found);
  return found;
}

function longest(words: readonly WordQuery[]): WordQuery | undefined {
  return words.toSorted((one, other) => lengthOf(other) - lengthOf(one))[0];
}

function lengthOf(query: WordQuery): number {
  return query.kind === 'word' ? query.letters.length : 0;
}

function all(parts: readonly WordQuery[]): WordQuery | undefined {
  const [first, second] = parts;
  return second === undefined ? first : { kind: 'all', parts };
}

function alternatives(parts: readonly (WordQuery | undefined)[]): WordQuery | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length < parts.length || known.length === 0 ? undefined : any(known);
}

/** Each alternative once; those of an inner OR are alternatives of the outer one. */
function any(parts: readonly WordQuery[]): WordQuery {
  const distinct = new Map<string, WordQuery>();
  for (const part of parts.flatMap((each) => (each.kind === 'any' ? each.parts : [each])))
    distinct.set(JSON.stringify(part), part);
  const [first, ...others] = distinct.values();
  if (first === undefined) throw new Error('alternatives without a part');
  return others.length === 0 ? first : { kind: 'any', parts: [first, ...others] };
}
