/** Feeds and signs that are set up from a chat: what is stored, what counts, what alerts, and what is refused. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Reply } from '../../../../../src/core/command/reply.ts';
import type { FetchOutcome } from '../../../../../src/core/feed/poll/fetch-outcome.ts';
import { DAY, HOUR, MINUTE } from '../../../../../src/core/time/duration.ts';
import { readChatMade } from '../../../../../src/app/run/chat/follow-chat.ts';
import { SHIPPED_LISTS } from '../../../../shipped-lists.ts';
import { describeOnStores } from '../../../../stores.ts';
import { rssDocument } from '../../../../peers/feed-server.ts';
import {
  CHANNEL,
  COLLEAGUE,
  EDITOR,
  feedAnswer,
  type Newsroom,
  openNewsroom,
  READER,
  report,
  wordsOf,
} from '../../newsroom.ts';

const SITE = 'https://larkmoor.example/';
const BRIEF = `chat-${CHANNEL}`;
const SIGN = {
  sign: 'a lighthouse is closed for good',
  words: 'lighthouse closed, lighthouse closes',
  hit: 'Lighthouse at Skerry closes for good',
  miss: 'Lighthouse keeper writes a novel',
};

const NEWS = rssDocument(
  [
    'Port of Glosmere sold',
    'Rain until Sunday',
    'Choir wins prize',
    'Bakery turns a hundred',
    'New bridge',
    'Old news',
  ].map((title, nth) => ({ id: `n${nth}`, title, published: Date.UTC(2026, 8, 10) - nth * HOUR })),
);

describeOnStores('setting up from a chat', () => {
  let room: Newsroom;
  beforeEach(async () => {
    room = await openNewsroom({
      lists: SHIPPED_LISTS,
      fetchFeed: ({ url }) => Promise.resolve(url === SITE ? feedAnswer(SITE, NEWS) : failed),
    });
  });
  afterEach(() => room.store.close());

  const failed: FetchOutcome = {
    kind: 'failed',
    reason: 'status',
    detail: 'it answered 404',
    retryAfter: undefined,
  };
  const buttonOf = (reply: Reply, label: string): string => {
    const found = reply.buttons?.find((each) => each.label === label);
    if (found === undefined) throw new Error(`no button ${label} in ${wordsOf(reply)}`);
    return found.id;
  };
  const made = () => readChatMade(room.store.db);
  const actions = async () => (await room.audit()).map(({ action, subject }) => `${action} ${subject}`);

  it('adds a feed after a trial poll that shows its newest headlines, its language and what would match', async () => {
    const words = wordsOf(await room.ask('feed add', { address: SITE }));
    for (const title of [
      'Port of Glosmere sold',
      'Rain until Sunday',
      'Choir wins prize',
      'Bakery turns a hundred',
      'New bridge',
    ])
      expect(words).toContain(title);
    expect(words).not.toContain('Old news');
    expect(words).toContain('Language: en');
    expect(words).toContain('harbours/port-sales (1)');
    expect((await made()).feeds).toMatchObject([{ url: SITE, lang: 'en' }]);
    expect(await actions()).toEqual([expect.stringMatching(/^feed-add feed:/)]);
    expect(room.refreshes.count).toBe(1);
  });

  it('adds no feed twice, none that a file has, and none where nothing is found', async () => {
    await room.ask('feed add', { address: SITE });
    expect(wordsOf(await room.ask('feed add', { address: SITE }))).toContain('Polled already');
    expect(wordsOf(await room.ask('feed add', { address: 'https://nowhere.example/' }))).toContain('404');
    // The address of one that is polled is known without asking its publisher, who may be away.
    for (const address of ['https://tern.example/feed.xml', '<https://www.tern.example/feed.xml/>'])
      expect(wordsOf(await room.ask('feed add', { address }))).toContain('It is tern');
    await room.ask('feed pause', { feed: 'tern' });
    const resting = await room.ask('feed add', { address: 'https://tern.example/feed.xml' });
    expect(wordsOf(resting)).toContain('/feed resume tern polls it again');
    await room.ask('feed resume', { feed: 'tern' });
    expect((await made()).feeds).toHaveLength(1);
  });

  it('lets any feed rest and takes out those alone that were added from a chat', async () => {
    const [id] = await room
      .ask('feed add', { address: SITE })
      .then(async () => (await made()).feeds.map((feed) => feed.id));
    await room.ask('feed pause', { feed: 'tern' });
    expect((await made()).resting).toEqual(['tern']);
    await room.ask('feed resume', { feed: 'tern' });
    expect((await made()).resting).toEqual([]);
    expect(wordsOf(await room.ask('feed remove', { feed: 'tern' }))).toContain('file of the operator');
    await room.ask('feed remove', { feed: id ?? '' });
    expect((await made()).feeds).toEqual([]);
    expect((await actions()).map((each) => each.split(' ')[0])).toEqual([
      'feed-add',
      'feed-pause',
      'feed-resume',
      'feed-remove',
    ]);
  });

  it('answers a sign with what it would have brought and nearly did, and watches nothing yet', async () => {
    await room.poll(
      [
        report('Lighthouse of Glosmere closed after storm', 2 * DAY),
        report('Lighthouse opens its doors to visitors', 3 * DAY),
      ],
      true,
    );
    const reply = await room.ask('watch new', SIGN);
    expect(wordsOf(reply)).toContain('1 story in 2 days');
    expect(wordsOf(reply)).toContain('✓ Lighthouse of Glosmere closed after storm');
    expect(wordsOf(reply)).toContain('≈ Lighthouse opens its doors to visitors');
    expect(reply.buttons?.map(({ label }) => label)).toEqual(['Start alerting here', 'Trial first', 'Drop']);
    await room.poll([report('Lighthouse of Ternby closes', HOUR)]);
    expect(room.sends).toEqual([]);
  });

  it('alerts the channel and nobody else once it is started, and never again once it is dropped', async () => {
    const reply = await room.ask('watch new', SIGN);
    await room.press(buttonOf(reply, 'Start alerting here'));
    await room.poll([report('Lighthouse of Ternby closes', 30 * MINUTE)]);
    expect(room.sends.map(({ receiver }) => receiver)).toEqual([`discord:${CHANNEL}`]);
    const id = (await made()).briefs[0]?.signs[0]?.sign.id ?? '';
    expect(wordsOf(await room.ask('watch drop', { sign: id }))).toContain('Dropped');
    await room.poll([report('Lighthouse of Glosmere closes, too', 10 * MINUTE)]);
    expect(room.sends).toHaveLength(1);
    expect(await actions()).toEqual([
      `watch-draft brief:${BRIEF}`,
      `watch-start sign:${BRIEF}/${id}`,
      `watch-drop sign:${BRIEF}/${id}`,
    ]);
  });

  it('counts a sign on trial and alerts nobody until it is started', async () => {
    const reply = await room.ask('watch new', SIGN);
    await room.press(buttonOf(reply, 'Trial first'));
    await room.poll([report('Lighthouse of Ternby closes', 30 * MINUTE)]);
    expect(room.sends).toEqual([]);
    expect(wordsOf(await room.ask('signals', { brief: BRIEF }))).toMatch(
      /On trial: A lighthouse is closed for good \(1 story in 7 days\)/,
    );
    await room.ask('watch start', { sign: 'a-lighthouse-is-closed-for-good' });
    await room.poll([report('Lighthouse at Fernhollow closed by the board', 10 * MINUTE)]);
    expect(room.sends.map(({ receiver }) => receiver)).toEqual([`discord:${CHANNEL}`]);
  });

  it('keeps no sign whose headlines contradict its words, and shows what was written', async () => {
    const words = wordsOf(await room.ask('watch new', { ...SIGN, hit: 'Something else entirely' }));
    expect(words).toContain('should match, but does not: Something else entirely');
    expect(words).toContain('Must not: Lighthouse keeper writes a novel');
    expect(wordsOf(await room.ask('watch new', { ...SIGN, words: '(lighthouse AND' }))).toContain('Not yet');
    expect((await made()).briefs).toEqual([]);
  });

  it('watches the ticked signs of an article', async () => {
    const article = `The lamp\n\nWhat to watch next\n- a lighthouse that is closed\n- a court that blocks the sale\n`;
    const reply = await room.ask('watch article', { article });
    expect(reply.picks?.options.length ?? 0).toBeGreaterThan(1);
    const [first] = reply.picks?.options ?? [];
    await room.handler.press({
      button: reply.picks?.id ?? '',
      by: EDITOR,
      channel: CHANNEL,
      picked: [first?.value ?? ''],
    });
    await room.press(buttonOf(reply, 'Start alerting here'));
    const statuses = (await made()).briefs[0]?.signs.map(({ sign, status }) => [sign.id, status]);
    expect(statuses).toContainEqual([first?.value, 'live']);
    expect(statuses?.filter(([, status]) => status === 'left')).toHaveLength(
      (reply.picks?.options.length ?? 0) - 1,
    );
  });

  it('starts nothing where all ticks are taken away, and says so', async () => {
    const article = `The lamp\n\nWhat to watch next\n- a lighthouse that is closed\n- a court that blocks the sale\n`;
    const reply = await room.ask('watch article', { article });
    const by = { by: EDITOR, channel: CHANNEL, picked: [] };
    expect(await room.handler.press({ button: reply.picks?.id ?? '', ...by })).toBeUndefined();
    expect(wordsOf(await room.press(buttonOf(reply, 'Start alerting here')))).toContain('Nothing is ticked');
    const statuses = (await made()).briefs.flatMap(({ signs }) => signs.map(({ status }) => status));
    expect(new Set(statuses)).toEqual(new Set(['left']));
  });

  it('refuses who may not change things, and changes nothing', async () => {
    for (const [name, args] of [
      ['feed add', { address: SITE }],
      ['feed pause', { feed: 'tern' }],
      ['watch new', SIGN],
      ['watch start', { sign: 'x' }],
    ] as const)
      expect(wordsOf(await room.ask(name, args, READER))).toContain('Not allowed');
    const reply = await room.ask('watch new', SIGN);
    expect(wordsOf(await room.press(buttonOf(reply, 'Start alerting here'), READER))).toContain(
      'Not allowed',
    );
    expect((await made()).briefs[0]?.signs[0]?.status).toBe('asked');
  });

  it('writes a brief that was made in a chat out as a file', async () => {
    const reply = await room.ask('watch new', SIGN, COLLEAGUE, 'C0NEWS');
    await room.press(buttonOf(reply, 'Start alerting here'));
    const exported = await room.ask('export', { of: 'chat-c0news', format: 'yaml' }, COLLEAGUE, 'C0NEWS');
    expect(exported.file?.text).toContain('id: chat-c0news');
    expect(exported.file?.text).toContain('lighthouse');
    expect(wordsOf(await room.ask('export', { of: 'harbours', format: 'yaml' }))).toContain('A file already');
  });
});
