import { describe, expect, it } from 'vitest';
import { firstHop, nextHop } from '../../../src/edges/http/redirect.ts';

const FROM = new URL('https://news.example/a/feed');

describe('firstHop', () => {
  it.each([
    ['ftp://news.example/feed', 'not-http'],
    ['file:///etc/passwd', 'not-http'],
    ['javascript:alert(1)', 'not-http'],
    ['https://user:secret@news.example/', 'credentials-in-url'],
    ['https://user@news.example/', 'credentials-in-url'],
    ['news.example/feed', 'bad-redirect'],
    [`https://news.example/${'x'.repeat(9_000)}`, 'bad-redirect'],
  ])('turns %s away', (address, reason) => {
    const hop = firstHop(address);
    expect(hop).toMatchObject({ reason });
    expect(JSON.stringify(hop)).not.toContain('secret');
  });

  it.each([
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://0177.0.0.1/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://[::ffff:7f00:1]/', '[::ffff:7f00:1]'],
  ])('reads the host of %s as %s', (address, hostname) => {
    const hop = firstHop(address);
    expect(hop.kind === 'follow' && hop.url.hostname).toBe(hostname);
  });
});

describe('nextHop', () => {
  it.each([
    ['/b', 'https://news.example/b'],
    ['b?c=d', 'https://news.example/a/b?c=d'],
    ['//other.example/feed', 'https://other.example/feed'],
    ['https://other.example/feed#part', 'https://other.example/feed'],
  ])('resolves %s', (location, href) => {
    const hop = nextHop(FROM, location);
    expect(hop.kind === 'follow' && hop.url.href).toBe(href);
  });

  it.each([
    ['http://news.example/b', 'downgrade'],
    ['https://user:secret@news.example/', 'credentials-in-url'],
    ['gopher://news.example/', 'not-http'],
    ['data:text/xml,<rss/>', 'not-http'],
    ['https://[', 'bad-redirect'],
    [undefined, 'bad-redirect'],
  ])('turns %s away', (location, reason) => {
    expect(nextHop(FROM, location)).toMatchObject({ reason });
  });

  it('goes from http to https', () => {
    expect(nextHop(new URL('http://news.example/'), 'https://news.example/')).toMatchObject({
      kind: 'follow',
    });
  });
});

it('takes an empty way for none', () => {
  expect(nextHop(new URL('https://coast.example/feed'), ' ')).toMatchObject({
    kind: 'failed',
    detail: 'the server redirects without saying where to',
  });
});
