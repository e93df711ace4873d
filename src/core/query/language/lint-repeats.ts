/** Finds terms of a query that say the same thing twice, or contradict each other. */
import type { Ast, WordPattern } from './ast.ts';
import type { QueryError } from './query-error.ts';

/** Warnings about terms of one AND or OR that repeat, cover or exclude another. */
export function lintRepeats(ast: Ast): readonly QueryError[] {
  switch (ast.kind) {
    case 'term':
    case 'list':
      return [];
    case 'not':
    case 'field':
    case 'group':
      return lintRepeats(ast.part);
    case 'near':
      return [...lintRepeats(ast.left), ...lintRepeats(ast.right)];
    case 'and':
      return [
        ...[...repeated(flat(ast, 'and')), ...contradicted(flat(ast, 'and'))].map(place),
        ...ast.parts.flatMap(lintRepeats),
      ];
    case 'or':
      return [...superfluous(flat(ast, 'or')).map(place), ...ast.parts.flatMap(lintInside)];
  }
}

/** Warnings inside a part of an OR; the alternatives of a nested OR were compared with all others already. */
function lintInside(ast: Ast): readonly QueryError[] {
  if (ast.kind === 'group') return lintInside(ast.part);
  return ast.kind === 'or' ? ast.parts.flatMap(lintInside) : lintRepeats(ast);
}

/** The parts of an AND or OR, with those of the same operator in parentheses taken out of them. */
function flat(ast: Ast, kind: 'and' | 'or'): readonly Ast[] {
  if (ast.kind === 'group') return flat(ast.part, kind);
  return ast.kind === kind ? ast.parts.flatMap((part) => flat(part, kind)) : [ast];
}

/** The same text for parts that mean the same. */
function meaningOf(ast: Ast): string {
  switch (ast.kind) {
    case 'term':
      return ast.words
        .map(({ match, letters, capitals }) => `${match}:${letters}:${capitals ?? ''}`)
        .join(' ');
    case 'list':
      return `$${ast.name}`;
    case 'and':
    case 'or':
      return `(${ast.parts.map(meaningOf).join(` ${ast.kind} `)})`;
    case 'not':
      return `not ${meaningOf(ast.part)}`;
    case 'near':
      return `(${meaningOf(ast.left)} ${ast.ordered ? 'before' : 'near'} ${ast.distance} ${meaningOf(ast.right)})`;
    case 'field':
      return `${ast.field}: ${meaningOf(ast.part)}`;
    case 'group':
      return meaningOf(ast.part);
  }
}

/** Which of several alternatives are superfluous: repeated, or met by another one anyway. */
export function superfluous(alternatives: readonly Ast[]): readonly Superfluous[] {
  return [...repeated(alternatives), ...covered(alternatives)];
}

export type Superfluous = { readonly part: Ast; readonly what: string; readonly remedy: string };

function place({ part: { offset, length }, what, remedy }: Superfluous): QueryError {
  return { offset, length, what, remedy };
}

function repeated(parts: readonly Ast[]): readonly Superfluous[] {
  const seen = new Set<string>();
  return parts.flatMap((part) => {
    const meaning = meaningOf(part);
    const known = seen.has(meaning);
    seen.add(meaning);
    if (!known) return [];
    return [
      {
        part,
        what: 'this is here already',
        remedy: 'remove one of the two; case and accents make no difference',
      },
    ];
  });
}

function contradicted(parts: readonly Ast[]): readonly Superfluous[] {
  const wanted = new Set(parts.map(meaningOf));
  return parts.flatMap((part) =>
    part.kind === 'not' && wanted.has(meaningOf(part.part))
      ? [
          {
            part,
            what: 'this can never match: it is both wanted and excluded',
            remedy: 'remove one of the two',
          },
        ]
      : [],
  );
}

type Single = { readonly part: Ast; readonly word: WordPattern };

/** Alternatives that a wildcard or a caseless form among the others meets anyway. */
function covered(parts: readonly Ast[]): readonly Superfluous[] {
  const single = parts.filter((part) => part.kind === 'term' && part.words.length === 1).flatMap(wordOf);
  const wides = createWides(single);
  return single.flatMap(({ part, word }) => {
    const wider = wides(word);
    return wider === undefined
      ? []
      : [{ part, what: `${spell(wider.word)} finds this already`, remedy: 'remove this one' }];
  });
}

/**
 * Finds the first word of a list, in any capitals, that meets all that another one meets, and more: looked up by the
 * letters that it would have, since lists of thousands are compared with themselves.
 */
function createWides(single: readonly Single[]): (narrow: WordPattern) => Single | undefined {
  const places: Readonly<Record<WordPattern['match'], Map<string, number>>> = {
    exact: new Map(),
    prefix: new Map(),
    suffix: new Map(),
    infix: new Map(),
  };
  single.forEach(({ word: { match, letters, capitals } }, place) => {
    const known = places[match];
    if (capitals === undefined && !known.has(letters)) known.set(letters, place);
  });
  const lengths = (kind: WordPattern['match']): readonly number[] => [
    ...new Set([...places[kind].keys()].map(({ length }) => length)),
  ];
  const [prefixes, suffixes, infixes] = [lengths('prefix'), lengths('suffix'), lengths('infix')];
  return ({ match, letters, capitals }) => {
    const found: number[] = [];
    const look = (kind: WordPattern['match'], part: string): void => {
      const place = places[kind].get(part);
      // What has a star of its own is met by a shorter one of its kind only.
      if (place !== undefined && (match !== kind || part !== letters)) found.push(place);
    };
    const ends = (kind: 'prefix' | 'suffix'): boolean => match === 'exact' || match === kind;
    // A plain word is only met by one with a star, and only a word in given capitals by a plain one.
    if (match === 'exact' && capitals !== undefined) {
      const place = places.exact.get(letters);
      if (place !== undefined) found.push(place);
    }
    for (const length of ends('prefix') ? prefixes : [])
      if (length <= letters.length) look('prefix', letters.slice(0, length));
    for (const length of ends('suffix') ? suffixes : [])
      if (length <= letters.length) look('suffix', letters.slice(letters.length - length));
    for (const length of infixes)
      for (let from = 0; from + length <= letters.length; from += 1)
        look('infix', letters.slice(from, from + length));
    return found.length === 0 ? undefined : single[Math.min(...found)];
  };
}

function wordOf(part: Ast): Single[] {
  return part.kind === 'term' ? part.words.map((word) => ({ part, word })) : [];
}

function spell({ match, letters }: WordPattern): string {
  const open = match === 'suffix' || match === 'infix' ? '*' : '';
  return `${open}${letters}${match === 'prefix' || match === 'infix' ? '*' : ''}`;
}
