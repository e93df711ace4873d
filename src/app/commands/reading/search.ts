/** `/search`: stored entries by the query language of the briefs, newest first. */
import type { Block } from '../../../core/command/reply.ts';
import { DAY } from '../../../core/time/duration.ts';
import type { ArchiveFound } from '../../archive/search-archive.ts';
import { type Command, visibilityOf } from '../context.ts';
import { pageButtons, pageMark, pageOf } from '../page-buttons.ts';
import { code, counted, date, line, note, reportOf, text } from '../parts.ts';
import { foundEntries } from './found-entries.ts';
import { readTypedQuery } from './typed-query.ts';

const USUAL_DAYS = 30;
const PAGE = 8;
/** Milliseconds that a search may take; the answer is awaited, and nothing else waits for it. */
const PATIENCE = 12_000;

export const search: Command<'search'> = async (ctx, args, call) => {
  const now = ctx.now();
  const refusal = ctx.asks.count(call.by, now);
  if (refusal !== undefined) return refusal;
  const days = args.days ?? USUAL_DAYS;
  const typed = readTypedQuery(args.words, 'search', ctx.briefs());
  if (typed.kind === 'wrong') return typed.reply;
  const { query, lists } = typed;
  const found = await ctx.archive.search({
    query,
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
  const say = await foundEntries(ctx.store.db, ctx, shown);
  return {
    title: `Search${found.ended === 'enough' ? ` · page ${call.page}` : pageMark(call.page, pages)}`,
    blocks: [
      line(code(query)),
      summary(found, days),
      ...(shown.length === 0
        ? []
        : [
            {
              kind: 'evidence' as const,
              reports: shown.map((each) => ({ ...reportOf(each), wordsFound: say(each) })),
            },
          ]),
    ],
    buttons: pageButtons(ctx.pages, 'search', call, pages),
    visibility: visibilityOf(args),
    isPage: true,
  };
};

/** How many there are, and how far it was looked. */
function summary({ ended, entries, back }: ArchiveFound, days: number): Block {
  const { length } = entries;
  switch (ended) {
    case 'all':
      return line(
        text(
          length === 0
            ? `Nothing in ${counted(days, 'day')}; look for fewer words, for word* as a beginning, or further back.`
            : `${counted(length, 'hit')} in ${counted(days, 'day')}.`,
        ),
      );
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
