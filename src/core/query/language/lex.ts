/** Cuts a query into words, phrases, lists and operators, each with its place. */
import type { Place } from './ast.ts';
import type { QueryError } from './query-error.ts';
import { FIELDS, type Field } from '../words/text.ts';
import { FARTHEST } from '../words/tokens.ts';

export type Lexeme = Place &
  (
    | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' }
    | { readonly kind: 'near'; readonly ordered: boolean; readonly distance: number }
    | { readonly kind: 'field'; readonly field: Field }
    | { readonly kind: 'list'; readonly name: string }
    /** A word as written, with `=` and stars. */
    | { readonly kind: 'word'; readonly text: string }
    /** What stands between quotation marks. */
    | { readonly kind: 'phrase'; readonly text: string; readonly cased: boolean }
  );

const BLANK = /\s+/y;
const QUOTES = '"“”„‟«»＂';
const PHRASE = new RegExp(`(=?)[${QUOTES}]([^${QUOTES}]*)([${QUOTES}]?)`, 'y');
const FIELD = new RegExp(`(${FIELDS.join('|')}):`, 'iy');
const LIST = /\$([\w-]*(?:\.[\w-]+)*)/y;
const WORD = new RegExp(`[^\\s()${QUOTES}]+`, 'y');
const NEAR = /^(NEAR|BEFORE)(?:\/(\d*))?$/i;
const OPERATORS: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
]);

function isField(name: string): name is Field {
  return FIELDS.some((field) => field === name);
}

/** The lexemes of a query and the mistakes in its characters; mistaken ones are left out. */
export function lex(query: string): { lexemes: readonly Lexeme[]; errors: readonly QueryError[] } {
  const lexemes: Lexeme[] = [];
  const errors: QueryError[] = [];
  let offset = 0;

  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = offset;
    return pattern.exec(query);
  };
  const fail = (length: number, what: string, remedy: string): void => {
    errors.push({ offset, length, what, remedy });
  };

  while (offset < query.length) {
    const blank = take(BLANK);
    if (blank !== null) {
      offset += blank[0].length;
      continue;
    }
    const character = query.charAt(offset);
    if (character === '(' || character === ')') {
      lexemes.push({ kind: character === '(' ? 'open' : 'close', offset, length: 1 });
      offset += 1;
      continue;
    }
    const phrase = take(PHRASE);
    if (phrase !== null) {
      const [{ length }, equals, text = '', close] = phrase;
      if (close === '')
        fail(1, 'this quotation mark is never closed', 'add the closing one after the phrase');
      else lexemes.push({ kind: 'phrase', text, cased: equals === '=', offset, length });
      offset += length;
      continue;
    }
    const field = take(FIELD);
    const name = field?.[1]?.toLowerCase() ?? '';
    if (field !== null && isField(name)) {
      lexemes.push({ kind: 'field', field: name, offset, length: field[0].length });
      offset += field[0].length;
      continue;
    }
    const word = take(WORD)?.[0] ?? character;
    const list = take(LIST);
    const read = list === null ? readWord(word, offset) : readList(list, word, offset);
    if (read.lexeme !== undefined) lexemes.push(read.lexeme);
    if (read.error !== undefined) errors.push(read.error);
    offset += word.length;
  }
  return { lexemes, errors };
}

type Read = { readonly lexeme?: Lexeme; readonly error?: QueryError };

/** `$name`; in the language of queries nothing may stick to it. */
function readList([{ length }, name = '']: RegExpExecArray, word: string, offset: number): Read {
  if (name === '') {
    const what = 'a list has no name';
    return {
      error: { offset, length: 1, what, remedy: 'write $ and the name of a list, such as $alliance' },
    };
  }
  if (length === word.replace(/[,;.:]+$/, '').length)
    return { lexeme: { kind: 'list', name, offset, length } };
  const remedy = `write $${name} by itself; stars belong to the list's entries`;
  return { error: { offset, length: word.length, what: `"${word}" is no list`, remedy } };
}

/** An operator, a distance, or a word to look for. */
function readWord(word: string, offset: number): Read {
  const { length } = word;
  const operator = OPERATORS.get(word);
  if (operator !== undefined) return { lexeme: { kind: operator, offset, length } };
  const near = NEAR.exec(word);
  if (near === null || (near[2] === undefined && word !== word.toUpperCase()))
    return { lexeme: { kind: 'word', text: word, offset, length } };
  const name = (near[1] ?? '').toUpperCase();
  const written = Number(near[2] ?? '0');
  const distance = Math.min(Math.max(written, 1), FARTHEST);
  const lexeme: Lexeme = { kind: 'near', ordered: name === 'BEFORE', distance, offset, length };
  if (word !== word.toUpperCase() || written < 1) {
    const remedy = `write ${name} in capitals with a distance in words: ${name}/5`;
    return { lexeme, error: { offset, length, what: `"${word}" is no operator`, remedy } };
  }
  if (written <= FARTHEST) return { lexeme };
  const remedy = `at most ${FARTHEST} words; use AND for more`;
  return { lexeme, error: { offset, length, what: `${name}/${written} reaches too far`, remedy } };
}
