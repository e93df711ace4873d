/** Reads how long a response stays fresh: before that, asking again is of no use. */
import { parseHttpDate } from './http-date.ts';

export type CacheFields = {
  readonly cacheControl: string | undefined;
  readonly expires: string | undefined;
  readonly date: string | undefined;
  readonly age: string | undefined;
};

export type Freshness = {
  /** Milliseconds for which the response is fresh from when it left its origin; undefined where it does not say. */
  readonly freshFor: number | undefined;
  /** Milliseconds that it has already spent in caches. */
  readonly age: number;
};

const DELTA_SECONDS = /^\d+$/;
/** RFC 9111 §1.2.2: what is greater counts as this, about 68 years. */
const GREATEST_DELTA = 2 ** 31;

/**
 * Freshness lifetime as a private cache reckons it (RFC 9111 §4.2.1): `max-age` first, else `Expires` less `Date`;
 * `no-cache` and `no-store` mean none. `s-maxage` speaks to shared caches and is passed over.
 */
export function readFreshness(fields: CacheFields, now: number): Freshness {
  const age = fields.age !== undefined && DELTA_SECONDS.test(fields.age.trim()) ? seconds(fields.age) : 0;
  return { freshFor: lifetime(fields, now), age };
}

function lifetime(fields: CacheFields, now: number): number | undefined {
  const directives = readDirectives(fields.cacheControl ?? '');
  if (directives.has('no-cache') || directives.has('no-store')) return 0;
  const maxAge = directives.get('max-age');
  if (maxAge !== undefined) return DELTA_SECONDS.test(maxAge) ? seconds(maxAge) : 0;
  if (fields.expires === undefined) return undefined;
  // RFC 9111 §5.3: what is no date, `0` above all, lies in the past.
  const expires = parseHttpDate(fields.expires, now) ?? 0;
  const date = fields.date === undefined ? now : (parseHttpDate(fields.date, now) ?? now);
  return Math.max(expires - date, 0);
}

function readDirectives(text: string): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.split('=', 2);
    const key = name.trim().toLowerCase();
    if (!directives.has(key)) directives.set(key, value.trim().replaceAll('"', ''));
  }
  return directives;
}

function seconds(text: string): number {
  return Math.min(Number(text), GREATEST_DELTA) * 1_000;
}
