/** Reads a query into its tree: NEAR and BEFORE bind tightest, then NOT, AND (or nothing at all), OR. */
import { type Ast, notPositional, type Place, type TermAst, type WordPattern } from './ast.ts';
import { lex, type Lexeme } from './lex.ts';
import type { QueryError } from './query-error.ts';
import { patternsOfPhrase, patternsOfWord } from './word-pattern.ts';

export type Parsed =
  | { readonly kind: 'ok'; readonly ast: Ast }
  | { readonly kind: 'errors'; readonly errors: readonly QueryError[] };

type Mode = 'query' | 'list entry';

/** Parentheses within parentheses that a query may have. */
const DEEPEST = 40;

const NAMES = { and: 'AND', or: 'OR', not: 'NOT', close: ')', open: '(' } as const;

/** Parses a query. Offsets are UTF-16 offsets into it; all mistakes that can be told apart are returned. */
export function parseQuery(query: string): Parsed {
  return parse(query, 'query');
}

/**
 * Parses one entry of a list. Words side by side are a phrase here, not an AND, because the quotation marks of
 * `["Atlantic alliance"]` are YAML's.
 */
export function parseListEntry(entry: string): Parsed {
  return parse(entry, 'list entry');
}

function spanning(first: Place, last: Place): Place {
  return { offset: first.offset, length: last.offset + last.length - first.offset };
}

function parse(query: string, mode: Mode): Parsed {
  const { lexemes, errors: lexErrors } = lex(query);
  const errors: QueryError[] = [...lexErrors];
  let next = 0;
  let depth = 0;

  const peek = (): Lexeme | undefined => lexemes[next];
  const fail = (place: Place, what: string, remedy: string): void => {
    errors.push({ offset: place.offset, length: place.length, what, remedy });
  };
  const missing = (after: string): Ast => {
    const found = peek();
    const place = found ?? { offset: query.length, length: 0 };
    // A mistaken lexeme was left out here and has been reported already.
    const reported = lexErrors.some((error) => error.offset <= place.offset && error.length > 0);
    if (!reported) {
      const what = found === undefined ? 'the query ends here' : `"${nameOf(found)}" stands here`;
      fail(
        place,
        `${what}, but ${after} needs a word, phrase, list or group`,
        'add it, or remove the operator',
      );
    }
    return { kind: 'term', words: [], offset: place.offset, length: 0 };
  };
  const nameOf = ({ kind, offset, length }: Lexeme): string =>
    kind in NAMES ? NAMES[kind as keyof typeof NAMES] : query.slice(offset, offset + length);

  const parseOr = (after: string): Ast => {
    const parts = [parseAnd(after)];
    while (peek()?.kind === 'or') {
      next += 1;
      parts.push(parseAnd('OR'));
    }
    return joined('or', parts);
  };

  const parseAnd = (after: string): Ast => {
    const parts = [parseNot(after)];
    for (let found = peek(); found !== undefined; found = peek()) {
      if (found.kind === 'or' || found.kind === 'close') break;
      if (found.kind === 'and') next += 1;
      parts.push(parseNot(found.kind === 'and' ? 'AND' : nameOf(found)));
    }
    return joined('and', parts);
  };

  const joined = (kind: 'and' | 'or', parts: readonly Ast[]): Ast => {
    const [first, ...others] = parts;
    const last = others.at(-1);
    if (first === undefined) throw new Error('an operator without operands');
    return last === undefined ? first : { kind, parts, ...spanning(first, last) };
  };

  const parseNot = (after: string): Ast => {
    const not = peek();
    if (not?.kind !== 'not') return parseNear(after);
    next += 1;
    depth += 1;
    if (depth > DEEPEST) return tooDeep(not);
    const part = parseNot('NOT');
    depth -= 1;
    return { kind: 'not', part, ...spanning(not, part) };
  };

  const tooDeep = (place: Place): Ast => {
    fail(place, `this is nested deeper than ${DEEPEST} levels`, 'move parts of the query into lists');
    next = lexemes.length;
    return { kind: 'term', words: [], offset: place.offset, length: 0 };
  };

  const parseNear = (after: string): Ast => {
    let left = parseUnit(after);
    for (let near = peek(); near?.kind === 'near'; near = peek()) {
      next += 1;
      const name = near.ordered ? 'BEFORE' : 'NEAR';
      const negation = peek();
      if (negation?.kind === 'not') {
        next += 1;
        fail(negation, `NOT cannot stand beside ${name}`, `write a AND NOT (a ${name}/${near.distance} b)`);
      }
      const right = parseUnit(name);
      for (const operand of [left, right]) checkOperand(operand, name);
      const { ordered, distance } = near;
      left = { kind: 'near', ordered, distance, left, right, ...spanning(left, right) };
    }
    return left;
  };

  const checkOperand = (operand: Ast, name: string): void => {
    const wrong = notPositional(operand);
    if (wrong === undefined) return;
    const operator = wrong.kind === 'and' ? 'AND' : 'NOT';
    fail(
      wrong,
      `${name} measures from words, phrases, lists and ORs of them, not from ${operator}`,
      operator === 'AND' ? `write (a ${name}/5 c) AND (b ${name}/5 c)` : `put ${operator} outside`,
    );
  };

  const parseUnit = (after: string): Ast => {
    const found = peek();
    if (found?.kind === 'word' || found?.kind === 'phrase') {
      return mode === 'query' ? parseTerm(found) : parseRun();
    }
    if (found?.kind === 'open') return parseGroup(found);
    if (found?.kind === 'list') {
      next += 1;
      return { kind: 'list', name: found.name, offset: found.offset, length: found.length };
    }
    if (found?.kind === 'field') {
      next += 1;
      const part = parseUnit(`${found.field}:`);
      return { kind: 'field', field: found.field, part, ...spanning(found, part) };
    }
    return missing(after);
  };

  const parseGroup = (open: Lexeme): Ast => {
    next += 1;
    depth += 1;
    if (depth > DEEPEST) return tooDeep(open);
    const part = parseOr('(');
    depth -= 1;
    const close = peek();
    if (close?.kind === 'close') {
      next += 1;
      return { kind: 'group', part, ...spanning(open, close) };
    }
    fail(open, 'this parenthesis is never closed', 'add the closing one');
    return { kind: 'group', part, ...spanning(open, part) };
  };

  const parseTerm = (lexeme: Lexeme & { kind: 'word' | 'phrase' }): TermAst => {
    next += 1;
    const { offset, length, kind, text } = lexeme;
    const patterns = kind === 'word' ? patternsOfWord(text) : patternsOfPhrase(text, lexeme.cased);
    if (patterns.kind === 'wrong') fail(lexeme, patterns.what, patterns.remedy);
    return { kind: 'term', words: patterns.kind === 'ok' ? patterns.words : [], offset, length };
  };

  const parseRun = (): TermAst => {
    const terms: TermAst[] = [];
    for (let found = peek(); found?.kind === 'word' || found?.kind === 'phrase'; found = peek()) {
      terms.push(parseTerm(found));
    }
    const [first] = terms;
    const last = terms.at(-1);
    if (first === undefined || last === undefined) throw new Error('a run of words without words');
    const words: readonly WordPattern[] = terms.flatMap((term) => term.words);
    return { kind: 'term', words, ...spanning(first, last) };
  };

  if (lexemes.length === 0) {
    if (errors.length === 0)
      fail({ offset: 0, length: 0 }, `this ${mode} is empty`, 'write at least one word');
    return { kind: 'errors', errors };
  }
  const ast = parseOr('the query');
  while (errors.length === 0 && next < lexemes.length) {
    const stray = lexemes[next];
    if (stray !== undefined)
      fail(stray, `this "${nameOf(stray)}" closes nothing`, 'remove it, or open one before it');
    next += 1;
  }
  return errors.length === 0 ? { kind: 'ok', ast } : { kind: 'errors', errors: inOrder(errors) };
}

function inOrder(errors: readonly QueryError[]): readonly QueryError[] {
  return errors.toSorted((one, other) => one.offset - other.offset);
}
