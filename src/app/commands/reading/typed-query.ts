/** A query as people type it into a chat: what it may name, and what is said where it is wrong. */
import { type CommandName, commandNamed } from '../../../core/command/catalogue.ts';
import type { Reply } from '../../../core/command/reply.ts';
import { usageReply } from '../../../core/command/usage.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import type { Lists } from '../../../core/lists/list.ts';
import { compileQuery } from '../../../core/query/language/compile-query.ts';
import type { QueryError } from '../../../core/query/language/query-error.ts';
import { bold, line, quoteBlock, text } from '../parts.ts';

export type TypedQuery =
  | { readonly kind: 'query'; readonly query: string; readonly lists: Lists }
  | { readonly kind: 'wrong'; readonly reply: Reply };

/** Checks a query that was typed for a command; it may name the lists of all briefs. */
export function readTypedQuery(typed: string, command: CommandName, briefs: readonly Brief[]): TypedQuery {
  // Typographic quotation marks are what phones and Slack make of plain ones.
  const query = typed.replaceAll(/[“”„]/g, '"');
  const lists = allLists(briefs);
  const compiled = compileQuery(query, lists);
  if (compiled.kind === 'errors')
    return { kind: 'wrong', reply: wrongQuery(query, command, compiled.errors) };
  return { kind: 'query', query, lists };
}

/** The lists of all briefs by name; where two share one, the first brief's. */
function allLists(briefs: readonly Brief[]): Lists {
  return Object.fromEntries(briefs.toReversed().flatMap((brief) => Object.entries(brief.lists)));
}

/** The query with the place of each mistake in bold, what is wrong there and how to mend it. */
function wrongQuery(words: string, command: CommandName, errors: readonly QueryError[]): Reply {
  const usage = usageReply(commandNamed(command), []);
  const places = errors.slice(0, 3).flatMap(({ offset, length, what, remedy }) => {
    const end = offset + Math.max(1, length);
    const bad = words.slice(offset, end) || '▲';
    return [
      quoteBlock(text(words.slice(0, offset)), bold(bad), text(words.slice(end))),
      line(text(`${what}; ${remedy}`)),
    ];
  });
  return { ...usage, title: 'That is not a query', blocks: [...places, ...usage.blocks] };
}
