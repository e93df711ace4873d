/** Whose turn it is: requests wait here until their host may be asked again and a place among all is free. */
import { SECOND } from '../../core/time/duration.ts';

export type PolitenessOptions = {
  /** Requests at the same time, over all hosts; those that take long are counted apart. */
  readonly concurrency: number;
  /** Milliseconds between the end of one request to a host and the start of the next; asked anew each time. */
  readonly gap: () => number;
};

/** A host that has not answered after this many milliseconds is slow, or dead. */
const SLOW_AFTER = SECOND;
/** As many slow requests for each place may be waited for without holding it: dead hosts must not keep living ones waiting. */
const SLOW_PER_PLACE = 8;
/** One turn in so many belongs to the hosts that were slow last time, who else wait until no other host can be asked. */
const ONE_SLOW_IN = 4;
const MOST_REMEMBERED = 20_000;

export type Turn<T> = { readonly host: string; readonly job: T };

/** Builds the queue. Instants in epoch milliseconds; it neither waits nor knows the time. */
export function createPoliteness<T>({ concurrency, gap }: PolitenessOptions) {
  /** Hosts whose last answer was slow, or did not come. */
  const wasSlow = new Set<string>();
  let taken = 0;
  /** Hosts that are being asked, and since when; the longest first. */
  const inFlight = new Map<string, number>();
  /** When a host may be asked again. */
  const freeAt = new Map<string, number>();
  /** Until when a host has said that it wants no requests at all. */
  const heldUntil = new Map<string, number>();

  /** When a place becomes free without anybody's finishing; `now` or before where one is, undefined where none will. */
  const placeAt = (now: number, most: number): number | undefined => {
    if (inFlight.size < concurrency) return now;
    if (inFlight.size >= most) return undefined;
    // As many as are beyond the places must be slow, and the longest under way become so first.
    const [since] = [...inFlight.values()].slice(inFlight.size - concurrency);
    return since === undefined ? now : since + SLOW_AFTER;
  };

  const opensAt = (host: string): number => Math.max(freeAt.get(host) ?? 0, heldUntil.get(host) ?? 0);
  const lineFor = (most: number): Line<T> =>
    createLine({ inFlight, opensAt, placeAt: (now) => placeAt(now, most) });
  const prompt = lineFor(concurrency * (2 + SLOW_PER_PLACE));
  const slow = lineFor(concurrency * (1 + SLOW_PER_PLACE));
  const lineOf = (host: string): Map<string, T[]> => (wasSlow.has(host) ? slow : prompt).waiting;

  return {
    add: (host: string, job: T): void => {
      const waiting = lineOf(host);
      const line = waiting.get(host);
      if (line === undefined) waiting.set(host, [job]);
      else line.push(job);
    },

    /** The next request that may be made at `now`; its host is taken until `finish`. */
    take: (now: number): Turn<T> | undefined => {
      const [first, last] = taken % ONE_SLOW_IN === 0 ? [slow, prompt] : [prompt, slow];
      const turn = first.take(now) ?? last.take(now);
      if (turn !== undefined) taken += 1;
      return turn;
    },

    finish: (host: string, now: number): void => {
      const before = lineOf(host);
      if (now - (inFlight.get(host) ?? now) < SLOW_AFTER) wasSlow.delete(host);
      else wasSlow.add(host);
      inFlight.delete(host);
      // Who waits for the host already waits on.
      const line = before.get(host);
      if (line !== undefined && before !== lineOf(host)) {
        before.delete(host);
        lineOf(host).set(host, line);
      }
      freeAt.set(host, now + gap());
    },

    /** Keeps a host free of requests until an instant; whoever waited for it is returned and waits no more. */
    hold: (host: string, until: number): readonly T[] => {
      heldUntil.set(host, Math.max(until, heldUntil.get(host) ?? 0));
      const sentAway = lineOf(host).get(host) ?? [];
      lineOf(host).delete(host);
      return sentAway;
    },

    /** Until when a host wants no requests; undefined where it does not mind. */
    heldUntil: (host: string, now: number): number | undefined => {
      const until = heldUntil.get(host);
      return until !== undefined && until > now ? until : undefined;
    },

    /** When somebody who waits for time alone may go; undefined where all wait for others to finish, or nobody waits. */
    nextAt: (now: number): number | undefined => {
      const times = [prompt, slow].flatMap((line) => line.nextAt(now) ?? []);
      return times.length === 0 ? undefined : Math.min(...times);
    },

    /** Sends everybody away who still waits. */
    clear: (): readonly T[] => {
      const sentAway = [prompt, slow].flatMap(({ waiting }) => [...waiting.values()].flat());
      for (const { waiting } of [prompt, slow]) waiting.clear();
      return sentAway;
    },

    /** Forgets what no longer matters. */
    prune: (now: number): void => {
      for (const [host, at] of freeAt) if (at <= now) freeAt.delete(host);
      // Hosts that nobody follows any more must not be remembered for ever; the rest are found slow again.
      if (wasSlow.size > MOST_REMEMBERED)
        for (const host of wasSlow) if (!slow.waiting.has(host) && !inFlight.has(host)) wasSlow.delete(host);
      for (const [host, at] of heldUntil) if (at <= now) heldUntil.delete(host);
    },

    /** The clock was set by `ms`: what lies ahead stays as far ahead. */
    shift: (ms: number): void => {
      for (const [host, at] of inFlight) inFlight.set(host, at + ms);
      for (const [host, at] of freeAt) freeAt.set(host, at + ms);
      for (const [host, at] of heldUntil) heldUntil.set(host, at + ms);
    },
  };
}

type Line<T> = {
  /** Hosts with somebody waiting, in order of arrival. */
  readonly waiting: Map<string, T[]>;
  readonly take: (now: number) => Turn<T> | undefined;
  readonly nextAt: (now: number) => number | undefined;
};

/** Requests that wait for the same places, of which there are some. */
function createLine<T>({
  inFlight,
  opensAt,
  placeAt,
}: {
  readonly inFlight: Map<string, number>;
  readonly opensAt: (host: string) => number;
  readonly placeAt: (now: number) => number | undefined;
}): Line<T> {
  const waiting = new Map<string, T[]>();
  return {
    waiting,
    take: (now) => {
      if ((placeAt(now) ?? Number.POSITIVE_INFINITY) > now) return undefined;
      for (const [host, line] of waiting) {
        if (inFlight.has(host) || opensAt(host) > now) continue;
        const job = line.shift();
        if (line.length === 0) waiting.delete(host);
        if (job === undefined) continue;
        inFlight.set(host, now);
        return { host, job };
      }
      return undefined;
    },
    nextAt: (now) => {
      const place = placeAt(now);
      if (place === undefined) return undefined;
      let earliest: number | undefined;
      for (const host of waiting.keys()) {
        if (inFlight.has(host)) continue;
        const at = opensAt(host);
        if (earliest === undefined || at < earliest) earliest = at;
      }
      return earliest === undefined ? undefined : Math.max(earliest, place);
    },
  };
}
