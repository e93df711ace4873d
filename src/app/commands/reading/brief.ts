/** `/brief`: the article behind the signs. */
import type { Block } from '../../../core/command/reply.ts';
import { safeLink } from '../../../core/delivery/safe-link.ts';
import { shorten } from '../../../core/delivery/shorten.ts';
import { LEVEL_MARKS } from '../../../core/delivery/wording.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import { wordsIn } from '../../../core/indicator/words-in.ts';
import { spokenLanguages } from '../../../core/lists/spoken-languages.ts';
import { type IndicatorStanding, loadStandings } from '../../ingest/standings.ts';
import { type Command, visibilityOf } from '../context.ts';
import { bold, code, counted, fieldLine, line, note, quoteBlock, text } from '../parts.ts';

/** What one field holds on Discord. */
const LONGEST = 1_000;

export const brief: Command<'brief'> = async (ctx, args) => {
  const briefs = ctx.briefs();
  const [first] = briefs;
  const asked = args.name ?? (briefs.length === 1 ? first?.id : undefined);
  if (asked === undefined)
    return {
      title: 'Briefs',
      blocks: briefs.map((each) =>
        line(bold(each.title), text(` · ${counted(each.indicators.length, 'indicator')} · `), code(each.id)),
      ),
      visibility: visibilityOf(args),
    };
  const found = briefs.find((each) => each.id === asked);
  if (found === undefined) return note('Gone', `${asked} is not among the briefs any more.`);
  const standings = await ctx.store.transaction((tx) => loadStandings(tx, found, ctx.now()));
  return { title: found.title, blocks: articleBlocks(found, standings), visibility: visibilityOf(args) };
};

function articleBlocks(of: Brief, standings: readonly IndicatorStanding[]): readonly Block[] {
  const section = (name: string, words: string) =>
    fieldLine(name, text(shorten(words.replaceAll(/\s+/g, ' ').trim(), LONGEST)));
  const url = safeLink(of.url);
  const hypotheses = Object.values(of.hypotheses);
  return [
    {
      kind: 'fields',
      fields: [
        section('What happened', of.happened),
        section('Who gains leverage', of.leverage),
        section('Mechanism', of.mechanism),
        section('Why it matters', of.matters),
        section('What to watch next', of.watch),
        ...(hypotheses.length === 0 ? [] : [section('Hypotheses', hypotheses.join(' · '))]),
      ],
    },
    ...(url === undefined ? [] : [line({ kind: 'link', text: 'Read the article', url })]),
    line(bold('The signs')),
    ...languageLines(of),
    ...standings.flatMap(({ indicator, standing }) => [
      line(text(`${LEVEL_MARKS[standing.level]} `), bold(indicator.name), text(` · ${standing.level}`)),
      quoteBlock(text(`“${shorten(indicator.quote, 200)}”`)),
    ]),
  ];
}

/** Which languages the signs have words in; those that differ from the rest are told one by one. */
export function languageLines(of: Brief): readonly Block[] {
  return wordsIn(
    of.indicators.map((indicator) => ({
      name: indicator.name,
      languages: spokenLanguages(indicator, of),
    })),
  ).map((said) => line(text(said)));
}
