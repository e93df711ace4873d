/** One line of a card: what it is, its plain words, and how many rows of a phone's screen it takes. */
import type { Inline } from '../command/reply.ts';
import { cleanLine } from './clean-text.ts';
import { isolated, withoutIsolates } from './isolate.ts';

/** One line, and what it is: a platform may draw a quote, a list or small print in its own way. */
export type CardLine = {
  readonly role:
    | 'found'
    | 'byline'
    | 'follows'
    | 'finding'
    | 'caution'
    | 'lede'
    | 'further'
    | 'quote'
    | 'also'
    | 'actors'
    | 'level'
    | 'about'
    | 'state';
  readonly inlines: readonly Inline[];
};

/** A phone held upright shows about so many characters in a line of a chat. */
export const COLUMNS = 60;

/** The words of a line, cleaned, what runs from right to left isolated, times as moments in UTC. */
export function plainWords(inlines: readonly Inline[]): string {
  return inlines.map((part) => (part.kind === 'time' ? momentInWords(part.at) : spaced(part.text))).join('');
}

function momentInWords(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 16).replace('T', ' ');
}

/** Cleaning takes the spaces at both ends away, which would glue a stretch to its neighbours. */
function spaced(foreign: string): string {
  const clean = isolated(cleanLine(foreign));
  if (clean === '') return foreign === '' ? '' : ' ';
  return `${/^\s/.test(foreign) ? ' ' : ''}${clean}${/\s$/.test(foreign) ? ' ' : ''}`;
}

/** How many rows a line takes. */
export function rowsIn({ inlines }: CardLine): number {
  return rowsOf(plainWords(inlines));
}

/** How many rows a clean text takes; isolates take no room. */
export function rowsOf(text: string): number {
  return Math.ceil(withoutIsolates(text).length / COLUMNS);
}

/** How many rows lines take together. */
export function totalRows(lines: readonly CardLine[]): number {
  return lines.reduce((sum, line) => sum + rowsIn(line), 0);
}
