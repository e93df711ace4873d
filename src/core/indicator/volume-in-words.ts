/** Says how often a sign would have come, from the stories that stored headlines hold of it. */
import { DAY } from '../time/duration.ts';
import { spanInWords } from '../time/span-in-words.ts';

/** With fewer stories nothing is told of how often they come. */
const FEW = 5;

export type Volume = {
  /** When each story was first reported, oldest first. All times are epoch milliseconds. */
  readonly stories: readonly number[];
  readonly now: number;
  /** Since when anything was read; undefined where nothing was. */
  readonly readSince: number | undefined;
  /** Days that were asked for. */
  readonly days: number;
};

/** Days in which the stories came: a new bot has not been reading for as long as it looks back. At least one. */
export function daysOfVolume(volume: Volume): number {
  return Math.min(volume.days, Math.max(1, Math.round((volume.now - since(volume)) / DAY)));
}

/** From when on the stories are counted. */
function since({ stories, now, readSince = now }: Volume): number {
  const first = stories[0] ?? now;
  return stories.length < FEW ? Math.min(first, readSince) : first;
}

/**
 * "4 stories in 30 days, 0.1 a day"; "40 stories in 2 days, 20.0 a day" where none is older; "no story so far; read for
 * 2 hours, too short a time to say how often" of a new bot.
 */
export function volumeInWords(volume: Volume): string {
  const { stories, now, readSince } = volume;
  const n = stories.length;
  const counted = n === 0 ? 'no story' : `${n} ${n === 1 ? 'story' : 'stories'}`;
  if (readSince === undefined) return 'nothing has been read yet to look in';
  const days = daysOfVolume(volume);
  if (n < FEW && now - since(volume) < DAY)
    return `${counted} so far; read for ${spanInWords(now - readSince)}, too short a time to say how often`;
  const often = n / days < 0.1 ? '' : `, ${(n / days).toFixed(1)} a day`;
  return `${counted} in ${days} ${days === 1 ? 'day' : 'days'}${often}`;
}
