/** What people are told of a receiver that takes nothing: since when and why, what waits, and what mends it. */
import { clockTime } from '../time/local-time.ts';

export type RefusalToTell = {
  readonly receiver: string;
  /** Epoch milliseconds. */
  readonly since: number;
  /** The platform's word, and behind a semicolon what mends it. */
  readonly reason: string;
  /** How many posts wait. */
  readonly posts: number;
  /** The one of the highest severity; undefined where none waits. */
  readonly gravest: { readonly title: string; readonly severity: string } | undefined;
};

/** A title and lines, for a notice as for an answer; `zone` is an IANA name. */
export function refusalWords(
  { receiver, since, reason, posts, gravest }: RefusalToTell,
  zone: string,
): { readonly title: string; readonly lines: readonly string[] } {
  const [why = reason, ...remedy] = reason.split('; ');
  return {
    title: `“${receiver}” takes nothing`,
    lines: [
      `Since ${clockTime(since, zone)} nothing can be posted to “${receiver}”: ${why}.`,
      ...(remedy.length === 0 ? [] : [`To mend it: ${remedy.join('; ')}.`]),
      ...(gravest === undefined
        ? []
        : [
            `${posts === 1 ? '1 alert waits' : `${posts} alerts wait`}; the gravest (${gravest.severity}): ${gravest.title}`,
          ]),
      'It is tried again for 24 hours, and leaves at once when that is mended.',
    ],
  };
}
