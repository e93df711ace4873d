import { describe, expect, it } from 'vitest';
import { mannerOf } from '../../../src/app/poll/manner-of.ts';
import { feedAt } from '../rig-poller.ts';

const feed = (over: object) => feedAt('coast', 'https://coast.example/feed', over);
const secrets = (known: Readonly<Record<string, string>>) => ({
  readSecret: (name: string) => Promise.resolve(known[name]),
});

describe('mannerOf', () => {
  it('is as for all where a line says nothing', async () => {
    expect(await mannerOf(feed({}), {})).toEqual({ kind: 'known', manner: {} });
  });

  it('takes over what a line says', async () => {
    const line = {
      user_agent: 'Coast Reader',
      headers: { 'Accept-Language': 'de' },
      timeout: 60_000,
      max_bytes: 2_048,
      insecure_tls: true,
      http_redirects: true,
    };
    expect(await mannerOf(feed(line), {})).toEqual({
      kind: 'known',
      manner: {
        userAgent: 'Coast Reader',
        headers: { 'Accept-Language': 'de' },
        timeoutMs: 60_000,
        maxBytes: 2_048,
        insecureTls: true,
        httpRedirects: true,
      },
    });
  });

  it('prefers the proxy of the line to that of all', async () => {
    const deps = { proxy: 'http://all.example:1' };
    expect(await mannerOf(feed({}), deps)).toMatchObject({ manner: { proxy: 'http://all.example:1' } });
    const own = { proxy: 'http://own.example:2' };
    expect(await mannerOf(feed(own), deps)).toMatchObject({ manner: { proxy: 'http://own.example:2' } });
  });

  it('has no proxy ask an address that somebody gave in a chat', async () => {
    const deps = { proxy: 'http://all.example:1' };
    expect(await mannerOf(feed({ fromChat: true }), deps)).toEqual({ kind: 'known', manner: {} });
  });

  it.each([
    ['basic', 'ünal:p:w', 'Basic w7xuYWw6cDp3'],
    ['bearer', 't0ken', 'Bearer t0ken'],
  ])('logs in by %s with what the environment holds', async (way, value, authorization) => {
    const line = { auth: { [way]: '${FEED_LOGIN}' } };
    expect(await mannerOf(feed(line), secrets({ FEED_LOGIN: value }))).toMatchObject({
      kind: 'known',
      manner: { authorization },
    });
  });

  it('reads the login anew each time, and names the variable and its file where there is none', async () => {
    const known: Record<string, string> = {};
    const line = feed({ auth: { bearer: '${FEED_TOKEN}' } });
    const before = await mannerOf(line, secrets(known));
    expect(before).toMatchObject({ kind: 'missing' });
    expect(before.kind === 'missing' && before.detail).toMatch(/coast.*FEED_TOKEN.*FEED_TOKEN_FILE/);
    known['FEED_TOKEN'] = 'new';
    expect(await mannerOf(line, secrets(known))).toMatchObject({ manner: { authorization: 'Bearer new' } });
  });

  it.each([
    ['basic', 'onlyaname', 'is no name:password; mend FEED_LOGIN'],
    ['bearer', 'two words', 'holds what no token does'],
    ['bearer', 'a\nb', 'holds what no token does'],
  ])('sends no %s of %j, and says why without it', async (way, value, why) => {
    const line = { auth: { [way]: '${FEED_LOGIN}' } };
    const manner = await mannerOf(feed(line), secrets({ FEED_LOGIN: value }));
    expect(manner).toMatchObject({ kind: 'missing', detail: expect.stringContaining(why) });
    expect(JSON.stringify(manner)).not.toContain(JSON.stringify(value).slice(1, -1));
  });

  it('takes a token with the name of its kind, and says which file of a login cannot be read', async () => {
    const line = feed({ auth: { bearer: '${FEED_TOKEN}' } });
    expect(await mannerOf(line, secrets({ FEED_TOKEN: 'Bearer t0ken' }))).toMatchObject({
      manner: { authorization: 'Bearer t0ken' },
    });
    const readSecret = () => Promise.reject(new Error('FEED_TOKEN_FILE names /run/x, which cannot be read'));
    expect(await mannerOf(line, { readSecret })).toMatchObject({
      kind: 'missing',
      detail: expect.stringContaining('FEED_TOKEN_FILE names /run/x'),
    });
  });
});
