import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../src/config/issue.ts';
import { showPlace } from '../../src/config/show-place.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { PLATFORMS } from '../../src/app/run/platforms.ts';
import { SMALL_CONFIG, spoil } from './small-config.ts';

/** What the check says of one feed with these lines. */
function said(...lines: readonly string[]): readonly string[] {
  return issuesOf(...lines).issues.map(formatIssue);
}

function issuesOf(...lines: readonly string[]) {
  const text = `desk: small\nfeeds:\n  - id: odd\n    outlet: Odd\n${lines.map((line) => `    ${line}\n`).join('')}`;
  const loaded = loadConfig(spoil({ path: 'feeds/small.yaml', text }), { platforms: PLATFORMS });
  return { issues: loaded.kind === 'bad' ? loaded.issues : loaded.warnings, text };
}
const URL = 'url: https://odd.example/feed';

describe('the options of a feed', () => {
  it('are good together', () => {
    const all = [
      'every: 90m',
      'polite: true',
      'adaptive: true',
      'user_agent: Mozilla/5.0 (compatible; Signpost)',
      'headers: { Cookie: "consent=yes", Accept-Language: de }',
      'auth: { basic: "${FEED_LOGIN}" }',
      'timeout: 2m',
      'max_bytes: 1024',
      'proxy: http://proxy.example:3128',
      'http_redirects: true',
      'encoding: cp852',
      'catch_up: 6h',
      'filter: strike* AND NOT sport',
      'lang: mul',
      'aggregator: true',
    ];
    expect(SMALL_CONFIG).toHaveLength(3);
    expect(said(URL, ...all)).toEqual([]);
  });

  it.each([
    ['every: 0s', 'every "0s" is no interval; write 5m or more'],
    ['every: "15 min"', 'is not a duration; write a whole number and one of'],
    ['user_agent: "Größe"', 'holds a character that no header field can carry; write it in ASCII'],
    ['headers: { Expect: 100-continue }', 'Expect is a field that the bot sets itself; take it out'],
    ['headers: { Range: "bytes=0-9" }', 'Range is a field that the bot sets itself; take it out'],
    ['headers: { Cookie: "a=1", cookie: "b=2" }', 'headers is a list with one name twice'],
    ['auth: { digest: "${A}" }', 'auth is not a way to log in; write { basic:'],
    ['auth: { basic: "${A}", bearer: "${B}" }', 'auth is not a way to log in; write { basic:'],
    ['auth: {}', 'auth is not a way to log in; write { basic:'],
    ['timeout: 3m', 'timeout "3m" is out of bounds; write 1s to 2m'],
    [
      'max_bytes: 5MB',
      'max_bytes "5MB" is not a number of bytes; write it as a whole number, such as 5000000',
    ],
    ['max_bytes: 100', 'max_bytes 100 is less than 1024'],
    ['encoding: klingon', 'encoding "klingon" is no encoding that can be read; write one such as'],
    ['encoding: base64', 'encoding "base64" is no encoding that can be read; write one such as'],
    ['proxy: "socks5://proxy.example:1080"', 'is not the address of a proxy; write http://host:port'],
    ['filter: $harbours', 'there is no list $harbours; write the list into a file of config/lists'],
    ['filter: NOT sport', 'join what must not occur to something that must'],
    ['filter: ""', 'filter is empty'],
    ['lang: en-GB', 'lang "en-GB" is not a language code'],
    ['insecure_tls: "yes"', 'insecure_tls is text, where true or false is expected'],
    ['time_out: 5s', 'unknown key time_out; did you mean timeout?'],
  ])('%s is an error at its place', (line, message) => {
    const issues = said(URL, line);
    expect(issues).toEqual([expect.stringContaining(message)]);
    expect(issues[0]).toMatch(/^feeds\/small\.yaml:6:\d+ (?!warning)/);
  });

  it.each([
    ['url: https://user:hunter2@odd.example/feed'],
    ['url: https://hunter2@odd.example/feed'],
    ['url: ftp://user:hunter2@odd.example/feed'],
    [URL, 'auth: { basic: "name:hunter2" }'],
    [URL, 'auth: { bearer: hunter2 }'],
    [URL, 'auth: name:hunter2'],
    [URL, 'headers: { Authorization: Bearer hunter2 }'],
    [URL, 'headers: { Cookie: "session=hunter2\\n" }'],
    [URL, 'headers: { Cookie: hunter2, cookie: hunter2 }'],
    [URL, 'proxy: http://user:hunter2@proxy.example:3128'],
  ])('say what is wrong with a secret, and not the secret: %s %s', (...lines) => {
    const { issues, text } = issuesOf(...lines);
    const shown = issues.map((issue) => showPlace(issue, text)).join(' ');
    expect(shown).toMatch(/; \S/);
    expect(shown).not.toContain('hunter2');
  });

  it('warn of what does nothing, and of what is dangerous', () => {
    expect(said(URL, 'polite: true')).toEqual([
      expect.stringContaining('warning: polite does nothing without every'),
    ]);
    expect(said(URL, 'insecure_tls: true')).toEqual([
      expect.stringContaining('warning: any certificate will do'),
    ]);
    expect(said(URL, 'every: 10s')).toEqual([expect.stringContaining('warning: polling every 10s')]);
  });
});
