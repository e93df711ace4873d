/** Checks the arguments of a command against the catalogue and turns them into values, or says what is wrong. */
import type { Subject } from '../alert/subscription.ts';
import { SEVERITIES, type Severity } from '../indicator/brief.ts';
import { DAY, MINUTE } from '../time/duration.ts';
import { readSpan, SPAN_FORMS } from '../time/read-span.ts';
import { isUntil, readSince, readUntil } from '../time/read-until.ts';
import { CATALOGUE, groupNamed } from './catalogue.ts';
import type { CommandSpec, OptionKind, OptionSpec } from './command-spec.ts';
import type { Fault } from './dialog.ts';
import {
  findBrief,
  findIndicator,
  findWord,
  type FoundName,
  type IndicatorRef,
  type NamedBrief,
} from './names.ts';
import { readTopic, type Topic, unquoted } from './read-topic.ts';

export const FORMATS = ['markdown', 'csv', 'json', 'yaml'] as const;
export type Format = (typeof FORMATS)[number];

/** A format that there is, or one that people ask for in its place: what is none is answered with those that are. */
export function isFormatWord(word: string): boolean {
  return OTHER_FORMATS.has(word) || FORMATS.some((format) => format === word);
}

const OTHER_FORMATS = new Set([
  'md',
  'pdf',
  'doc',
  'docx',
  'word',
  'xls',
  'xlsx',
  'excel',
  'html',
  'txt',
  'xml',
]);

export type SilenceRef =
  | { readonly kind: 'all' }
  | { readonly kind: 'number'; readonly id: number }
  | ({ readonly kind: 'indicator' } & IndicatorRef);

type Values = {
  readonly text: string;
  readonly integer: number;
  readonly boolean: boolean;
  /** Milliseconds. */
  readonly duration: number;
  readonly indicator: IndicatorRef;
  readonly subject: Subject;
  readonly subscription: Subject | { readonly kind: 'all' };
  /** A brief's id. */
  readonly brief: string;
  readonly alert: Topic;
  readonly silence: SilenceRef;
  readonly severity: Severity;
  readonly format: Format;
  /** A feed's id, in small letters; whether there is such a feed is for the command to say. */
  readonly feed: string;
  /** `sign` or `brief/sign`, likewise. */
  readonly sign: string;
  /** A command, or the first word of several. */
  readonly command: string;
};

/** By which ends such as "until friday" are reckoned; they are not read where it is left out. */
export type AskedAt = {
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
};

export type RawArguments = Readonly<Record<string, string | number | boolean>>;

/** The values of a command's options by name; those that may be left out may be undefined. */
export type Arguments<S extends CommandSpec> = {
  readonly [O in S['options'][number] as O['name']]:
    | Values[O['kind']]
    | (O['required'] extends true ? never : undefined);
};

export type ArgumentsOutcome<S extends CommandSpec> =
  | { readonly kind: 'ok'; readonly args: Arguments<S> }
  /** One sentence a problem, the nearest valid value included; and the same by the option that each is about. */
  | { readonly kind: 'wrong'; readonly problems: readonly string[]; readonly faults: readonly Fault[] };

/** Longer than any headline, shorter than what a chat takes as one message. */
const LONGEST_TEXT = 2_000;
const LONGEST_SILENCE = 365 * DAY;

/** Checks what was typed or picked. Options that the command does not have are problems too. */
export function parseArguments<S extends CommandSpec>(
  spec: S,
  raw: RawArguments,
  briefs: readonly NamedBrief[],
  at?: AskedAt,
): ArgumentsOutcome<S> {
  const faults: Fault[] = [];
  const values: Record<string, Values[OptionKind]> = {};
  for (const option of spec.options) {
    const typed = raw[option.name];
    if (typed === undefined || typed === '') {
      if (option.required)
        faults.push({
          option: option.name,
          problem: `missing: ${lower(option.about)}${known(option.kind, briefs)}`,
        });
      continue;
    }
    const found = readers[option.kind](legible(String(typed), option.kind), option, briefs, at);
    if (found.kind === 'ok') values[option.name] = found.value;
    else faults.push({ option: option.name, problem: found.problem });
  }
  for (const name of Object.keys(raw))
    if (!spec.options.some((option) => option.name === name))
      faults.push({ option: name, problem: `/${spec.name} takes no ${name}` });
  if (faults.length > 0) return { kind: 'wrong', problems: faults.map(({ problem }) => problem), faults };
  // The loop above has put a value of its option's kind under every name; the compiler cannot follow the names.
  return { kind: 'ok', args: values as Arguments<S> };
}

/** "; there are port-sales, dock-strikes": what could be meant, of kinds of which there are few. */
function known(kind: OptionKind, briefs: readonly NamedBrief[]): string {
  if (kind === 'brief') return listed(briefs.map(({ id }) => id));
  const names = kind === 'indicator' || kind === 'subject';
  return names ? listed(briefs.flatMap(({ indicators }) => indicators.map(({ id }) => id))) : '';
}

const MOST_LISTED = 8;

function listed(names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > MOST_LISTED ? `, and ${names.length - MOST_LISTED} more` : '';
  return `; there are ${names.slice(0, MOST_LISTED).join(', ')}${more}`;
}

/** Zero-width characters, marks of direction and the like. */
const UNSEEN = /\p{Cf}/gu;

/** Names, numbers and the like without the characters that nobody sees; what is quoted later stays as it was typed. */
function legible(typed: string, kind: OptionKind): string {
  const isQuoted = kind === 'text' || kind === 'alert';
  return (isQuoted ? typed : typed.normalize('NFKC').replaceAll(UNSEEN, '')).trim();
}

type Reader<T> = (
  typed: string,
  option: OptionSpec,
  briefs: readonly NamedBrief[],
  at: AskedAt | undefined,
) => FoundName<T>;

const ok = <T>(value: T): FoundName<T> => ({ kind: 'ok', value });
const wrong = (problem: string): FoundName<never> => ({ kind: 'wrong', problem });

const ALL = new Set(['all', 'everything', '*']);

const readers: { readonly [K in OptionKind]: Reader<Values[K]> } = {
  text: (typed, option) => {
    const text = unquoted(typed);
    if (text === '') return wrong(`${option.name} is empty`);
    const { most = LONGEST_TEXT, longest = most } = option;
    if (text.length > longest) return wrong(`${option.name} is too long; ${longest} characters are the most`);
    // Quotation marks mean something in a query.
    return ok(option.name === 'words' ? typed : text);
  },
  integer: (typed, { name, min = 1, max = Number.MAX_SAFE_INTEGER }, _, at) => {
    const since = name === 'days' && at !== undefined ? readSince(typed, at.now, at.zone) : undefined;
    const plain = name === 'days' ? String(since ?? typed.replace(/d$/i, '')) : typed;
    const value = /^[+-]?\d{1,15}$/.test(plain) ? Number(plain) : undefined;
    if (value === undefined)
      return wrong(`${name} must be a whole number from ${min} to ${max}, not “${typed.slice(0, 40)}”`);
    if (value < min || value > max)
      return wrong(`${name} must be from ${min} to ${max}; the nearest is ${value < min ? min : max}`);
    return ok(value);
  },
  boolean: (typed, { name }) => {
    const word = typed.toLowerCase();
    if (['true', 'yes', 'on', name].includes(word)) return ok(true);
    if (['false', 'no', 'off'].includes(word)) return ok(false);
    return wrong(`${name} is true or false, not “${typed.slice(0, 40)}”`);
  },
  duration: (typed, { name }, _, at) => {
    const text = unquoted(typed);
    const until = at && readUntil(text, at.now, at.zone);
    if (at !== undefined && until === undefined && isUntil(text))
      return wrong(`“${typed.slice(0, 40)}” is over already; name a day or a time that is to come`);
    const ms = readSpan(text) ?? (until === undefined || at === undefined ? undefined : until - at.now);
    if (ms === undefined && isUntil(`until ${text}`))
      return wrong(`“${typed.slice(0, 40)}” is no span of time; until ${text.slice(0, 40)} is one`);
    if (ms === undefined)
      return wrong(
        `“${typed.slice(0, 40)}” is no span of time; write for instance ${SPAN_FORMS}; a year is the most`,
      );
    if (ms < MINUTE) return wrong(`${name} must be at least 1m`);
    if (ms > LONGEST_SILENCE) return wrong(`${name} must be at most 365d; the nearest is 365d`);
    return ok(ms);
  },
  indicator: (typed, _, briefs) => findIndicator(briefs, typed),
  subject: (typed, _, briefs) =>
    ALL.has(typed.toLowerCase())
      ? wrong(`“${typed}” is too much at once; write low, medium or high, or the name of a brief`)
      : readSubject(typed, briefs),
  subscription: (typed, _, briefs) =>
    ALL.has(typed.toLowerCase()) ? ok({ kind: 'all' }) : readSubject(typed, briefs),
  brief: (typed, _, briefs) => findBrief(briefs, typed),
  alert: (typed, { name }) => readTopic(typed, name, LONGEST_TEXT),
  silence: (typed, _, briefs) => {
    const number = /^#?(\d{1,15})$/.exec(typed)?.[1];
    if (number !== undefined) return ok({ kind: 'number', id: Number(number) });
    if (ALL.has(typed.toLowerCase())) return ok({ kind: 'all' });
    const found = findIndicator(briefs, typed);
    if (found.kind === 'wrong') return found;
    return ok({ kind: 'indicator', ...found.value });
  },
  feed: (typed, { name }) => someName(typed, name),
  sign: (typed, { name }) => someName(typed, name),
  command: (typed) => {
    const word = typed.replace(/^\//, '').toLowerCase();
    return groupNamed(word).length > 0
      ? ok(word)
      : findWord(
          'command',
          CATALOGUE.map(({ name }) => name),
          word,
        );
  },
  severity: (typed) => findWord('severity', SEVERITIES, typed),
  format: (typed) => findWord('format', FORMATS, typed.toLowerCase() === 'md' ? 'markdown' : typed),
};

function someName(typed: string, option: string): FoundName<string> {
  const name = unquoted(typed).toLowerCase();
  return name === '' ? wrong(`${option} is empty`) : ok(name);
}

/** A severity before a brief before an indicator, should one word be several. */
function readSubject(typed: string, briefs: readonly NamedBrief[]): FoundName<Subject> {
  // "High severity", "severity high", "high alerts".
  const severity = findWord('severity', SEVERITIES, typed.replaceAll(/\b(?:severity|alerts?)\b:?/gi, ''));
  if (severity.kind === 'ok') return ok({ kind: 'severity', severity: severity.value });
  const brief = findBrief(briefs, typed);
  if (brief.kind === 'ok') return ok({ kind: 'brief', briefId: brief.value });
  const indicator = findIndicator(briefs, typed);
  if (indicator.kind === 'ok') return ok({ kind: 'indicator', ...indicator.value });
  const several = typed.split(/[\s,&+]+(?:and\s+)?/i);
  if (several.length > 1 && several.every((part) => readSubject(part, briefs).kind === 'ok'))
    return wrong(`“${typed}” are ${several.length}; write one at a time, first ${several[0] ?? ''}`);
  const meant = [indicator, brief, severity].find((each) => each.problem.includes('did you mean'));
  return meant ?? wrong(`${indicator.problem}; ${brief.problem}`);
}

function lower(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
