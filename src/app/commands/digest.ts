/** `/digest`: what the last days brought, in one message. */
import type { Block } from '../../core/command/reply.ts';
import { LEVEL_MARKS } from '../../core/delivery/wording.ts';
import { LEVELS } from '../../core/indicator/standing.ts';
import { type BriefDigest, digestFacts } from '../digest-facts.ts';
import { type Command, visibilityOf } from './context.ts';
import { ago, bold, counted, headline, line, quote, text, tidy } from './parts.ts';
import { blindness } from './signals.ts';

const USUAL_DAYS = 7;
/** Of one brief; with more briefs each gets fewer. */
const MOST_STORIES = 6;

export const digest: Command<'digest'> = async (ctx, args) => {
  const now = ctx.now();
  const days = args.days ?? USUAL_DAYS;
  const { down, total } = await ctx.sources();
  const facts = await ctx.store.transaction((tx) => digestFacts(tx, ctx.briefs(), days, now));
  const most = Math.max(2, Math.floor(MOST_STORIES / Math.max(1, facts.briefs.length)));
  return {
    title: `Digest of ${counted(days, 'day')}`,
    blocks: [
      ...facts.briefs.flatMap((each) => briefBlocks(each, days, most)),
      ...(facts.withheld === 0
        ? []
        : [line(text(`${counted(facts.withheld, 'alert')} withheld by mutes, quiet hours or floods.`))]),
      ...(down === 0 ? [] : [line(text(`⚠ ${blindness(down, total)}.`))]),
    ],
    visibility: visibilityOf(args),
  };
};

function briefBlocks(of: BriefDigest, days: number, most: number): readonly Block[] {
  const heard = of.indicators
    .filter(({ stories, before }) => stories > 0 || before > 0)
    .toSorted(
      (a, b) => LEVELS.indexOf(b.standing.level) - LEVELS.indexOf(a.standing.level) || b.stories - a.stories,
    );
  const silent = of.indicators.length - heard.length;
  const stories = counted(of.stories.length, 'story', 'stories');
  return [
    line(bold(tidy(of.brief.title)), text(` · ${stories} · ${counted(of.alerts, 'alert')}`)),
    ...heard.map(({ indicator, standing, stories: n, before }) =>
      line(
        text(`${LEVEL_MARKS[standing.level]} ${standing.level} · `),
        bold(indicator.name),
        text(` · ${n}, ${trend(n, before)} ${before} in the ${days} d before`),
      ),
    ),
    ...(silent > 0 ? [line(text(`○ ${counted(silent, 'indicator')} without a story.`))] : []),
    ...of.stories
      .slice(0, most)
      .map(({ entry, outlets }) =>
        quote(
          headline(entry),
          text(` · ${tidy(entry.outlet, 60)}${outlets > 1 ? ` and ${outlets - 1} more` : ''} · `),
          ago(entry.publishedAt),
        ),
      ),
  ];
}

function trend(now: number, before: number): string {
  if (now === before) return 'as many as';
  return now > before ? 'up from' : 'down from';
}
