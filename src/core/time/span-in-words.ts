/** Says a span of time in words, as near as people care: "5 minutes", "36 hours", "3 days". */
import { DAY, HOUR, MINUTE } from './duration.ts';

/** `ms` is in milliseconds; less than a minute is one. */
export function spanInWords(ms: number): string {
  const [count, unit] =
    ms < HOUR
      ? [Math.max(1, Math.round(ms / MINUTE)), 'minute']
      : ms < 2 * DAY
        ? [Math.round(ms / HOUR), 'hour']
        : [Math.round(ms / DAY), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
