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
    const list = take(LIST);
    const word = take(WORD)?.[0] ?? character;
    if (list !== null) {
      const [{ length }, listName = ''] = list;
      if (listName === '') fail(1, 'a list has no name', 'write $ and the name of a list, such as $alliance');
      else if (length !== word.replace(/[,;.:]+$/, '').length) {
        fail(
          word.length,
          `"${word}" is no list`,
          `write $${listName} by itself; stars belong to the list's entries`,
        );
      } else lexemes.push({ kind: 'list', name: listName, offset, length });
      offset += word.length;
      continue;
    }
    const operator = OPERATORS.get(word);
    const near = NEAR.exec(word);
    if (operator !== undefined) lexemes.push({ kind: operator, offset, length: word.length });
    else if (near !== null && (near[2] !== undefined || word === word.toUpperCase())) {
      const name = (near[1] ?? '').toUpperCase();
      const distance = Number(near[2] ?? '0');
      if (word !== word.toUpperCase() || distance < 1) {
        fail(
          word.length,
          `"${word}" is no operator`,
          `write ${name} in capitals with a distance in words: ${name}/5`,
        );
      } else if (distance > FARTHEST) {
        fail(
          word.length,
          `${name}/${distance} reaches too far`,
          `at most ${FARTHEST} words; use AND for more`,
        );
      }
      const sound = Math.min(Math.max(distance, 1), FARTHEST);
      lexemes.push({
        kind: 'near',
        ordered: name === 'BEFORE',
        distance: sound,
        offset,
        length: word.length,
      });
    } else lexemes.push({ kind: 'word', text: word, offset, length: word.length });
    offset += word.length;
  }
  return { lexemes, errors };
}
