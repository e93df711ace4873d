import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl, withoutTrackers } from '../../../src/core/feed/canonical-url.ts';

describe('canonicalUrl', () => {
  it.each([
    ['https://www.example.org/a?utm_source=x&UTM_medium=y&id=3', 'https://example.org/a?id=3'],
    ['http://EXAMPLE.org:80/a/', 'https://example.org/a'],
    ['https://example.org:8443/a', 'https://example.org:8443/a'],
    ['https://example.org', 'https://example.org/'],
    ['https://example.org/a#comments', 'https://example.org/a'],
    ['https://example.org/#!/story/1', 'https://example.org/#!/story/1'],
    [
      'https://example.org/a?fbclid=1&gclid=2&at_medium=RSS&at_campaign=KARANGA&ocid=x&cmpid=y&ref=z&xtor=RSS-1',
      'https://example.org/a',
    ],
    ['https://example.org/a?b=2&a=1', 'https://example.org/a?a=1&b=2'],
    ['https://example.org/a?partner=rss&emc=rss', 'https://example.org/a'],
    ['https://example.org/a?partner=oslo', 'https://example.org/a?partner=oslo'],
    ['https://m.example.org/a', 'https://example.org/a'],
    ['https://amp.example.org/a/amp/', 'https://example.org/a'],
    ['https://example.org/a.amp.html?amp=1', 'https://example.org/a.html'],
    ['https://m.org/a', 'https://m.org/a'],
    ['https://user:secret@example.org/a', 'https://example.org/a'],
    ['https://example.org./a', 'https://example.org/a'],
    ['https://example.org/camp', 'https://example.org/camp'],
    ['https://example.org/a.amp.AMP.htm', 'https://example.org/a.htm'],
    ['https://example.org/a/AMP//amp/.amp', 'https://example.org/a/AMP//amp/.amp'],
    ['https://example.org/a/b.amp/amp', 'https://example.org/a/b'],
    ['https://example.org/a/.%2E.amp', 'https://example.org/a/.%2E.amp'],
    ['https://example.org/a/b..amp.html', 'https://example.org/a/b..html'],
    ['https://example.org/amp', 'https://example.org/'],
  ])('%s', (address, canonical) => {
    expect(canonicalUrl(address)).toBe(canonical);
  });

  it.each(['mailto:a@example.org', 'javascript:alert(1)', 'no address', ''])('has none for %j', (address) => {
    expect(canonicalUrl(address)).toBeUndefined();
  });

  it('has none for a name that no host can have', () => {
    expect(canonicalUrl(`https://${'m.'.repeat(200)}example/`)).toBeUndefined();
  });

  // Each took a regex seconds to minutes; the default time limit is the assertion.
  it.each(['/', '/amp', '.amp', '/.', '%2e', '/%2e.amp'])('takes a path of many %s in its stride', (part) => {
    const path = part.repeat(30_000);
    expect(canonicalUrl(`https://example.org/${path}/x`)).toMatch(/\/x$/);
    expect(canonicalUrl(`https://example.org/x${path}`)).toMatch(/^https:\/\/example\.org\//);
  });

  it('changes nothing when applied twice', () => {
    const part = fc.constantFrom(
      'amp',
      'a',
      '.amp',
      '.html',
      '/',
      'm',
      'www',
      '%7e',
      '%41',
      'é',
      ' ',
      ':443',
      '..',
    );
    const address = fc
      .tuple(
        fc.constantFrom('http', 'https'),
        fc.constantFrom('www.m.', 'amp.', '', 'm.www.'),
        fc.array(part),
        fc.webQueryParameters(),
        fc.webFragments(),
      )
      .map(
        ([scheme, prefix, path, query, hash]) =>
          `${scheme}://${prefix}example.org/${path.join('')}?${query}&ref=1#${hash}`,
      );
    fc.assert(
      fc.property(fc.oneof(address, fc.webUrl({ withQueryParameters: true, withFragments: true })), (url) => {
        const once = canonicalUrl(url);
        expect(once).toBeDefined();
        expect(canonicalUrl(once ?? '')).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});

describe('withoutTrackers', () => {
  it.each([
    ['https://a.example/b?utm_source=rss&id=3&fbclid=x#top', 'https://a.example/b?id=3#top'],
    ['https://a.example/b?utm_source=rss&UTM_Medium=y', 'https://a.example/b'],
    ['https://a.example/b?id=1%2C2&x=a+b&gclid=', 'https://a.example/b?id=1%2C2&x=a+b'],
    ['https://a.example/b#?utm_source=rss', 'https://a.example/b#?utm_source=rss'],
    ['https://a.example/b?from=paris&ref=7&mod=2', 'https://a.example/b?from=paris&ref=7&mod=2'],
    ['https://a.example/b?', 'https://a.example/b?'],
    ['https://a.example/utm_source=x', 'https://a.example/utm_source=x'],
  ])('of %s', (address, shown) => {
    expect(withoutTrackers(address)).toBe(shown);
    expect(withoutTrackers(shown)).toBe(shown);
  });
});
