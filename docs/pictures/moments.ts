/** The moments and the person of a picture. */

export type Moments = {
  /** When the message was posted, epoch milliseconds. */
  readonly postedAt: number;
  /** When somebody looks at it; relative times count from here. */
  readonly seenAt: number;
};

/** What a picture shows beside the message itself. */
export type Scene = Moments & {
  /** Says what the picture shows, for those who cannot see it. */
  readonly title: string;
  /** The command that was typed, where the message answers one that only its asker sees: `/signals`. */
  readonly command?: string;
  /** The chart that goes with the message, as PNG. */
  readonly chart?: Uint8Array;
};

/** "3 hours ago", as both platforms say it, kept on one line. */
export function relative(at: number, now: number): string {
  return ago(at, now).replaceAll(' ', '\u00a0');
}

function ago(at: number, now: number): string {
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const minutes = Math.round((at - now) / 60_000);
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 24 ? words.format(hours, 'hour') : words.format(Math.round(hours / 24), 'day');
}

/** "1:15 PM" for a reader in UTC. */
export function clock(at: number): string {
  return new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone: 'UTC' }).format(at);
}
