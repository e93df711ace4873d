/** Paging: buttons that carry the whole question, so that they still work after a restart. */
import { createHash } from 'node:crypto';
import type { RawArguments } from '../../core/command/arguments.ts';
import { type CommandName, commandNamed } from '../../core/command/catalogue.ts';
import type { Button } from '../../core/command/reply.ts';
import { button } from './parts.ts';

/** What a platform takes as a button's id. */
const LONGEST_ID = 100;
const MOST_KEPT = 500;

/** Remembers the few questions that are too long for a button, as long as the bot runs. */
export type PageMemory = {
  /** A short name for the question. */
  readonly keep: (question: string) => string;
  readonly find: (name: string) => string | undefined;
};

/** Keeps the last five hundred. */
export function createPageMemory(): PageMemory {
  const kept = new Map<string, string>();
  return {
    keep: (question) => {
      const name = `~${createHash('sha256').update(question).digest('base64url').slice(0, 16)}`;
      kept.delete(name);
      kept.set(name, question);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return name;
    },
    find: (name) => kept.get(name),
  };
}

/** Previous and Next, as far as there are such pages; a page is counted from 1. */
export function pageButtons(
  memory: PageMemory,
  command: CommandName,
  at: { readonly raw: RawArguments; readonly page: number },
  pages: number,
): readonly Button[] {
  const given = Object.entries(at.raw).map(([name, value]): [string, string] => [name, String(value)]);
  const question = new URLSearchParams(given).toString();
  const id = (page: number): string => {
    const whole = `page:${command}:${page}:${question}`;
    return whole.length <= LONGEST_ID ? whole : `page:${command}:${page}:${memory.keep(question)}`;
  };
  return [
    ...(at.page > 1 ? [button(id(Math.min(at.page, pages + 1) - 1), 'Previous')] : []),
    ...(at.page < pages ? [button(id(at.page + 1), 'Next')] : []),
  ];
}

export type Page = { readonly command: CommandName; readonly page: number; readonly raw: RawArguments };

/** The question behind a page button; undefined where it is none, or was forgotten. */
export function readPage(memory: PageMemory, id: string): Page | undefined {
  const [, name = '', number = '', question = ''] = /^page:([a-z]+):(\d{1,4}):?(.*)$/s.exec(id) ?? [];
  const spec = commandNamed(name);
  const whole = question.startsWith('~') ? memory.find(question) : question;
  // A page reads; whoever makes up a button's id changes nothing by it.
  if (spec === undefined || spec.changes || whole === undefined || Number(number) < 1) return undefined;
  return { command: spec.name, page: Number(number), raw: Object.fromEntries(new URLSearchParams(whole)) };
}

/** "2 of 5", or nothing where all stands on one page. */
export function pageMark(page: number, pages: number): string {
  return pages > 1 ? ` (page ${Math.min(page, pages)} of ${pages})` : '';
}

/** The part of a list that a page shows, and how many pages there are; a page behind the last shows the last. */
export function pageOf<T>(
  all: readonly T[],
  page: number,
  size: number,
): { readonly shown: readonly T[]; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(page, pages) - 1;
  return { shown: all.slice(at * size, (at + 1) * size), pages };
}
