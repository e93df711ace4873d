/** `/search`: stored entries by the query language of the briefs, newest first. */
import { commandNamed } from '../../../core/command/catalogue.ts';
import type { Block, Reply } from '../../../core/command/reply.ts';
import { usageReply } from '../../../core/command/usage.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import { compileQuery } from '../../../core/query/language/compile-query.ts';
import type { Lists } from '../../../core/lists/list.ts';
import type { QueryError } from '../../../core/query/language/query-error.ts';
import { DAY } from '../../../core/time/duration.ts';
import { searchEntries } from './search-entries.ts';
import { type Command, visibilityOf } from '../context.ts';
import { pageButtons, pageMark, pageOf } from '../page-buttons.ts';
import { bold, code, counted, date, line, quote, reportOf, text } from '../parts.ts';

const USUAL_DAYS = 30;
const PAGE = 8;
/** More than this nobody pages through; a narrower query is the better way. */
const MOST = 200;
/** A chat waits three seconds for an answer at most; less than half a second keeps well clear of that. */
const PATIENCE = 400;
const MOST_ROWS = 100_000;

export const search: Command<'search'> = async (ctx, args, call) => {
  const now = ctx.now();
  const days = args.days ?? USUAL_DAYS;
  // Typographic quotation marks are what phones and Slack make of plain ones.
  const words = args.words.replaceAll(/[“”„]/g, '"');
  const compiled = compileQuery(words, allLists(ctx.briefs()));
  if (compiled.kind === 'errors') return wrongQuery(words, compiled.errors);
  const found = await searchEntries(ctx.store.db, compiled.query, {
    since: now - days * DAY,
    until: now,
    most: MOST,
    mostRows: MOST_ROWS,
    over: () => ctx.now() - now > PATIENCE,
  });
  const { shown, pages } = pageOf(found.entries, call.page, PAGE);
  const hits = counted(found.entries.length, 'hit');
  const looked = `${found.looked} ${found.looked === 1 ? 'entry' : 'entries'} of ${counted(days, 'day')}`;
  const summary: Record<typeof found.ended, Block> = {
    all: line(text(`${hits} in ${looked}.`)),
    enough: line(
      text(`The newest ${hits}, back to `),
      date(found.back),
      text('; narrow the query for older ones.'),
    ),
    time: line(text(`${hits} back to `), date(found.back), text(', where time was up; ask for fewer days.')),
  };
  return {
    title: `Search${pageMark(call.page, pages)}`,
    blocks: [
      line(code(words)),
      summary[found.ended],
      ...(shown.length === 0 ? [] : [{ kind: 'evidence' as const, reports: shown.map(reportOf) }]),
    ],
    buttons: pageButtons(ctx.pages, 'search', call, pages),
    visibility: visibilityOf(args),
  };
};

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
