/** Puts into words how much of a correlation chance alone explains. */
import { DAY, formatDuration } from '../time/duration.ts';
import { NOTABLE } from './chance.ts';

/** "once it has begun, chance completes it within 30d with p = 0.998", with what to do about it; for whoever writes briefs. */
export function chanceFigures(chance: number | undefined, timespan: number): string {
  if (chance === undefined)
    return 'less than four weeks are stored, so it is too early to tell what chance brings';
  const p = chance < 0.001 ? '< 0.001' : `= ${chance.toFixed(3)}`;
  const said = `once it has begun, chance completes it within ${formatDuration(timespan)} with p ${p}`;
  return chance > NOTABLE ? `${said}: shorten its timespan, or group it` : said;
}

/** One plain line for an alert's readers; undefined where chance is rare, or where it is too early to tell. */
export function chanceCaution(chance: number | undefined): string | undefined {
  if (chance === undefined || chance <= NOTABLE) return undefined;
  if (chance >= 0.95) return 'chance alone nearly always completes this pattern';
  const times = Math.round(chance * 10);
  return `chance alone completes this pattern about ${times} ${times === 1 ? 'time' : 'times'} in 10`;
}

/** "3 stories of dam, 7 of permits in 35 days". */
export function ratesInWords(
  stories: readonly { readonly indicatorId: string; readonly count: number }[],
  history: number,
): string {
  const [first, ...others] = stories;
  const days = Math.floor(history / DAY);
  const begun =
    first === undefined
      ? ''
      : `${first.count} ${first.count === 1 ? 'story' : 'stories'} of ${first.indicatorId}`;
  const rest = others.map(({ indicatorId, count }) => `, ${count} of ${indicatorId}`).join('');
  return `${begun}${rest} in ${days} ${days === 1 ? 'day' : 'days'}`;
}
