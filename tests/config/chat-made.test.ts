/** What was set up from a chat joins the files, which hold wherever both take one id. */
import { describe, expect, it } from 'vitest';
import { readChatBrief, withChatMade, writeChatBrief } from '../../src/config/chat-made.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { chatBriefId, type ChatBrief, ChatSign } from '../../src/core/indicator/chat-brief.ts';
import { PLATFORMS } from '../../src/app/run/platforms.ts';
import { checkBrief } from '../../src/core/query/language/check-brief.ts';
import { SMALL_CONFIG } from './small-config.ts';

const loaded = loadConfig(SMALL_CONFIG, { platforms: PLATFORMS, checkQueries: checkBrief });
if (loaded.kind === 'bad') throw new Error('the small configuration is unsound');
const FILES = loaded.config;

function brief(id: string, query = 'lighthouse', status: 'asked' | 'trial' | 'live' = 'live'): ChatBrief {
  const sign = ChatSign.parse({
    id: 'lamp',
    name: 'The lamp',
    quote: 'the lamp goes out',
    query,
    examples: { hits: ['A lighthouse'], misses: ['Rain'] },
  });
  const said = 'Nobody said.';
  const head = {
    title: 'T',
    happened: said,
    leverage: said,
    mechanism: said,
    matters: said,
    watch: 'W:',
    lists: {},
  };
  return { id, head, signs: [{ status, batch: 'b', sign }] };
}
const join = (made: Partial<Parameters<typeof withChatMade>[1]>) =>
  withChatMade(FILES, { briefs: [], feeds: [], resting: [], ...made }, checkBrief);
const feed = { id: 'post', url: 'https://post.example/feed', outlet: 'Post', lang: 'en' };

describe('withChatMade', () => {
  it('adds a brief of the signs that are looked for', () => {
    expect(join({ briefs: [brief('chat-1')] }).config.briefs.map(({ id }) => id)).toEqual([
      'small',
      'chat-1',
    ]);
    expect(join({ briefs: [brief('chat-1', 'lighthouse', 'asked')] }).config.briefs).toHaveLength(1);
  });

  it('has a sign on trial alert nobody', () => {
    const { config, issues } = join({ briefs: [brief('chat-1', 'lighthouse', 'trial')] });
    expect(config.briefs.at(-1)?.indicators[0]?.status).toBe('trial');
    expect(issues).toEqual([]);
  });

  it('leaves the file in force where both have one id, and says so', () => {
    const { config, issues } = join({ briefs: [brief('small')], feeds: [{ ...feed, id: 'example' }] });
    expect(config.briefs).toEqual(FILES.briefs);
    expect(config.feeds).toEqual(FILES.feeds);
    expect(issues.map(({ file, severity }) => [file, severity])).toEqual([
      ['made in the chat: small', 'warning'],
      ['made in the chat: example', 'warning'],
    ]);
  });

  it('leaves out what is unsound and keeps the rest', () => {
    const { config, issues } = join({ briefs: [brief('chat-1', '$gone'), brief('chat-2')] });
    expect(config.briefs.map(({ id }) => id)).toEqual(['small', 'chat-2']);
    expect(issues.map(({ what }) => what).join()).toContain('gone');
  });

  it('adds feeds and lets any rest', () => {
    expect(join({ feeds: [feed] }).config.feeds.map(({ id, desk }) => [id, desk])).toEqual([
      ['example', 'small'],
      ['post', 'chat'],
    ]);
    expect(join({ feeds: [feed], resting: ['example'] }).config.feeds.map(({ id }) => id)).toEqual(['post']);
  });

  it('polls no address twice', () => {
    const twin = { ...feed, url: FILES.feeds[0]?.url ?? '' };
    expect(join({ feeds: [twin] }).issues[0]?.what).toContain('feed address');
  });
});

describe('writeChatBrief', () => {
  it('writes what a file in config/briefs may hold', () => {
    const text = writeChatBrief(brief('chat-1')) ?? '';
    const files = [...SMALL_CONFIG, { path: 'config/briefs/chat-1.yaml', text }];
    const again = loadConfig(files, { platforms: PLATFORMS, checkQueries: checkBrief });
    expect(again.kind === 'ok' ? again.warnings : again.issues).toEqual([]);
    expect(readChatBrief(brief('chat-1'), { lists: {}, checkQueries: checkBrief })?.brief?.watch).toContain(
      'the lamp goes out',
    );
  });

  it('names a brief after its channel', () => {
    expect([chatBriefId('C0NEWS'), chatBriefId('123456789')]).toEqual(['chat-c0news', 'chat-123456789']);
  });
});
