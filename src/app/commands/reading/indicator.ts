/** `/indicator`: one indicator with its evidence, its precision and a chart. */
import type { Block } from '../../../core/command/reply.ts';
import type { Report } from '../../../core/delivery/notification.ts';
import { LEVEL_MARKS, SEVERITY_MARKS } from '../../../core/delivery/wording.ts';
import { sparkline } from '../../../core/indicator/sparkline.ts';
import { withBlindness } from '../../../core/indicator/blindness.ts';
import { sayWordsFound } from '../../deliver/say-words-found.ts';
import { spokenLanguages } from '../../../core/lists/spoken-languages.ts';
import { DAY } from '../../../core/time/duration.ts';
import { selectEntries, type StoredEntry } from '../../../edges/store/entries.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { signalledEntries } from '../../../edges/store/signals.ts';
import { loadChances } from '../../ingest/chances.ts';
import { loadStandings } from '../../ingest/standings.ts';
import { type Command, visibilityOf } from '../context.ts';
import { pageButtons, pageMark, pageOf } from '../page-buttons.ts';
import { code, counted, fieldLine, line, note, quoteBlock, reportOf, text } from '../parts.ts';
import { picture } from './picture.ts';
import { scoreFields } from './score-fields.ts';
import { suggestButton } from './suggest.ts';
import { chanceField } from './chance-field.ts';
import { trialView } from './trial-blocks.ts';

const USUAL_DAYS = 30;
const PAGE = 8;

export const indicator: Command<'indicator'> = async (ctx, args, call) => {
  const now = ctx.now();
  const refusal = ctx.asks.count(call.by, now);
  if (refusal !== undefined) return refusal;
  const days = args.days ?? USUAL_DAYS;
  const { briefId, indicatorId } = args.name;
  const brief = ctx.briefs().find((each) => each.id === briefId);
  if (brief === undefined) return note('Gone', `${briefId} is not among the briefs any more.`);
  const sources = await ctx.sources();
  const sayFound = sayWordsFound(ctx.matcher, ctx.lists());
  const found = await ctx.store.transaction(async (tx) => {
    const standing = (await loadStandings(tx, brief, now, days * DAY)).find(
      (each) => each.indicator.id === indicatorId,
    );
    return {
      standing,
      score:
        standing === undefined
          ? []
          : await scoreFields(tx, ctx.matcher(), { brief, indicator: standing.indicator, days, now }),
      chance: chanceField(await loadChances(tx, brief, now), indicatorId),
      trial: await trialView(ctx, tx, briefId, indicatorId),
      stories: await storiesOf(tx, briefId, indicatorId, now - days * DAY),
    };
  });
  if (found.standing === undefined) return note('Gone', `${indicatorId} is not in ${briefId} any more.`);
  const { indicator, standing } = found.standing;
  const { shown: listed, pages } = pageOf(found.stories, call.page, PAGE);
  const shown = listed.map(({ first, report }) => ({
    ...report,
    wordsFound: sayFound(brief, { indicatorId }, first),
  }));
  const top: readonly Block[] = [
    quoteBlock(text(`“${indicator.quote}”`)),
    {
      kind: 'fields',
      fields: [
        found.trial === undefined
          ? fieldLine(
              'Level',
              text(
                `${LEVEL_MARKS[standing.level]} ${standing.level} ${sparkline(standing.week)} · ${withBlindness(standing.sentence, sources, spokenLanguages(indicator, brief))}`,
              ),
            )
          : fieldLine(
              'Stories',
              text(
                `${sparkline(standing.week)} ${counted(standing.stories7d, 'story', 'stories')} in 7 days`,
              ),
            ),
        ...found.score,
        ...found.chance,
        fieldLine('Severity', text(`${SEVERITY_MARKS[indicator.severity].emoji} ${indicator.severity}`)),
        ...(indicator.supports === undefined
          ? []
          : [fieldLine('Speaks for', text(brief.hypotheses[indicator.supports] ?? indicator.supports))]),
        fieldLine('Query', code(oneLine(indicator.query))),
      ],
    },
  ];
  const count = counted(found.stories.length, 'story', 'stories');
  return {
    title: `${indicator.name}${pageMark(call.page, pages)}`,
    blocks: [
      ...(call.page > 1 ? [] : [...top, ...(found.trial?.blocks ?? [])]),
      line(
        text(`${count} in the last ${counted(days, 'day')}${shown.length === 0 ? '.' : ', newest first:'}`),
      ),
      ...(shown.length === 0 ? [] : [{ kind: 'evidence' as const, reports: shown }]),
    ],
    buttons: [
      ...pageButtons(ctx.pages, 'indicator', call, pages),
      ...(call.page > 1 ? [] : (found.trial?.buttons ?? [])),
      ...suggestButton(briefId, indicatorId),
    ],
    visibility: visibilityOf(args),
    isPage: true,
    ...(call.page > 1 ? {} : await picture(ctx, indicator.name, [found.standing], { now, days })),
  };
};

type StoryReport = { readonly first: StoredEntry; readonly report: Report };

/** One report a story, the first, with how many other outlets joined; newest story first. */
async function storiesOf(
  db: Db,
  briefId: string,
  indicatorId: string,
  since: number,
): Promise<readonly StoryReport[]> {
  const seqs = await signalledEntries(db, briefId, indicatorId, since);
  const entries = await selectEntries(db, { seqs });
  const byStory = Map.groupBy(entries, (entry) => entry.storyId);
  return [...byStory.values()].flatMap(storyReport).sort((a, b) => b.report.at - a.report.at);
}

function storyReport(entries: readonly StoredEntry[]): readonly StoryReport[] {
  const [first] = entries;
  if (first === undefined) return [];
  const others = new Set(entries.map((entry) => entry.outlet)).size - 1;
  const outlet = others === 0 ? first.outlet : `${first.outlet} and ${others} more`;
  return [{ first, report: { ...reportOf(first), outlet } }];
}

function oneLine(query: string): string {
  const words = query.replaceAll(/\s+/g, ' ').trim();
  return words.length > 900 ? `${words.slice(0, 899)}…` : words;
}
