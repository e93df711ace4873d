import { describe, expect, it } from 'vitest';
import { createHopCookies } from '../../../src/edges/http/hop-cookies.ts';

const NOW = Date.UTC(2026, 10, 30);
const HOME = new URL('https://paper.example/feed');

describe('cookies of a way', () => {
  it.each([
    ['a=1; Domain=.paper.example', 'https://www.paper.example/', 'a=1'],
    ['a=1; Domain=paper.example; Path=/', 'https://www.paper.example/', 'a=1'],
    ['a=1', 'https://www.paper.example/', undefined],
    ['a=1', 'https://paper.example:8443/', 'a=1'],
    ['a=1; Domain=other.example', 'https://other.example/', undefined],
    ['a=1; Domain=other.example', 'https://paper.example/', undefined],
    ['a=1; Domain=example', 'https://other.example/', undefined],
    ['a=1; Secure', 'http://paper.example/', undefined],
    ['a=1; Secure', 'https://paper.example/', 'a=1'],
    ['a=1; Expires=Thu, 01-Jan-1970 00:00:00 GMT', 'https://paper.example/', undefined],
    ['a="1"; Expires=Thu, 01 Jan 2099 00:00:00 GMT', 'https://paper.example/', 'a="1"'],
    ['a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'https://paper.example/', 'a=1'],
    ['a=1; Max-Age=0', 'https://paper.example/', undefined],
    ['=1', 'https://paper.example/', undefined],
  ])('%s is sent to %s as %s', (set, to, sent) => {
    const cookies = createHopCookies();
    cookies.take(HOME, set, NOW);
    expect(cookies.cookieFor(new URL(to))).toBe(sent);
  });

  it('stand beside those of the feed’s own line, and replace one of the same name', () => {
    const cookies = createHopCookies();
    cookies.take(HOME, ['b=2', 'c=3'], NOW);
    expect(cookies.cookieFor(HOME, 'a=x=y; b=1')).toBe('a=x=y; b=2; c=3');
    expect(cookies.cookieFor(new URL('https://other.example/'), 'a=1')).toBe('a=1');
  });

  it('are forgotten where a later answer ends them', () => {
    const cookies = createHopCookies();
    cookies.take(HOME, 'a=1', NOW);
    cookies.take(HOME, 'a=; Max-Age=0', NOW);
    expect(cookies.cookieFor(HOME)).toBeUndefined();
  });

  it('of one host are twenty at most', () => {
    const cookies = createHopCookies();
    cookies.take(
      HOME,
      Array.from({ length: 50 }, (_, at) => `c${at}=1`),
      NOW,
    );
    expect(cookies.cookieFor(HOME)?.split('; ')).toHaveLength(20);
  });
});
