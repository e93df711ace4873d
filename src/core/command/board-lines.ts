/** Writes the board as lines, for where there are no tables: each sign's name, its level, and its newest report. */
import type { Report } from '../delivery/notification.ts';
import { LEVELS } from '../indicator/standing.ts';
import { foreignWords } from '../delivery/foreign-words.ts';
import { foundInWords } from '../delivery/found-in-words.ts';
import { safeLink } from '../delivery/safe-link.ts';
import type { Block, BoardGroup, Inline, SignRow } from './reply.ts';

const OUTLET = 60;

/** Two short lines a sign, because a phone would break one long one anywhere, and the newest report as a quote. */
export function boardLines(groups: readonly BoardGroup[]): readonly Block[] {
  return groups.flatMap(({ title, rows }) => [
    ...(title === undefined ? [] : [line({ kind: 'text', text: title, style: 'italic' })]),
    ...rows.flatMap(signLines),
  ]);
}

/** "1 surging, 2 active, 4 quiet": how many signs are how lively, the liveliest first. */
export function boardInBrief(groups: readonly BoardGroup[]): string {
  const levels = groups.flatMap(({ rows }) => rows.map(({ level }) => level));
  return LEVELS.toReversed()
    .map((level) => ({ level, count: levels.filter((each) => each === level).length }))
    .flatMap(({ level, count }) => (count === 0 ? [] : [`${count} ${level}`]))
    .join(', ');
}

function signLines({ mark, name, level, trend, count, since, last }: SignRow): readonly Block[] {
  return [
    line(text(`${mark} `), { kind: 'text', text: name, style: 'bold' }),
    line(
      text(`${level} ${trend} ${count}`),
      ...(since === undefined ? [] : [text(' · since '), { kind: 'time', at: since, style: 'ago' } as const]),
    ),
    ...(last === undefined ? [] : [{ kind: 'quote', inlines: newest(last) } as const]),
  ];
}

/** The newest report of a sign in one line, its headline linked where the address is harmless. */
export function newest({ headline, outlet, link, at, wordsFound }: Report): readonly Inline[] {
  const found = foundInWords(wordsFound);
  const words = foreignWords(headline) || '(no headline)';
  const url = safeLink(link);
  return [
    url === undefined ? text(words) : { kind: 'link', text: words, url },
    text(` · ${foreignWords(outlet, OUTLET)} · `),
    { kind: 'time', at, style: 'ago' },
    ...(found === undefined ? [] : [text(` · ${found}`)]),
  ];
}

function line(...inlines: readonly Inline[]): Block {
  return { kind: 'line', inlines };
}

function text(words: string): Inline {
  return { kind: 'text', text: words };
}
