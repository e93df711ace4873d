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

export type Turn<T> = { readonly host: string; readonly job: T };

/** Builds the queue. Instants in epoch milliseconds; it neither waits nor knows the time. */
export function createPoliteness<T>({ concurrency, gap }: PolitenessOptions) {
  /** Hosts with somebody waiting, in order of arrival. */
  const waiting = new Map<string, T[]>();
  /** Hosts that are being asked, and since when; the longest first. */
  const inFlight = new Map<string, number>();
  /** When a host may be asked again. */
  const freeAt = new Map<string, number>();
  /** Until when a host has said that it wants no requests at all. */
  const heldUntil = new Map<string, number>();

  /** When a place becomes free without anybody's finishing; `now` or before where one is, undefined where none will. */
  const placeAt = (now: number): number | undefined => {
    if (inFlight.size < concurrency) return now;
    if (inFlight.size >= concurrency * (1 + SLOW_PER_PLACE)) return undefined;
    // As many as are beyond the places must be slow, and the longest under way become so first.
    const [since] = [...inFlight.values()].slice(inFlight.size - concurrency);
    return since === undefined ? now : since + SLOW_AFTER;
  };

  const opensAt = (host: string): number => Math.max(freeAt.get(host) ?? 0, heldUntil.get(host) ?? 0);

  return {
    add: (host: string, job: T): void => {
      const line = waiting.get(host);
      if (line === undefined) waiting.set(host, [job]);
      else line.push(job);
    },

    /** The next request that may be made at `now`; its host is taken until `finish`. */
    take: (now: number): Turn<T> | undefined => {
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

    finish: (host: string, now: number): void => {
      inFlight.delete(host);
      freeAt.set(host, now + gap());
    },

    /** Keeps a host free of requests until an instant; whoever waited for it is returned and waits no more. */
    hold: (host: string, until: number): readonly T[] => {
      heldUntil.set(host, Math.max(until, heldUntil.get(host) ?? 0));
      const sentAway = waiting.get(host) ?? [];
      waiting.delete(host);
      return sentAway;
    },

    /** Until when a host wants no requests; undefined where it does not mind. */
    heldUntil: (host: string, now: number): number | undefined => {
      const until = heldUntil.get(host);
      return until !== undefined && until > now ? until : undefined;
    },

    /** When somebody who waits for time alone may go; undefined where all wait for others to finish, or nobody waits. */
    nextAt: (now: number): number | undefined => {
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

    /** Sends everybody away who still waits. */
    clear: (): readonly T[] => {
      const sentAway = [...waiting.values()].flat();
      waiting.clear();
      return sentAway;
    },

    /** Forgets what no longer matters. */
    prune: (now: number): void => {
      for (const [host, at] of freeAt) if (at <= now) freeAt.delete(host);
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
