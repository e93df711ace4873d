/** What a query means, written for obviousness: every word tried at every place, every pair of places tried. */
import type { Ast, WordPattern } from '../../../../src/core/query/language/ast.ts';
import { type Lists, termGroups } from '../../../../src/core/lists/list.ts';
import { parseListEntry, parseQuery } from '../../../../src/core/query/language/parse.ts';
import { type Field, FIELDS, type MatchText, type Span } from '../../../../src/core/query/words/text.ts';
import { slowWords, type SlowWord } from '../words/slow-tokeniser.ts';

const GAP = 1000;

type Word = SlowWord & { readonly field: Field };
/** A stretch of words that a term, or operands of NEAR together, cover; parts are the terms in it. */
type Place = {
  readonly first: Word;
  readonly last: Word;
  /** Whether NEAR made it, so that other words may stand between its own. */
  readonly made: boolean;
  readonly parts: readonly Part[];
};
type Part = { readonly words: readonly Word[]; readonly actors: readonly string[] };
type Result = { readonly holds: boolean; readonly parts: readonly Part[] };

export type SlowVerdict = {
  readonly matched: boolean;
  readonly spans: readonly Span[];
  readonly actors: readonly string[];
};

/** Evaluates a query that parses on a text. */
export function slowMatch(query: string, lists: Lists, text: MatchText): SlowVerdict {
  const parsed = parseQuery(query);
  if (parsed.kind === 'errors') throw new Error(parsed.errors[0]?.what);
  const words = FIELDS.map((field) => slowWords(text[field], GAP).map((word) => ({ ...word, field })));
  const evaluator = createEvaluator(words, lists, text.lang);
  const { holds, parts } = evaluator.judge(parsed.ast, ['title', 'summary']);
  if (!holds) return { matched: false, spans: [], actors: [] };
  return {
    matched: true,
    spans: merge(parts.map(({ words }) => spanOf(words))),
    actors: [...new Set(parts.flatMap(({ actors }) => actors))].toSorted(),
  };
}

function spanOf(words: readonly Word[]): Span {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) throw new Error('no words');
  return { field: first.field, start: first.start, end: last.end };
}

function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const field of FIELDS) {
    for (const span of spans
      .filter((each) => each.field === field)
      .toSorted((a, b) => a.start - b.start || a.end - b.end)) {
      const last = merged.at(-1);
      if (last?.field === field && span.start <= last.end)
        merged[merged.length - 1] = { ...last, end: Math.max(last.end, span.end) };
      else merged.push(span);
    }
  }
  return merged;
}

function fits({ match, letters, capitals }: WordPattern, word: Word): boolean {
  if (capitals !== undefined && capitals !== word.capitals) return false;
  switch (match) {
    case 'exact':
      return word.letters === letters;
    case 'prefix':
      return word.letters.startsWith(letters);
    case 'suffix':
      return word.letters.endsWith(letters);
    case 'infix':
      return word.letters.includes(letters);
  }
}

function createEvaluator(texts: readonly (readonly Word[])[], lists: Lists, language: string) {
  /** Whether a node holds, and the wanted terms that made it hold; `wanted` turns at every NOT. */
  function judge(ast: Ast, fields: readonly Field[], wanted = true): Result {
    switch (ast.kind) {
      case 'term':
      case 'near': {
        const found = placesOf(ast, fields);
        return { holds: found.length > 0, parts: wanted ? found.flatMap(({ parts }) => parts) : [] };
      }
      case 'list': {
        const results = entriesOf(ast.name).map(({ ast: entry, actors }) => {
          const result = judge(entry, fields);
          return {
            ...result,
            parts: result.parts.map((part) => ({ ...part, actors: [...part.actors, ...actors] })),
          };
        });
        const held = results.filter(({ holds }) => holds);
        return { holds: held.length > 0, parts: wanted ? held.flatMap(({ parts }) => parts) : [] };
      }
      case 'and':
      case 'or': {
        const results = ast.parts.map((part) => judge(part, fields, wanted));
        const holds =
          ast.kind === 'and' ? results.every((each) => each.holds) : results.some((each) => each.holds);
        const counted = wanted ? results.filter((each) => each.holds) : results;
        return { holds, parts: counted.flatMap(({ parts }) => parts) };
      }
      case 'not': {
        const { holds, parts } = judge(ast.part, fields, !wanted);
        return { holds: !holds, parts: wanted || holds ? parts : [] };
      }
      case 'group':
        return judge(ast.part, fields, wanted);
      case 'field':
        return judge(ast.part, [ast.field], wanted);
    }
  }

  function entriesOf(name: string): readonly { readonly ast: Ast; readonly actors: readonly string[] }[] {
    const list = lists[name] ?? [];
    const entries = termGroups(list)
      .filter(({ lang }) => lang === undefined || language === '' || language === lang)
      .flatMap(({ actor, terms }) =>
        terms.map((term) => ({ text: term, actors: actor === undefined ? [] : [actor] })),
      );
    return entries.map(({ text, actors }) => {
      const parsed = parseListEntry(text);
      if (parsed.kind === 'errors') throw new Error(parsed.errors[0]?.what);
      return { ast: parsed.ast, actors };
    });
  }

  /** Every stretch at which a node without AND and NOT holds. */
  function placesOf(ast: Ast, fields: readonly Field[]): readonly Place[] {
    switch (ast.kind) {
      case 'term':
        return termPlaces(ast.words, fields);
      case 'list':
        return entriesOf(ast.name).flatMap(({ ast: entry, actors }) =>
          placesOf(entry, fields).map(({ parts, ...place }) => ({
            ...place,
            parts: parts.map((part) => ({ ...part, actors: [...part.actors, ...actors] })),
          })),
        );
      case 'or':
        return ast.parts.flatMap((part) => placesOf(part, fields));
      case 'group':
        return placesOf(ast.part, fields);
      case 'field':
        return placesOf(ast.part, [ast.field]);
      case 'near':
        return nearPlaces(placesOf(ast.left, fields), placesOf(ast.right, fields), ast.ordered, ast.distance);
      case 'and':
      case 'not':
        throw new Error('no place');
    }
  }

  function termPlaces(patterns: readonly WordPattern[], fields: readonly Field[]): readonly Place[] {
    return texts.flatMap((words) =>
      words.flatMap((word, index) => {
        const stretch = words.slice(index, index + patterns.length);
        const together = stretch.every((each, at) => each.position === word.position + at);
        const all =
          stretch.length === patterns.length && patterns.every((pattern, at) => isFit(pattern, stretch[at]));
        if (!fields.includes(word.field) || !together || !all) return [];
        const last = stretch.at(-1) ?? word;
        return [{ first: word, last, made: false, parts: [{ words: stretch, actors: [] }] }];
      }),
    );
  }

  return { judge };
}

function isFit(pattern: WordPattern, word: Word | undefined): boolean {
  return word !== undefined && fits(pattern, word);
}

/** Words, from the first to the last, that a stretch made by NEAR may cover. */
const LONGEST_STRETCH = 128;

function nearPlaces(
  lefts: readonly Place[],
  rights: readonly Place[],
  ordered: boolean,
  distance: number,
): readonly Place[] {
  return lefts.flatMap((left) =>
    rights.flatMap((right) => {
      const forward = wordsFrom(left, right);
      const backward = wordsFrom(right, left);
      const follows = forward >= 1 && forward <= distance;
      const precedes = backward >= 1 && backward <= distance;
      if (!follows && (ordered || !(precedes || interlocked(left, right)))) return [];
      const [first, last] = [firstOf(left, right), lastOf(left, right)];
      if (last.position - first.position >= LONGEST_STRETCH) return [];
      return [{ first, last, made: true, parts: [...left.parts, ...right.parts] }];
    }),
  );
}

/**
 * Whether a place lies between the words of one that NEAR made, or both are such and their words alternate; no word
 * may be the first or last of both.
 */
function interlocked(one: Place, other: Place): boolean {
  const [a, b] = [one.first.position, one.last.position];
  const [c, d] = [other.first.position, other.last.position];
  if (one.first.field !== other.first.field) return false;
  if (a < c && d < b) return one.made;
  if (c < a && b < d) return other.made;
  return one.made && other.made && ((a < c && c < b && b < d) || (c < a && a < d && d < b));
}

function firstOf(one: Place, other: Place): Word {
  return one.first.position <= other.first.position ? one.first : other.first;
}

function lastOf(one: Place, other: Place): Word {
  return one.last.position >= other.last.position ? one.last : other.last;
}

/** Words from the end of one place to the beginning of another; 0 or less where they overlap or stand the other way. */
function wordsFrom({ last }: Place, { first }: Place): number {
  return last.field === first.field ? first.position - last.position : -1;
}
