/** The picture that goes with the board or with an indicator, and the same in words. */
import type { Reply } from '../../../core/command/reply.ts';
import { chartData } from './chart-data.ts';
import type { IndicatorStanding } from '../../ingest/standings.ts';
import type { CommandContext } from '../context.ts';
import { counted } from '../parts.ts';

/** More days than this would be hairlines on a phone. */
const MOST_DAYS = 90;

/**
 * Draws stories a day and levels a week of these indicators. Nothing where there is no chart to draw with, or where it
 * fails: an answer without a picture is still an answer. To be called outside of transactions, for drawing takes long.
 */
export async function picture(
  ctx: CommandContext,
  title: string,
  of: readonly IndicatorStanding[],
  period: { readonly now: number; readonly days: number },
): Promise<Pick<Reply, 'image'>> {
  if (ctx.chart === undefined || of.length === 0) return {};
  const days = Math.min(MOST_DAYS, period.days);
  const data = chartData(title, of, { now: period.now, days, zone: ctx.zone?.() ?? 'UTC' });
  const png = await ctx.chart(data).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'the chart could not be drawn; answering without it');
    return undefined;
  });
  if (png === undefined) return {};
  const words = data.series.map(({ name, counts }, index) => {
    const sum = counts.reduce((total, count) => total + count, 0);
    return `${name}: ${counted(sum, 'story', 'stories')}, now ${of[index]?.standing.level}`;
  });
  const alt = `Stories a day over ${counted(days, 'day')} and the level of ${data.weeks.length} weeks. ${words.join('; ')}.`;
  return { image: { name: 'signals.png', png, alt } };
}
