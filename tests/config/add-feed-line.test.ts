import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addFeedLine } from '../../src/config/add-feed-line.ts';
import type { ConfiguredFeed } from '../../src/core/feed/feed.ts';

const FEED: ConfiguredFeed = {
  id: 'quay',
  url: 'https://quay.example/f',
  outlet: 'The Quay: daily',
  lang: 'en',
  desk: 'harbour',
};

const FILE = `# Ours, checked every spring.
desk: harbour
feeds:
  # the best of them
  - id: coast
    url: https://coast.example/f   # moved in May
    outlet: Coast
    lang: en

# that is all
`;

describe('addFeedLine', () => {
  it('adds a line and leaves every other as it is', () => {
    const added = addFeedLine(FILE, FEED);
    for (const line of FILE.split('\n')) expect(added.split('\n')).toContain(line);
    expect(added.indexOf('id: quay')).toBeGreaterThan(added.indexOf('lang: en'));
    const { desk, ...line } = FEED;
    expect(parse(added)).toEqual({ desk, feeds: [expect.objectContaining({ id: 'coast' }), line] });
    expect(parse(addFeedLine(added, { ...FEED, id: 'third' })).feeds).toHaveLength(3);
  });

  it('begins a file', () => {
    const { desk, ...line } = FEED;
    expect(parse(addFeedLine(undefined, FEED))).toEqual({ desk, feeds: [line] });
  });

  it('keeps another desk on the line, and writes into a list in brackets', () => {
    expect(parse(addFeedLine(FILE, { ...FEED, desk: 'banks' })).feeds[1]).toEqual(
      FEED.desk === 'banks' ? {} : { ...FEED, desk: 'banks' },
    );
    const flow =
      'desk: harbour\nfeeds: [{ id: coast, url: https://coast.example/f, outlet: C, lang: en }] # short\n';
    expect(parse(addFeedLine(flow, FEED)).feeds).toHaveLength(2);
  });

  it('refuses a file without a list of feeds', () => {
    expect(() => addFeedLine('desk: harbour\n', FEED)).toThrow('no list of feeds');
    expect(() => addFeedLine('feeds: [', FEED)).toThrow('no list of feeds');
  });
});
