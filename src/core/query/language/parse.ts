/** Reads a query into its tree: NEAR and BEFORE bind tightest, then NOT, AND (or nothing at all), OR. */
import type { Ast, NearAst, TermAst, WordPattern } from './ast.ts';
import type { Lexeme } from './lex.ts';
import {
  countOne,
  enter,
  errorsOf,
  fail,
  leave,
  type Mode,
  missing,
  nameOf,
  peek,
  type Reading,
  spanning,
  startReading,
  take,
} from './reading.ts';
import { checkOperands } from './near-operands.ts';
import type { QueryError } from './query-error.ts';
import { patternsOfPhrase, patternsOfWord, plainPatterns } from './word-pattern.ts';

export type Parsed =
  | { readonly kind: 'ok'; readonly ast: Ast }
  | { readonly kind: 'errors'; readonly errors: readonly QueryError[] };

/** Parses a query. Offsets are UTF-16 offsets into it; all mistakes that can be told apart are returned. */
export function parseQuery(query: string): Parsed {
  return parse(query, 'query');
}

/**
 * Parses one entry of a list. Words side by side are a phrase here, not an AND, because the quotation marks of
 * `["Atlantic alliance"]` are YAML's.
 */
export function parseListEntry(entry: string): Parsed {
  const words = plainPatterns(entry);
  if (words === undefined || words.length > LONGEST_PHRASE) return parse(entry, 'list entry');
  return { kind: 'ok', ast: { kind: 'term', words, offset: 0, length: entry.length } };
}

function parse(query: string, mode: Mode): Parsed {
  const reading = startReading(query, mode);
  if (reading.lexemes.length === 0) return { kind: 'errors', errors: errorsOf(reading) };
  const ast = parseOr(reading, 'the query');
  while (reading.errors.length === 0) {
    const stray = take(reading);
    if (stray === undefined) break;
    fail(
      reading,
      stray,
      `this "${nameOf(reading, stray)}" closes nothing`,
      'remove it, or open one before it',
    );
  }
  return reading.errors.length === 0 ? { kind: 'ok', ast } : { kind: 'errors', errors: errorsOf(reading) };
}

function parseOr(reading: Reading, after: string): Ast {
  const parts = [parseAnd(reading, after)];
  while (peek(reading)?.kind === 'or') {
    take(reading);
    parts.push(parseAnd(reading, 'OR'));
  }
  return joined('or', parts);
}

function parseAnd(reading: Reading, after: string): Ast {
  const parts = [parseNot(reading, after)];
  for (let found = peek(reading); found !== undefined; found = peek(reading)) {
    if (found.kind === 'or' || found.kind === 'close') break;
    if (found.kind === 'and') take(reading);
    parts.push(parseNot(reading, found.kind === 'and' ? 'AND' : nameOf(reading, found)));
  }
  return joined('and', parts);
}

function joined(kind: 'and' | 'or', parts: readonly Ast[]): Ast {
  const [first, ...others] = parts;
  const last = others.at(-1);
  if (first === undefined) throw new Error('an operator without operands');
  return last === undefined ? first : { kind, parts, ...spanning(first, last) };
}

function parseNot(reading: Reading, after: string): Ast {
  const not = peek(reading);
  if (not?.kind !== 'not') return parseNear(reading, after);
  take(reading);
  const tooDeep = enter(reading, not);
  if (tooDeep !== undefined) return tooDeep;
  const part = parseNot(reading, 'NOT');
  leave(reading);
  return { kind: 'not', part, ...spanning(not, part) };
}

function parseNear(reading: Reading, after: string): Ast {
  let left = parseUnit(reading, after);
  for (let operator = peek(reading); operator?.kind === 'near'; operator = peek(reading)) {
    take(reading);
    countOne(reading, 'nears', operator);
    const { ordered, distance } = operator;
    const name = ordered ? 'BEFORE' : 'NEAR';
    const negation = peek(reading);
    if (negation?.kind === 'not') {
      take(reading);
      fail(reading, negation, `NOT cannot stand beside ${name}`, `write a AND NOT (a ${name}/${distance} b)`);
    }
    const right = parseUnit(reading, name);
    const near: NearAst = { kind: 'near', ordered, distance, left, right, ...spanning(left, right) };
    left = checkOperands(reading, near);
  }
  return left;
}

function parseUnit(reading: Reading, after: string): Ast {
  const found = peek(reading);
  if (found?.kind === 'word' || found?.kind === 'phrase') {
    return reading.mode === 'query' ? parseTerm(reading, found) : parseRun(reading);
  }
  if (found?.kind === 'open') return parseGroup(reading, found);
  if (found?.kind === 'list') {
    take(reading);
    countOne(reading, 'terms', found);
    return { kind: 'list', name: found.name, offset: found.offset, length: found.length };
  }
  if (found?.kind === 'field') {
    take(reading);
    const tooDeep = enter(reading, found);
    if (tooDeep !== undefined) return tooDeep;
    const part = parseUnit(reading, `${found.field}:`);
    leave(reading);
    return { kind: 'field', field: found.field, part, ...spanning(found, part) };
  }
  return missing(reading, after);
}

function parseGroup(reading: Reading, open: Lexeme): Ast {
  take(reading);
  const tooDeep = enter(reading, open);
  if (tooDeep !== undefined) return tooDeep;
  const part = parseOr(reading, '(');
  leave(reading);
  const close = peek(reading);
  if (close?.kind === 'close') {
    take(reading);
    return { kind: 'group', part, ...spanning(open, close) };
  }
  fail(reading, open, 'this parenthesis is never closed', 'add the closing one');
  return { kind: 'group', part, ...spanning(open, part) };
}

function parseTerm(reading: Reading, lexeme: Lexeme & { kind: 'word' | 'phrase' }): TermAst {
  take(reading);
  countOne(reading, 'terms', lexeme);
  const { offset, length, kind, text } = lexeme;
  const patterns = kind === 'word' ? patternsOfWord(text) : patternsOfPhrase(text, lexeme.cased);
  if (patterns.kind === 'wrong') fail(reading, lexeme, patterns.what, patterns.remedy);
  return checkedTerm(reading, {
    kind: 'term',
    words: patterns.kind === 'ok' ? patterns.words : [],
    offset,
    length,
  });
}

function parseRun(reading: Reading): TermAst {
  const terms: TermAst[] = [];
  for (let found = peek(reading); found?.kind === 'word' || found?.kind === 'phrase'; found = peek(reading)) {
    terms.push(parseTerm(reading, found));
  }
  const [first] = terms;
  const last = terms.at(-1);
  if (first === undefined || last === undefined) throw new Error('a run of words without words');
  const words: readonly WordPattern[] = terms.flatMap((term) => term.words);
  return checkedTerm(reading, { kind: 'term', words, ...spanning(first, last) });
}

/** Words that one phrase may have: more than any sentence repeats, and less than NEAR's stretches may have. */
const LONGEST_PHRASE = 99;

function checkedTerm(reading: Reading, term: TermAst): TermAst {
  if (term.words.length > LONGEST_PHRASE) {
    fail(reading, term, `this phrase has more than ${LONGEST_PHRASE} words`, 'shorten it');
  }
  return term;
}
