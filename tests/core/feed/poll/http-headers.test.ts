import { describe, expect, it } from 'vitest';
import { type CacheFields, readFreshness } from '../../../../src/core/feed/poll/cache-headers.ts';
import { parseHttpDate } from '../../../../src/core/feed/poll/http-date.ts';
import { LONGEST_RETRY_AFTER, parseRetryAfter } from '../../../../src/core/feed/poll/retry-after.ts';

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);
const RFC_EXAMPLE = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('parseHttpDate', () => {
  it.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', RFC_EXAMPLE],
    ['Sunday, 06-Nov-94 08:49:37 GMT', RFC_EXAMPLE],
    ['Sun Nov  6 08:49:37 1994', RFC_EXAMPLE],
    ['sun, 06 nov 1994 08:49:37 gmt', RFC_EXAMPLE],
    ['Sun, 6 Nov 1994 08:49:37 +0000', RFC_EXAMPLE],
    // More than 50 years ahead means the past; less means ahead (RFC 9110 §5.6.7).
    ['Sunday, 06-Nov-77 08:49:37 GMT', Date.UTC(1977, 10, 6, 8, 49, 37)],
    ['Sunday, 06-Nov-76 08:49:37 GMT', Date.UTC(2076, 10, 6, 8, 49, 37)],
  ])('reads %s', (text, at) => {
    expect(parseHttpDate(text, NOW)).toBe(at);
  });

  it.each(['0', '-1', '', 'tomorrow', '2026-11-22T12:00:00Z', 'Sun, 06 Foo 1994 08:49:37 GMT'])(
    'refuses %j',
    (text) => {
      expect(parseHttpDate(text, NOW)).toBeUndefined();
    },
  );
});

describe('parseRetryAfter', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sun, 22 Nov 2026 13:00:00 GMT', 3_600_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['1.5', 1_500],
    ['120, 120', 120_000],
    ['"120"', 120_000],
    ['120s', 120_000],
    ['120; later', 120_000],
    ['31536000', LONGEST_RETRY_AFTER],
    ['1e3', undefined],
    ['99999999999999999999', LONGEST_RETRY_AFTER],
    ['Sun, 22 Nov 2099 13:00:00 GMT', LONGEST_RETRY_AFTER],
    ['soon', undefined],
    ['-5', undefined],
    [undefined, undefined],
  ])('reads %j as %j ms', (text, ms) => {
    expect(parseRetryAfter(text, NOW)).toBe(ms);
  });
});

describe('readFreshness', () => {
  const read = (fields: Partial<CacheFields>) =>
    readFreshness(
      { cacheControl: undefined, expires: undefined, date: undefined, age: undefined, ...fields },
      NOW,
    );

  it.each<[string, Partial<CacheFields>, number | undefined]>([
    ['nothing', {}, undefined],
    ['max-age', { cacheControl: 'public, Max-Age=600' }, 600_000],
    ['a quoted max-age', { cacheControl: 'max-age="60"' }, 60_000],
    ['the first of two', { cacheControl: 'max-age=60, max-age=600' }, 60_000],
    ['s-maxage, which is not for us', { cacheControl: 's-maxage=600' }, undefined],
    ['a max-age that is none', { cacheControl: 'max-age=soon' }, 0],
    ['no-cache over max-age', { cacheControl: 'no-cache, max-age=600' }, 0],
    ['no-store', { cacheControl: 'no-store' }, 0],
    ['an absurd max-age', { cacheControl: 'max-age=999999999999999999' }, 2 ** 31 * 1_000],
    [
      'Expires less Date',
      { expires: 'Sun, 22 Nov 2026 12:10:00 GMT', date: 'Sun, 22 Nov 2026 12:05:00 GMT' },
      300_000,
    ],
    ['Expires without Date', { expires: 'Sun, 22 Nov 2026 12:10:00 GMT' }, 600_000],
    ['Expires in the past', { expires: 'Sun, 22 Nov 2020 12:10:00 GMT' }, 0],
    ['Expires: 0', { expires: '0' }, 0],
    [
      'max-age over Expires',
      { cacheControl: 'max-age=60', expires: 'Sun, 22 Nov 2026 15:00:00 GMT' },
      60_000,
    ],
  ])('reads %s', (_name, fields, freshFor) => {
    expect(read(fields).freshFor).toBe(freshFor);
  });

  it('reads Age and passes over what is none', () => {
    expect(read({ age: '90' }).age).toBe(90_000);
    expect(read({ age: '-90' }).age).toBe(0);
    expect(read({ age: 'old' }).age).toBe(0);
  });
});
