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

  it.each([
    ['without a line end at the end', FILE.trimEnd()],
    ['with a mark at the beginning', `\ufeff${FILE}`],
    ['with marks around it', `---\n${FILE}...\n`],
    ['with its list first, and its dashes at the margin', 'feeds:\n- { id: coast }\ndesk: harbour # ours\n'],
    ['with names for what repeats', 'desk: &d harbour\nfeeds:\n  - &c\n    id: coast\n    desk: *d\n'],
    [
      'with a query of several lines',
      'desk: harbour\nfeeds:\n  - id: coast\n    filter: |\n      a OR\n      b\n',
    ],
    ['with a quoted desk', FILE.replace('harbour', '"harbour"')],
    [
      'with a list in brackets of several lines',
      'desk: harbour\nfeeds: [ # why\n  { id: coast }, # good\n]\n',
    ],
    ['with a list in brackets and no comma', 'desk: harbour\nfeeds: [\n  { id: coast } # good\n]\n'],
    ['with a list in brackets that goes on', 'desk: harbour\nfeeds: [{ id: coast },\n  { id: bank }]\n'],
  ])('adds to a file %s, and changes nothing else', (_what, text) => {
    const added = addFeedLine(text, FEED);
    const { desk, ...line } = FEED;
    const before = parse(text);
    expect(parse(added)).toEqual({ desk, feeds: [...before.feeds, line] });
    for (const each of text.split('\n').filter((written) => !/^\W*$/.test(written) && !written.endsWith(']')))
      expect(added.split('\n')).toContain(each);
    expect(parse(addFeedLine(added, { ...FEED, id: 'third' })).feeds).toHaveLength(before.feeds.length + 2);
  });

  it('stands before comments about something else, and behind those of the feed above', () => {
    const file = `desk: harbour\nfeeds:\n  - id: coast # the best\n    # lang: en\n  # - id: dropped\n\n# that is all\n`;
    const lines = addFeedLine(file, FEED).split('\n');
    expect(lines.indexOf('  - id: quay')).toBeGreaterThan(lines.indexOf('    # lang: en'));
    expect(lines.indexOf('  - id: quay')).toBeLessThan(lines.indexOf('  # - id: dropped'));
    expect(lines.indexOf('# that is all')).toBe(lines.length - 2);
  });

  it('ends its lines as the file does', () => {
    for (const text of [FILE, 'desk: harbour\nfeeds: [\n  { id: coast },\n]\n']) {
      const added = addFeedLine(text.replaceAll('\n', '\r\n'), FEED);
      expect(added.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      expect(parse(added).feeds).toHaveLength(2);
    }
  });

  it('adds a first feed to an empty list', () => {
    const { desk, ...line } = FEED;
    expect(parse(addFeedLine('desk: harbour\nfeeds: []\n', FEED))).toEqual({ desk, feeds: [line] });
  });
});
