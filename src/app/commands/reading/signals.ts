/** `/signals`: the board, what is lit now, since when and on what evidence. */
import type { Block, BoardGroup, SignRow } from '../../../core/command/reply.ts';
import { LEVEL_MARKS } from '../../../core/delivery/wording.ts';
import { silentNames, type Sources, unheardIn } from '../../../core/indicator/blindness.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import { LEVELS } from '../../../core/indicator/standing.ts';
import { sparkline } from '../../../core/indicator/sparkline.ts';
import { languagesOfBriefs } from '../../../core/lists/spoken-languages.ts';
import { DAY } from '../../../core/time/duration.ts';
import { type SayWordsFound, sayWordsFound } from '../../deliver/say-words-found.ts';
import { loadTrials } from '../../ingest/trials.ts';
import { bucketed, type IndicatorStanding, loadStandings } from '../../ingest/standings.ts';
import { type Command, visibilityOf } from '../context.ts';
import { pageButtons, pageMark, pageOf } from '../page-buttons.ts';
import { counted, line, reportOf, text, tidy } from '../parts.ts';
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
      all.push(...byHypothesis(await loadStandings(tx, brief, now, days * DAY), brief));
    const isTrial = ({ brief, indicator }: Row): boolean =>
      onTrial.has({ briefId: brief.id, indicatorId: indicator.id });
    return { rows: all.filter((row) => !isTrial(row)), trials: all.filter(isTrial) };
  });
  const { shown, pages } = pageOf(rows, call.page, PAGE);
  const blocks: Block[] = [];
  if (shown.length > 0)
    blocks.push({
      kind: 'board',
      groups: groupsOf(shown, { now, days, briefs, sayFound: sayWordsFound(ctx.matcher, ctx.lists()) }),
    });
  for (const brief of new Set(shown.map((row) => row.brief))) blocks.push(...languageLines(brief));
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
    isPage: true,
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

/** Which sources are silent; whom nobody speaks for is said where some indicator of these briefs has words for it. */
function blindness(sources: Sources, briefs: readonly Brief[]): string {
  const { down, total } = sources;
  const unheard = unheardIn(sources, languagesOfBriefs(briefs)).map((each) => `, ${each}`);
  const named = silentNames(sources);
  return `${down} of ${total} ${total === 1 ? 'feed does' : 'feeds do'} not speak${named}${unheard.join('')}`;
}

/** The liveliest hypothesis first, and in it the liveliest sign; among equals in the order of the brief. */
function byHypothesis(standings: readonly IndicatorStanding[], brief: Brief): readonly Row[] {
  const groups = Map.groupBy(standings.toSorted(liveliest), ({ indicator }) => indicator.supports);
  return [...groups.values()].flat().map((each) => ({ ...each, brief }));
}

function liveliest(a: IndicatorStanding, b: IndicatorStanding): number {
  return LEVELS.indexOf(b.standing.level) - LEVELS.indexOf(a.standing.level);
}

type Showing = {
  readonly now: number;
  readonly days: number;
  readonly briefs: readonly Brief[];
  readonly sayFound: SayWordsFound;
};

function groupsOf(rows: readonly Row[], showing: Showing): readonly BoardGroup[] {
  const titleOf = ({ brief, indicator }: Row): string | undefined => {
    const parts = [
      ...(showing.briefs.length > 1 ? [tidy(brief.title)] : []),
      ...hypothesisOf(brief, indicator.supports),
    ];
    return parts.length === 0 ? undefined : parts.join(' · ');
  };
  return [...Map.groupBy(rows, titleOf)].map(([title, own]) => ({
    title,
    rows: own.map((row) => signRow(row, showing)),
  }));
}

/** Where a brief has hypotheses, what supports none is told apart from what does. */
function hypothesisOf(brief: Brief, id: string | undefined): readonly string[] {
  const said = id === undefined ? undefined : brief.hypotheses[id];
  if (said !== undefined) return [tidy(said)];
  return Object.keys(brief.hypotheses).length === 0 ? [] : ['Other signs'];
}

/** The count is of the seven days that the level is of; of other days there is another. */
function signRow(
  { brief, indicator, standing, since, times, last }: Row,
  { now, days, sayFound }: Showing,
): SignRow {
  const bars = Math.min(days, MOST_BARS);
  const within = times.filter((at) => at <= now && at > now - days * DAY).length;
  const week = `${standing.stories7d} in ${counted(USUAL_DAYS, 'day')}`;
  return {
    mark: LEVEL_MARKS[standing.level],
    level: standing.level,
    name: indicator.name,
    trend: sparkline(bucketed(times, now, bars, (days * DAY) / bars)),
    count: days === USUAL_DAYS ? week : `${week}, ${within} in ${counted(days, 'day')}`,
    since,
    last: last && { ...reportOf(last), wordsFound: sayFound(brief, { indicatorId: indicator.id }, last) },
  };
}
