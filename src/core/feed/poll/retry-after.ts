/** Reads Retry-After, a server's word on when it may be asked again. */
import { parseHttpDate } from './http-date.ts';
import { DAY } from '../../time/duration.ts';

/** Longer waits are taken for mistakes: a feed would be lost without anybody knowing. */
export const LONGEST_RETRY_AFTER = 7 * DAY;

/**
 * Milliseconds from `now`, given in seconds (parts of them, with their unit, in quotes or said twice as some servers write, against RFC 9110) or as a date (RFC 9110 §10.2.3), at most `LONGEST_RETRY_AFTER`.
 * A date gone by means 0; undefined where the field is absent or neither.
 */
export function parseRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\s*"?(\d+(?:\.\d+)?)"?\s*(?:s|sec|seconds|[,;].*)?\s*$/i.exec(text)?.[1];
  if (seconds !== undefined) return Math.min(Number(seconds) * 1_000, LONGEST_RETRY_AFTER);
  const at = parseHttpDate(text, now);
  return at === undefined ? undefined : Math.min(Math.max(at - now, 0), LONGEST_RETRY_AFTER);
}
