/** Walks once over the words of a text and notes every term it holds and every rule that could match it. */
import { capitalsOf } from '../words/fold.ts';
import { addLink, clearHits, createHits, type Hits } from './hits.ts';
import { entryId } from '../language/node.ts';
import type { Program } from './program.ts';
import {
  CASED,
  GROUPS,
  LISTS_FROM,
  LISTS_TO,
  PATTERN,
  RECORD,
  REQUIRED,
  RULES_FROM,
  RULES_TO,
  STEP,
  TERMS_FROM,
  TERMS_TO,
} from './record.ts';
import { languageOf } from '../../lists/language-code.ts';
import { LANGUAGE } from './numbering.ts';
import { nextStep } from './step-table.ts';
import { type Field, FIELDS, type MatchText } from '../words/text.ts';
import { createTokenIndex, NO_CLASSES, resolveClasses, type TokenIndex } from '../words/token-index.ts';
import { tokenise } from '../words/tokenise.ts';

/** Working memory of a program; one text at a time. */
export type Scanner = {
  readonly program: Program;
  readonly index: TokenIndex;
  readonly hits: Hits;
  /** Numbers and names of the fields that some term may stand in. */
  readonly fields: readonly (readonly [number: number, field: Field])[];
  /** Numbers of the rules that could match, each once, in no order; `found` of them. */
  readonly candidates: Int32Array;
  found: number;
  /** The language tag of the last text, and its number in the program; 0 where it is not known, -1 for one without words. */
  tag: string;
  language: number;
};

export function createScanner(program: Program): Scanner {
  return {
    program,
    index: createTokenIndex(program.words),
    hits: createHits(program.records),
    fields: [...FIELDS.entries()].filter(([number]) => (program.fields & (1 << number)) !== 0),
    candidates: new Int32Array(program.rules.length),
    found: 0,
    tag: '',
    language: 0,
  };
}

/** Notes which words bound to a language count in the text. */
function readLanguage(scanner: Scanner, tag: string): void {
  if (tag === scanner.tag) return;
  const language = languageOf(tag);
  scanner.tag = tag;
  scanner.language = language === undefined ? 0 : (scanner.program.languages.get(language) ?? -1);
}

/** Fills the scanner's hits and candidates with what a text holds. */
export function scan(scanner: Scanner, text: MatchText): void {
  const { hits, index, program } = scanner;
  const { patterns, termsOfPattern } = program;
  const { tokens } = hits;
  clearHits(hits);
  readLanguage(scanner, text.lang);
  scanner.found = 0;
  tokens.count = 0;
  for (const [number, field] of scanner.fields) tokenise(text[field], number, tokens);
  resolveClasses(index, tokens);
  const { classes } = index;
  const { values } = index.lists;
  for (let token = 0; token < tokens.count; token += 1) {
    const list = classes[token] ?? NO_CLASSES;
    if (list === NO_CLASSES) continue;
    for (let at = list; (values[at] ?? -1) >= 0; at += 1) {
      const pattern = values[at] ?? 0;
      if (!hasCapitals(scanner, pattern, token, text)) continue;
      const record = pattern * PATTERN;
      const from = patterns[record + TERMS_FROM] ?? 0;
      const to = patterns[record + TERMS_TO] ?? 0;
      if (from < 0) hitTerm(scanner, ~from, to, token, token);
      else if (from !== to) hit(scanner, termsOfPattern, from, to, token, token);
      const step = patterns[record + STEP] ?? -1;
      if (step !== -1) follow(scanner, step, token, token + 1, text);
    }
  }
}

/** Whether the word stands in the capitals that the pattern asks for. */
function hasCapitals({ program, hits }: Scanner, pattern: number, token: number, text: MatchText): boolean {
  if (program.patterns[pattern * PATTERN + CASED] === 0) return true;
  const { tokens } = hits;
  const field = FIELDS[tokens.field[token] ?? 0] ?? 'title';
  const capitals = capitalsOf(text[field], tokens.start[token] ?? 0, tokens.end[token] ?? 0);
  return capitals === program.words[pattern]?.capitals;
}

/** Goes on with phrases whose words so far end before `token`. */
function follow(scanner: Scanner, step: number, first: number, token: number, text: MatchText): void {
  const { hits, index, program } = scanner;
  if (program.steps.goesOn[step] !== 1) return;
  const { position, count } = hits.tokens;
  if (token >= count || position[token] !== (position[token - 1] ?? 0) + 1) return;
  const list = index.classes[token] ?? NO_CLASSES;
  if (list === NO_CLASSES) return;
  const { steps, termsOfStep } = program;
  const { values } = index.lists;
  for (let at = list; (values[at] ?? -1) >= 0; at += 1) {
    const pattern = values[at] ?? 0;
    const next = nextStep(steps, step, pattern);
    if (next === -1 || !hasCapitals(scanner, pattern, token, text)) continue;
    hit(
      scanner,
      termsOfStep.values,
      termsOfStep.from[next] ?? 0,
      termsOfStep.from[next + 1] ?? 0,
      first,
      token,
    );
    follow(scanner, next, first, token + 1, text);
  }
}

/** Notes the terms in `terms[from, to)`, pairs of term and fields, where the field is one of theirs. */
function hit(
  scanner: Scanner,
  terms: Int32Array,
  from: number,
  to: number,
  first: number,
  last: number,
): void {
  for (let at = from; at < to; at += 2) hitTerm(scanner, terms[at] ?? 0, terms[at + 1] ?? 0, first, last);
}

/** Notes a term where the field is one of its fields, and the language its language. */
function hitTerm(scanner: Scanner, term: number, fields: number, first: number, last: number): void {
  const { hits, language } = scanner;
  if ((fields & (1 << (hits.tokens.field[first] ?? 0))) === 0) return;
  const bound = fields >>> LANGUAGE;
  if (bound !== 0 && language !== 0 && bound !== language) return;
  if (addLink(hits, term, first, last)) touch(scanner, term);
}

/** Tells rules and lists that one of their terms or lists is in the text. */
function touch(scanner: Scanner, id: number): void {
  const { hits, program } = scanner;
  const { records, postings, memberships } = program;
  const record = id * RECORD;
  const rulesFrom = records[record + RULES_FROM] ?? 0;
  if (rulesFrom < 0) touchRule(scanner, ~rulesFrom, records[record + GROUPS] ?? 0, id);
  else {
    const rulesTo = records[record + RULES_TO] ?? 0;
    for (let at = rulesFrom; at < rulesTo; at += 2)
      touchRule(scanner, postings[at] ?? 0, postings[at + 1] ?? 0, id);
  }
  const listsTo = records[record + LISTS_TO] ?? 0;
  for (let at = records[record + LISTS_FROM] ?? 0; at < listsTo; at += 1) {
    const list = memberships[at] ?? 0;
    if (addLink(hits, list, id, id)) touch(scanner, list);
  }
}

/** Tells a rule or list entry that a term or list of these groups of its is in the text. */
function touchRule(scanner: Scanner, rule: number, groups: number, id: number): void {
  const { hits, program, candidates } = scanner;
  const { records, size } = program;
  const record = (size + rule) * RECORD;
  const before = addLink(hits, size + rule, id, id) ? 0 : (records[record + GROUPS] ?? 0);
  const after = before | groups;
  records[record + GROUPS] = after;
  if (after === before || after !== records[record + REQUIRED]) return;
  const entry = rule - program.rules.length;
  if (entry >= 0) {
    const list = program.entryLists[entry] ?? 0;
    if (addLink(hits, list, entryId(entry), entryId(entry))) touch(scanner, list);
    return;
  }
  candidates[scanner.found] = rule;
  scanner.found += 1;
}
