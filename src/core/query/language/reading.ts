/** Where the reading of a query stands: the lexemes, the next of them, how deep it is nested, what is wrong so far. */
import type { Ast, Place } from './ast.ts';
import { lex, type Lexeme } from './lex.ts';
import type { QueryError } from './query-error.ts';

export type Mode = 'query' | 'list entry';

export type Reading = {
  readonly query: string;
  readonly mode: Mode;
  readonly lexemes: readonly Lexeme[];
  readonly errors: QueryError[];
  /** Offset of the first mistake in the characters themselves; mistaken lexemes are left out. */
  readonly firstLexError: number;
  next: number;
  depth: number;
  /** How many there were so far. */
  readonly counts: { terms: number; nears: number };
  /** Set where the query is too deep: that is told alone. */
  abandoned: boolean;
};

/** Parentheses, NOTs and field prefixes within one another that a query may have. */
const DEEPEST = 40;

/** UTF-16 units of one query or list entry: about five pages. */
const LONGEST = 20_000;

/** Words, phrases and lists that one query may name, and distances that it may measure, whatever its form. */
const MOST = { terms: 1_000, nears: 64 } as const;

const COUNTED = {
  terms: { name: 'words, phrases and lists', remedy: 'move words into lists' },
  nears: {
    name: 'NEARs and BEFOREs',
    remedy: 'measure between lists, ($a OR $b) NEAR/5 $c, or make two indicators of it',
  },
} as const;

/** Mistakes of one query that are told; who has more looks at these first. */
const MOST_ERRORS = 100;

const NAMES = { and: 'AND', or: 'OR', not: 'NOT', close: ')', open: '(' } as const;

/** Cuts the query into lexemes; where it is empty or too long, there are none, and the mistake is noted. */
export function startReading(query: string, mode: Mode): Reading {
  const isLong = query.length > LONGEST;
  const { lexemes, errors } = isLong ? { lexemes: [], errors: [] } : lex(query);
  const firstLexError = errors.find(({ length }) => length > 0)?.offset ?? Infinity;
  const reading: Reading = {
    query,
    mode,
    lexemes,
    errors: [...errors],
    firstLexError,
    next: 0,
    depth: 0,
    counts: { terms: 0, nears: 0 },
    abandoned: false,
  };
  if (isLong) {
    const what = `this ${mode} has ${query.length} characters, and at most ${LONGEST} are read`;
    fail(reading, { offset: LONGEST, length: 0 }, what, 'move words into lists');
  } else if (lexemes.length === 0 && errors.length === 0) {
    fail(reading, { offset: 0, length: 0 }, `this ${mode} is empty`, 'write at least one word');
  }
  return reading;
}

export function peek({ lexemes, next }: Reading): Lexeme | undefined {
  return lexemes[next];
}

/** Steps over the next lexeme. */
export function take(reading: Reading): Lexeme | undefined {
  const taken = reading.lexemes[reading.next];
  reading.next += 1;
  return taken;
}

/** Notes a mistake. */
export function fail(
  { errors, abandoned }: Reading,
  { offset, length }: Place,
  what: string,
  remedy: string,
): void {
  if (!abandoned) errors.push({ offset, length, what, remedy });
}

/** Notes that something should stand here, and gives an empty term for it. */
export function missing(reading: Reading, after: string): Ast {
  const { query, firstLexError } = reading;
  const found = peek(reading);
  const place = found ?? { offset: query.length, length: 0 };
  // A mistaken lexeme was left out here and has been reported already.
  if (firstLexError > place.offset) {
    const what = found === undefined ? 'the query ends here' : `"${nameOf(reading, found)}" stands here`;
    fail(
      reading,
      place,
      `${what}, but ${after} needs a word, phrase, list or group`,
      'add it, or remove the operator',
    );
  }
  return emptyTerm(place);
}

/** Goes one level deeper; where that is too deep, notes it, ends the reading, and gives an empty term. */
export function enter(reading: Reading, place: Place): Ast | undefined {
  reading.depth += 1;
  if (reading.depth <= DEEPEST) return undefined;
  if (!reading.abandoned) reading.errors.length = 0;
  fail(reading, place, `this is nested deeper than ${DEEPEST} levels`, 'move parts of the query into lists');
  reading.abandoned = true;
  reading.next = reading.lexemes.length;
  return emptyTerm(place);
}

/** Counts a term or a NEAR; where it is one too many, notes that once. */
export function countOne(reading: Reading, kind: keyof typeof MOST, place: Place): void {
  reading.counts[kind] += 1;
  if (reading.counts[kind] !== MOST[kind] + 1) return;
  const { name, remedy } = COUNTED[kind];
  fail(reading, place, `this ${reading.mode} has more than ${MOST[kind]} ${name}`, remedy);
}

export function leave(reading: Reading): void {
  reading.depth -= 1;
}

/** How a lexeme is written. */
export function nameOf({ query }: Reading, { kind, offset, length }: Lexeme): string {
  return kind in NAMES ? NAMES[kind as keyof typeof NAMES] : query.slice(offset, offset + length);
}

/** From the beginning of one place to the end of another. */
export function spanning(first: Place, last: Place): Place {
  return { offset: first.offset, length: last.offset + last.length - first.offset };
}

/** The first mistakes, in the order of their places. */
export function errorsOf({ errors }: Reading): readonly QueryError[] {
  return errors.toSorted((one, other) => one.offset - other.offset).slice(0, MOST_ERRORS);
}

function emptyTerm({ offset }: Place): Ast {
  return { kind: 'term', words: [], offset, length: 0 };
}
