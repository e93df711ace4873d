/** `/signals`: the board, what is lit now, since when and on what evidence. */
import type { Block } from '../../../core/command/reply.ts';
import { LEVEL_MARKS } from '../../../core/delivery/wording.ts';
import { type Sources, unheardIn } from '../../../core/indicator/blindness.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import { LEVELS } from '../../../core/indicator/standing.ts';
import { sparkline } from '../../../core/indicator/sparkline.ts';
import { languagesOfBriefs } from '../../../core/lists/spoken-languages.ts';
import { DAY } from '../../../core/time/duration.ts';
import { loadTrials } from '../../ingest/trials.ts';
import { bucketed, type IndicatorStanding, loadStandings } from '../../ingest/standings.ts';
import { type Command, visibilityOf } from '../context.ts';
import { pageButtons, pageMark, pageOf } from '../page-buttons.ts';
import { agoText, bold, counted, headline, line, quoteBlock, text, tidy } from '../parts.ts';
import { languageLines } from './brief.ts';
import { picture } from './picture.ts';

const USUAL_DAYS = 7;
/** Indicators a page: three lines each stay within what one message holds. */
const PAGE = 10;
/** A sparkline of more bars would break on a phone. */
const MOST_BARS = 14;

type Row = IndicatorStanding & { readonly brief: Brief };

export const signals: Command<'signals'> = async (ctx, args, call) => {
  const now = ctx.now();
  const days = args.days ?? USUAL_DAYS;
  const briefs = ctx.briefs().filter((brief) => args.brief === undefined || brief.id === args.brief);
  const { rows, trials } = await ctx.store.transaction(async (tx) => {
    const all: Row[] = [];
    const onTrial = await loadTrials(tx, briefs);
    for (const brief of briefs)
      for (const each of (await loadStandings(tx, brief, now, days * DAY)).toSorted(liveliest))
        all.push({ ...each, brief });
    const isTrial = ({ brief, indicator }: Row): boolean =>
      onTrial.has({ briefId: brief.id, indicatorId: indicator.id });
    return { rows: all.filter((row) => !isTrial(row)), trials: all.filter(isTrial) };
  });
  const { shown, pages } = pageOf(rows, call.page, PAGE);
  const blocks: Block[] = [];
  for (const [index, row] of shown.entries()) {
    if (briefs.length > 1 && row.brief !== shown[index - 1]?.brief)
      blocks.push(line(bold(tidy(row.brief.title))));
    blocks.push(...rowBlocks(row, now, days));
    if (shown[index + 1]?.brief !== row.brief) blocks.push(...languageLines(row.brief));
  }
  if (trials.length > 0) blocks.push(trialLine(trials));
  const sources = await ctx.sources();
  if (sources.down > 0)
    blocks.push(line(text(`⚠ ${blindness(sources, briefs)}; what is quiet may only be unheard.`)));
  const [only] = briefs;
  const title = briefs.length === 1 && only !== undefined ? only.title : 'Signals';
  return {
    title: `${tidy(title)}${pageMark(call.page, pages)}`,
    blocks,
    buttons: pageButtons(ctx.pages, 'signals', call, pages),
    visibility: visibilityOf(args),
    ...(call.page > 1
      ? {}
      : await picture(ctx, title, rows.slice(0, PAGE), { now, days: Math.max(14, days) })),
  };
};

/** What is on trial has no level, and is named by itself. */
function trialLine(trials: readonly Row[]): Block {
  const named = trials.map(
    ({ indicator, standing }) =>
      `${indicator.name} (${counted(standing.stories7d, 'story', 'stories')} in 7 days)`,
  );
  return line(text(`On trial: ${named.join(', ')}`));
}

/** Whom nobody speaks for is said where some indicator of these briefs has words for it. */
function blindness(sources: Sources, briefs: readonly Brief[]): string {
  const { down, total } = sources;
  const unheard = unheardIn(sources, languagesOfBriefs(briefs)).map((each) => `, ${each}`);
  return `${down} of ${total} ${total === 1 ? 'source does' : 'sources do'} not speak${unheard.join('')}`;
}

/** The liveliest first; among equals in the order of the brief. */
function liveliest(a: IndicatorStanding, b: IndicatorStanding): number {
  return LEVELS.indexOf(b.standing.level) - LEVELS.indexOf(a.standing.level);
}

function rowBlocks(
  { indicator, standing, since, times, last }: Row,
  now: number,
  days: number,
): readonly Block[] {
  const count = times.filter((at) => at <= now && at > now - days * DAY).length;
  const bars = Math.min(days, MOST_BARS);
  const trend = sparkline(bucketed(times, now, bars, (days * DAY) / bars));
  // Two short lines, because a phone would break one long one anywhere.
  return [
    line(text(`${LEVEL_MARKS[standing.level]} `), bold(indicator.name)),
    line(
      text(`${standing.level} ${trend} ${count} in ${counted(days, 'day')}`),
      ...(since === undefined ? [] : [text(' · since '), agoText(since)]),
    ),
    ...(last === undefined
      ? []
      : [quoteBlock(headline(last), text(` · ${tidy(last.outlet, 60)} · `), agoText(last.publishedAt))]),
  ];
}
