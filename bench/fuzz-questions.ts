/** Random queries and random button ids by a fixed seed: whatever people type or send, it is answered, in bounded CPU. */
import { BUTTONS, deedOfButton, permit } from '../src/core/command/permission.ts';
import { compileQuery } from '../src/core/query/language/compile-query.ts';
import { seeded } from './seeded.ts';

/** Few words, so that queries and texts meet all the time; the worst case of everything that compares places. */
const WORDS = ['harbour', 'board', 'ferry', 'sold', 'is', 'the', 'é', '北', 'U.S.', 'burden-sharing'];
const OPERATORS = ['AND', 'OR', 'NOT', 'NEAR/5', 'NEAR/99', 'BEFORE/9', 'BEFORE/99', 'NEAR', ''];
const NOISE = [
  '(',
  ')',
  '((',
  '"',
  '*',
  '=',
  '$',
  '$list',
  'title:',
  'summary:',
  'lang:en',
  'NEAR/0',
  '/',
  '\0',
  '\ud800',
];
/** What a command takes of a person at most. */
const LONGEST_QUERY = 2_000;
const TEXTS = [10, 320, 1_000].map((words) => sentence(seeded(words), words));
/** What may hold the main thread: one compilation, one match and one explanation of a text of a thousand words. */
const MOST_MS = 200;
/** Milliseconds of CPU a kilobyte of query and text; below this, the clock's steps and the collector's whims are more. */
const LEAST_MS = 20;

export type QuestionFigures = {
  readonly queries: number;
  /** How many of them were sound, and matched against texts. */
  readonly sound: number;
  readonly buttons: number;
  /** CPU milliseconds of the worst query with the worst text, and a kilobyte of both. */
  readonly worst: number;
  readonly worstPerKb: number;
  readonly example: string;
  readonly thrown: readonly string[];
};

/** Asks for so many seconds of CPU; the same seed asks the same. */
export function fuzzQuestions(seed: number, seconds: number): QuestionFigures {
  const random = seeded(seed);
  const thrown: string[] = [];
  let [queries, sound, buttons, worst, worstPerKb, example] = [0, 0, 0, 0, 0, ''];
  const began = process.cpuUsage();
  while (spent(began) < seconds * 1_000) {
    const query = randomQuery(random);
    queries += 1;
    const text = TEXTS[queries % TEXTS.length] ?? '';
    try {
      const first = cost(query, text);
      if (first.sound) sound += 1;
      // Once more, in case that the collector was at work.
      const ms = first.ms < LEAST_MS ? first.ms : Math.min(first.ms, cost(query, text).ms);
      const perKb = ms / ((query.length + text.length) / 1_024);
      if (ms >= LEAST_MS) worstPerKb = Math.max(worstPerKb, perKb);
      if (ms > worst) [worst, example] = [ms, JSON.stringify(query.slice(0, 120))];
    } catch (error) {
      thrown.push(`${String(error)}: ${JSON.stringify(query.slice(0, 80))}`);
    }
    const id = randomButton(random);
    buttons += 1;
    try {
      if (mayStrangerPress(id)) thrown.push(`a stranger may press ${JSON.stringify(id)}`);
    } catch (error) {
      thrown.push(`${String(error)}: button ${JSON.stringify(id)}`);
    }
  }
  return { queries, sound, buttons, worst, worstPerKb, example, thrown };
}

export const questionsPass = ({ worst, thrown }: QuestionFigures): boolean =>
  worst <= MOST_MS && thrown.length === 0;

export function questionsSummary(figures: QuestionFigures): string {
  const { queries, sound, buttons, worst, worstPerKb, example, thrown } = figures;
  return `random queries: ${queries} asked, ${sound} sound, worst ${worst.toFixed(0)} ms of CPU (target ${MOST_MS}), ${worstPerKb.toFixed(1)} ms a KB ${example}; ${buttons} random buttons; ${thrown.length} faults ${thrown[0] ?? ''}`;
}

function cost(query: string, title: string): { readonly ms: number; readonly sound: boolean } {
  const began = process.cpuUsage();
  const compiled = compileQuery(query, LISTS);
  if (compiled.kind === 'ok') {
    const text = { title, summary: '', outlet: '', lang: 'en', feed: '' };
    compiled.query.match(text);
    compiled.query.explain(text);
  }
  return { ms: spent(began), sound: compiled.kind === 'ok' };
}

const LISTS = {};

function randomQuery(random: () => number): string {
  const wild = random() < 0.3;
  const length = 1 + Math.floor(random() ** 3 * LONGEST_QUERY);
  let query = '';
  while (query.length < length) query += wild && random() < 0.4 ? pick(random, NOISE) : piece(random);
  return query.slice(0, LONGEST_QUERY);
}

/** A chain of NEARs, which may be nested, a row of ORs, or a word with an operator. */
function piece(random: () => number, depth = 0): string {
  const kind = random();
  if (kind < 0.25 && depth < 12)
    return `(${piece(random, depth + 1)} ${pick(random, OPERATORS)} ${piece(random, depth + 1)}) `;
  const word = (): string => `${random() < 0.1 ? '*' : ''}${pick(random, WORDS)}${random() < 0.2 ? '*' : ''}`;
  if (kind < 0.35) return `"${word()} ${word()}" `;
  const operands = 1 + Math.floor(random() * 9);
  return `${Array.from({ length: operands }, word).join(` ${pick(random, OPERATORS)} `)} `;
}

function randomButton(random: () => number): string {
  const verb =
    random() < 0.8 ? pick(random, [...Object.keys(BUTTONS), '__proto__', 'constructor', '']) : 'x'.repeat(99);
  const subject = pick(random, [
    '',
    '1',
    '-1',
    '1e9',
    '9'.repeat(40),
    'all',
    '1:all',
    'signals:2',
    '../..',
    'é\0',
    ':::',
  ]);
  return `${verb}${random() < 0.9 ? ':' : ''}${subject}`;
}

function mayStrangerPress(id: string): boolean {
  const deed = deedOfButton(id) ?? { what: 'ask', own: false };
  const stranger = {
    platform: 'discord',
    id: '1',
    name: '',
    spaces: ['x'],
    direct: false,
    groups: [],
    manages: true,
    guest: false,
  };
  return (
    permit(deed, stranger, { answered: new Set(['home']), changers: [], votes: 'everyone' }).kind ===
    'allowed'
  );
}

function sentence(random: () => number, words: number): string {
  return Array.from({ length: words }, () => pick(random, WORDS)).join(' ');
}

function pick(random: () => number, of: readonly string[]): string {
  return of[Math.floor(random() * of.length)] ?? '';
}

function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}
