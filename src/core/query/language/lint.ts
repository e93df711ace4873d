/** Points out queries that are legal but probably not what their author meant. */
import { type Ast, partsOf, type Place, type TermAst, type WordPattern } from './ast.ts';
import { lintRepeats } from './lint-repeats.ts';
import { nearestName } from './nearest-name.ts';
import type { QueryError } from './query-error.ts';
import { FIELDS, type Field } from '../words/text.ts';

export type LintContext = {
  readonly source: string;
  /** In list entries words side by side are a phrase, so that `Bosnia and Herzegovina` is no operator. */
  readonly mode: 'query' | 'list entry';
};

/** A warning has the shape of an error: a place, what is odd, how to mend it. */
export type LintWarning = QueryError;

/** Letters that a word with a star should have at least. */
const SHORTEST_STEM = 3;

/** Words of these scripts are one character long and need no stem. */
const FIRST_IDEOGRAPH = 0x2e80;

/** Warnings about one parsed query or list entry, in the order of their places. */
export function lintQuery(ast: Ast, context: LintContext): readonly LintWarning[] {
  const warnings: LintWarning[] = [...lintRepeats(ast)];
  visit(ast, undefined, context, warnings);
  return warnings.toSorted((one, other) => one.offset - other.offset);
}

function visit(ast: Ast, field: Field | undefined, context: LintContext, warnings: LintWarning[]): void {
  const warn = ({ offset, length }: Place, what: string, remedy: string): void => {
    warnings.push({ offset, length, what, remedy });
  };
  switch (ast.kind) {
    case 'or': {
      const mixed = ast.parts.find((part) => part.kind === 'and');
      if (mixed !== undefined) {
        warn(
          mixed,
          'AND and OR are mixed without parentheses; AND binds tighter',
          'put parentheses around what belongs together',
        );
      }
      break;
    }
    case 'term':
      lintTerm(ast, field, context, warn);
      break;
    case 'near': {
      const [left, right] = [fieldOf(ast.left), fieldOf(ast.right)];
      if (left !== undefined && right !== undefined && left !== right) {
        warn(
          ast,
          `this can never match: ${left}: and ${right}: are different fields, and no distance leads from one to the other`,
          'write AND',
        );
      }
      break;
    }
    case 'and':
    case 'not':
    case 'list':
    case 'field':
    case 'group':
      break;
  }
  for (const part of partsOf(ast)) visit(part, ast.kind === 'field' ? ast.field : field, context, warnings);
}

function fieldOf(ast: Ast): Field | undefined {
  if (ast.kind === 'field') return ast.field;
  return ast.kind === 'group' ? fieldOf(ast.part) : undefined;
}

type Warn = (place: Place, what: string, remedy: string) => void;

const LOWER_OPERATOR = /^(?:and|or|not|near|before|And|Or|Not|Near|Before)$/;
const SIGNS: readonly (readonly [pattern: RegExp, what: string, remedy: string])[] = [
  [/^[-!−–][\p{L}\p{N}"=$*]/u, 'this sign does not negate', 'write NOT before the word'],
  [
    /^\+[\p{L}\p{N}"=$*]/u,
    'a plus sign means nothing here',
    'leave it out; words side by side must all occur',
  ],
  [/^~\d*/, 'a tilde means nothing here', 'write a NEAR/5 b for a distance'],
  [/^['‘][\p{L}\p{N}]/u, 'single quotation marks do not make a phrase', 'write double ones: "exact phrase"'],
  [
    /^[\p{L}\p{N}*]+[,;]$/u,
    'this mark joins nothing: words side by side must all occur',
    'write OR between alternatives',
  ],
];

/** Names that people try instead of ours. */
const FIELD_NAMES: Readonly<Record<string, Field>> = {
  headline: 'title',
  body: 'summary',
  description: 'summary',
  text: 'summary',
  source: 'outlet',
  site: 'outlet',
  language: 'lang',
};

function lintTerm(ast: TermAst, field: Field | undefined, context: LintContext, warn: Warn): void {
  const written = context.source.slice(ast.offset, ast.offset + ast.length);
  if (context.mode === 'query') {
    if (LOWER_OPERATOR.test(written)) {
      warn(ast, `"${written}" is searched for as a word`, `write ${written.toUpperCase()} for the operator`);
    }
    for (const [pattern, what, remedy] of SIGNS) if (pattern.test(written)) warn(ast, what, remedy);
  }
  if (/["“„«].*\$\w/.test(written))
    warn(ast, 'a list is not looked up between quotation marks', 'write the list outside');
  const prefix = /^([A-Za-z]+):[^\s/]/.exec(written)?.[1]?.toLowerCase();
  if (prefix !== undefined) {
    const known = FIELD_NAMES[prefix] ?? nearestName(prefix, FIELDS);
    if (known !== undefined) warn(ast, `there is no field ${prefix}:`, `did you mean ${known}:?`);
  }
  const short = ast.words.find(isShortStem);
  if (short !== undefined) {
    warn(
      ast,
      `"${written}" has fewer than ${SHORTEST_STEM} letters beside its star and meets too many words`,
      'add letters, or list the words',
    );
  }
  if (field === 'lang') lintLanguage(ast, written, warn);
}

function isShortStem({ match, letters }: WordPattern): boolean {
  return match !== 'exact' && letters.length < SHORTEST_STEM && letters.charCodeAt(0) < FIRST_IDEOGRAPH;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  english: 'en',
  eng: 'en',
  german: 'de',
  deutsch: 'de',
  french: 'fr',
  francais: 'fr',
  dutch: 'nl',
  nederlands: 'nl',
  italian: 'it',
  italiano: 'it',
  spanish: 'es',
  espanol: 'es',
  polish: 'pl',
  polski: 'pl',
};

function lintLanguage(ast: TermAst, written: string, warn: Warn): void {
  const [word] = ast.words;
  if (word === undefined) return;
  const isCode = ast.words.length === 1 && (word.letters.length === 2 || word.letters === 'und');
  if (isCode && word.capitals === undefined) return;
  const code = LANGUAGES[word.letters] ?? word.letters.slice(0, 2);
  const what = `lang:${written.replace(/^lang:/, '')} can never match: an entry's language is two small letters`;
  warn(ast, what, `write lang:${code}`);
}
