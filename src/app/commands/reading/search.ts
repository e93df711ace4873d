/** `/search`: stored entries by the query language of the briefs, newest first. */
import { commandNamed } from '../../../core/command/catalogue.ts';
import type { Block, Reply } from '../../../core/command/reply.ts';
import { usageReply } from '../../../core/command/usage.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import { compileQuery } from '../../../core/query/language/compile-query.ts';
import type { Lists } from '../../../core/lists/list.ts';
import type { QueryError } from '../../../core/query/language/query-error.ts';
import { DAY } from '../../../core/time/duration.ts';
import type { ArchiveFound } from '../../archive/search-archive.ts';
import { type Command, visibilityOf } from '../context.ts';
import { pageButtons, pageMark, pageOf } from '../page-buttons.ts';
import { bold, code, counted, date, line, note, quote, reportOf, text } from '../parts.ts';

const USUAL_DAYS = 30;
const PAGE = 8;
/** Milliseconds that a search may take; the answer is awaited, and nothing else waits for it. */
const PATIENCE = 12_000;

export const search: Command<'search'> = async (ctx, args, call) => {
  const now = ctx.now();
  const refusal = ctx.asks.count(call.by, now);
  if (refusal !== undefined) return refusal;
  const days = args.days ?? USUAL_DAYS;
  // Typographic quotation marks are what phones and Slack make of plain ones.
  const words = args.words.replaceAll(/[“”„]/g, '"');
  const lists = allLists(ctx.briefs());
  const compiled = compileQuery(words, lists);
  if (compiled.kind === 'errors') return wrongQuery(words, compiled.errors);
  const found = await ctx.searchStored({
    query: words,
    lists,
    since: now - days * DAY,
    until: now,
    // One more than the page shows, so that it is known whether another follows.
    most: call.page * PAGE + 1,
    patience: PATIENCE,
  });
  if (found === undefined)
    return note('Search', `That took too long; ask for fewer days than ${days}, or for rarer words.`);
  const { shown, pages } = pageOf(found.entries, call.page, PAGE);
  return {
    title: `Search${found.ended === 'enough' ? ` · page ${call.page}` : pageMark(call.page, pages)}`,
    blocks: [
      line(code(words)),
      summary(found, days),
      ...(shown.length === 0 ? [] : [{ kind: 'evidence' as const, reports: shown.map(reportOf) }]),
    ],
    buttons: pageButtons(ctx.pages, 'search', call, pages),
    visibility: visibilityOf(args),
  };
};

/** How many there are, and how far it was looked. */
function summary({ ended, entries, back }: ArchiveFound, days: number): Block {
  const { length } = entries;
  switch (ended) {
    case 'all':
      return line(text(`${counted(length, 'hit')} in ${counted(days, 'day')}.`));
    case 'enough':
      return line(text(`At least ${counted(length, 'hit')} in ${counted(days, 'day')}, newest first.`));
    case 'time':
      return line(
        text(`At least ${counted(length, 'hit')}, back to `),
        date(back),
        text(', where time was up; ask for fewer days, or for rarer words.'),
      );
  }
}

/** The lists of all briefs by name; where two share one, the first brief's. */
function allLists(briefs: readonly Brief[]): Lists {
  return Object.fromEntries(briefs.toReversed().flatMap((brief) => Object.entries(brief.lists)));
}

/** The query with the place of each mistake in bold, what is wrong there and how to mend it. */
function wrongQuery(words: string, errors: readonly QueryError[]): Reply {
  const usage = usageReply(commandNamed('search'), []);
  const places = errors.slice(0, 3).flatMap(({ offset, length, what, remedy }) => {
    const end = offset + Math.max(1, length);
    const bad = words.slice(offset, end) || '▲';
    return [
      quote(text(words.slice(0, offset)), bold(bad), text(words.slice(end))),
      line(text(`${what}; ${remedy}`)),
    ];
  });
  return { ...usage, title: 'That is not a query', blocks: [...places, ...usage.blocks] };
}
