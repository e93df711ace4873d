import { describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../src/app/run/platforms.ts';
import { formatIssue, missingFile } from '../../src/config/issue.ts';
import { loadConfig, type LoadOutcome } from '../../src/config/load-config.ts';
import {
  SMALL_BRIEF,
  SMALL_CONFIG,
  SMALL_FEEDS,
  SMALL_SETTINGS,
  spoil,
  unknownLists,
} from './small-config.ts';

function said(outcome: LoadOutcome): readonly string[] {
  return (outcome.kind === 'ok' ? outcome.warnings : outcome.issues).map(formatIssue);
}

describe('loadConfig', () => {
  it('reads a good configuration', () => {
    const outcome = loadConfig(SMALL_CONFIG, { platforms: PLATFORMS });
    expect(said(outcome)).toEqual([]);
    if (outcome.kind === 'bad') throw new Error('a good configuration was refused');
    expect(outcome.config.briefs.map(({ id }) => id)).toEqual(['small']);
    expect(outcome.config.feeds).toEqual([
      { id: 'example', url: 'https://example.org/feed.xml', outlet: 'Example', lang: 'en', desk: 'small' },
    ]);
    expect(outcome.config.settings).toEqual({
      store: { path: 'data/signpost.db' },
      polling: {
        interval: 900_000,
        adaptive: false,
        concurrency: 16,
        allow_hosts: [],
        catch_up: 259_200_000,
      },
      receivers: { terminal: { type: 'console' } },
      route: { match: {}, receiver: 'terminal', continue: false, routes: [] },
      group_wait: 30_000,
      group_interval: 300_000,
      repeat_interval: 14_400_000,
      first_reading: 'notice',
      flood: { alerts: 30, within: 300_000 },
      quiet_hours: [],
      time_zone: 'UTC',
      discord: { guilds: [], changers: [] },
      votes: 'everyone',
      slack: { changers: [], workspaces: [], host: '127.0.0.1', port: 3000 },
      web: { host: '127.0.0.1', port: 8080 },
      retention: 31_536_000_000,
    });
  });

  it('merges what another block has, and places what is wrong in it', () => {
    const text = SMALL_SETTINGS.replace(
      /receivers:[^]*?\n(?=\S)/,
      'receivers:\n  terminal: &one { type: console }\n  second: { <<: *one }\n  third: { <<: *one, colour: red }\n',
    );
    const outcome = loadConfig(spoil({ path: 'config/signpost.yaml', text }), {
      platforms: PLATFORMS,
      checkQueries: unknownLists,
    });
    const issues = outcome.kind === 'bad' ? outcome.issues : [];
    expect(issues.filter(({ severity }) => severity === 'error').map(({ what }) => what)).toEqual([
      'unknown key colour',
    ]);
  });

  it('says everything that is wrong with all files in one run, each with its place', () => {
    const outcome = loadConfig(
      [
        {
          path: 'config/signpost.yaml',
          text: SMALL_SETTINGS.replace('terminal }', 'termnal }') + 'group_wait: soon\n',
        },
        { path: 'config/briefs/a.yaml', text: SMALL_BRIEF.replace('query: sign', 'qurey: sign') },
        {
          path: 'config/briefs/b.yaml',
          text: SMALL_BRIEF.replace('query: sign', 'query: |\n      sign\n      AND $sprot'),
        },
        { path: 'config/briefs/c.yaml', text: 'id: [c' },
        { path: 'feeds/a.yaml', text: SMALL_FEEDS.replace('https://', '') },
        { path: 'feeds/b.opml', text: '<opml><body><outline text="x" xmlUrl="nonsense"/></body></opml>' },
      ],
      { platforms: PLATFORMS, checkQueries: unknownLists },
    );
    expect(outcome.kind).toBe('bad');
    expect(said(outcome)).toEqual([
      'config/briefs/a.yaml:9:5 query is missing; add query: here',
      'config/briefs/a.yaml:12:5 unknown key qurey; did you mean query?',
      'config/briefs/b.yaml:1:5 the brief id small is used before, in config/briefs/a.yaml; give one of them another id',
      'config/briefs/b.yaml:14:11 there is no list $sprot; add it below lists:',
      'config/briefs/c.yaml:1:5 this [ is never closed; add ] after it where the list ends',
      'config/signpost.yaml:3:20 there is no receiver termnal; did you mean terminal?',
      'config/signpost.yaml:4:13 group_wait "soon" is not a duration; write a whole number and one of s, m, h, d, such as 30s, 15m, 24h or 14d',
      'feeds/a.yaml:4:10 url "example.org/feed.xml" is not a feed address; it must be an absolute http:// or https:// URL',
      'feeds/b.opml:1:39 warning: url "nonsense" is not a feed address; it is left out (x); mend it, or remove its outline',
    ]);
  });

  it('says the same whatever the order of the files', () => {
    const files = spoil(
      { path: 'feeds/a.yaml', text: SMALL_FEEDS },
      { path: 'feeds/b.yaml', text: SMALL_FEEDS },
    );
    const expected = [
      'feeds/b.yaml:3:9 the feed id example is used before, in feeds/a.yaml; give one of them another id',
      'feeds/b.yaml:4:10 this address is polled already, in feeds/a.yaml; remove one of them',
    ];
    expect(said(loadConfig(files, { platforms: PLATFORMS }))).toEqual(expected);
    expect(said(loadConfig(files.toReversed(), { platforms: PLATFORMS }))).toEqual(expected);
  });

  it('asks for the files that are not there', () => {
    expect(said(loadConfig([], { platforms: PLATFORMS }))).toEqual([
      'config/briefs:1:1 there is no brief; add one, such as config/briefs/my-brief.yaml; docs/configuration.md shows a small one',
      formatIssue(missingFile('config/signpost.yaml')),
      "feeds:1:1 there is no feed to poll; add feeds/my-desk.yaml, or export your reader's subscriptions to feeds/my-desk.opml",
    ]);
  });

  it('reads only what belongs to it', () => {
    const stray = [
      'feeds/sample/daily.yaml',
      'config/schema/brief.json',
      'config/briefs/notes.txt',
      'README.md',
    ];
    const files = [...SMALL_CONFIG, ...stray.map((path) => ({ path, text: ': [' }))];
    expect(said(loadConfig(files, { platforms: PLATFORMS }))).toEqual([]);
  });

  it('keeps the columns of files written on Windows', () => {
    const text = SMALL_BRIEF.replace('query: sign', 'query: |\n      sign\n      AND $sprot').replaceAll(
      '\n',
      '\r\n',
    );
    const files = spoil({ path: 'config\\briefs\\small.yaml', text });
    expect(said(loadConfig(files, { platforms: PLATFORMS, checkQueries: unknownLists }))).toContain(
      'config/briefs/small.yaml:14:11 there is no list $sprot; add it below lists:',
    );
  });

  it('is not brought down by a file made to do so', () => {
    const nested = '['.repeat(50_000);
    expect(
      said(loadConfig(spoil({ path: 'config/briefs/deep.yaml', text: nested }), { platforms: PLATFORMS }))[0],
    ).toMatch(/^config\/briefs\/deep\.yaml:1:\d+ the file nests far too deeply; /);
    const folders = `<opml><body>${'<outline text="x">'.repeat(200_000)}`;
    expect(
      said(
        loadConfig([...SMALL_CONFIG, { path: 'feeds/deep.opml', text: folders }], { platforms: PLATFORMS }),
      ),
    ).toEqual([expect.stringMatching(/^feeds\/deep\.opml:1:\d+ the outlines nest too deeply; /)]);
  });

  it('gives the query check a usable brief in spite of other faults, and drops what it says of stand-ins', () => {
    const text =
      SMALL_BRIEF.replace('title: A small brief\n', '').replace('query: sign', 'query: []') +
      '    severity: 5\n';
    let seen: unknown;
    const outcome = loadConfig(spoil({ path: 'config/briefs/small.yaml', text }), {
      platforms: PLATFORMS,
      checkQueries: (brief) => {
        seen = brief.indicators.map(({ id, severity }) => ({ id, severity }));
        return [
          {
            path: ['indicators', 0, 'query'],
            offset: 0,
            severity: 'error',
            what: 'a stand-in is wrong',
            remedy: 'x',
          },
          {
            path: ['indicators', 0, 'examples', 'hits', 0],
            severity: 'error',
            what: 'no hit',
            remedy: 'mend it',
          },
        ];
      },
    });
    expect(seen).toEqual([{ id: 'sign', severity: 'medium' }]);
    expect(said(outcome)).toEqual([
      'config/briefs/small.yaml:1:1 title is missing; add title: here',
      'config/briefs/small.yaml:11:12 query is a list, where text is expected; write text',
      'config/briefs/small.yaml:12:24 no hit; mend it',
      'config/briefs/small.yaml:13:15 severity 5 is not one of low, medium, high; use one of them',
    ]);
  });

  it('lets the desk win over what a reader exported', () => {
    const opml = `<opml><body>
<outline text="Example" language="en" xmlUrl="http://www.example.org/feed.xml/"/>
<outline text="Example" language="en" xmlUrl="https://example.com/other.xml"/>
<outline text="Folder"><outline text="Again" language="en" xmlUrl="https://example.com/other.xml"/></outline>
</body></opml>`;
    const outcome = loadConfig([...SMALL_CONFIG, { path: 'feeds/reader.opml', text: opml }], {
      platforms: PLATFORMS,
    });
    expect(said(outcome)).toEqual([
      'feeds/reader.opml:2:1 warning: http://www.example.org/feed.xml/ is polled already, in feeds/small.yaml; remove one of them',
    ]);
    if (outcome.kind === 'bad') throw new Error('a repeated feed of a reader stopped the start');
    expect(outcome.config.feeds.map(({ id, desk }) => `${desk}/${id}`)).toEqual([
      'small/example',
      'reader/example-2',
    ]);
  });
});
