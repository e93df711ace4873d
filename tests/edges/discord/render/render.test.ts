import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertNotification, Notification } from '../../../../src/core/delivery/notification.ts';
import { deliveryMark } from '../../../../src/edges/discord/mark.ts';
import { renderNotification } from '../../../../src/edges/discord/render/render.ts';
import {
  correlationAlert,
  developedAlert,
  HIDDEN,
  hostileAlert,
  hostileNotice,
  mark,
  sampleAlert,
  sampleNotice,
} from '../../../conformance/notifications.ts';
import { contract } from '../../../peers/discord/contract.ts';
import { isEmpty, MessageBody, messageComplaints } from '../../../peers/discord/limits.ts';
import { embedLinks, embedText, liveMarkup } from '../../../peers/discord/markdown.ts';

/** Everything that Discord would refuse about a body. */
function complaints(body: object): readonly unknown[] {
  const parsed = MessageBody.parse(body);
  return [
    ...contract().request('create_message', body),
    ...contract().request('update_message', body),
    ...messageComplaints(parsed),
    ...(isEmpty(parsed, 0) ? ['empty'] : []),
  ];
}

function embedOf(n: Notification) {
  const [embed] = MessageBody.parse(renderNotification(n)).embeds ?? [];
  if (embed === undefined) throw new Error('no embed');
  return embed;
}

describe('renderNotification', () => {
  it.each([
    ['alert', sampleAlert, { buttons: false, mark: deliveryMark('delivery-1') }],
    ['alert-developed', developedAlert, { buttons: true }],
    ['alert-of-a-correlation', correlationAlert, { buttons: false }],
    ['alert-hostile', hostileAlert, { buttons: true, mark: deliveryMark('delivery-2') }],
    ['notice', sampleNotice, { buttons: false, mark: deliveryMark('delivery-3') }],
    ['notice-hostile', hostileNotice, { buttons: false }],
  ] as const)('draws the golden %s', async (name, notification, options) => {
    const body = renderNotification(notification, options);
    expect(complaints(body)).toEqual([]);
    await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });

  it('says severity, sign, headline and outlet in the content, where nobody can be mentioned', () => {
    const { content, allowed_mentions: allowed } = renderNotification(sampleAlert);
    expect(content).toBe(
      '🔴 high · Leader-level appointments\nAlliance leaders back minister as next supreme commander · North Sea Courier',
    );
    expect(allowed).toEqual({ parse: [] });
  });

  it('mentions from the severity on that the receiver names, and lets low severity arrive without a sound', () => {
    const mention = { id: '323456789012345678', severity: 'high' } as const;
    const draw = (severity: 'low' | 'high', more = {}) =>
      renderNotification({ ...sampleAlert, severity }, { buttons: false, mention, silent: true, ...more });
    expect(draw('high').content).toMatch(/^<@&323456789012345678> 🔴 high/);
    expect(draw('high')).toMatchObject({ allowed_mentions: { parse: [], roles: [mention.id] } });
    expect(draw('high')).not.toHaveProperty('flags');
    expect(draw('low').content).not.toContain('<@&');
    expect(draw('low')).toMatchObject({ flags: 4096, allowed_mentions: { parse: [] } });
    expect(draw('low', { silent: false })).not.toHaveProperty('flags');
    expect(draw('high', { edit: true })).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('names each outlet once, counts the rest, and links those it names', () => {
    const outlets = ['A', 'B', 'A', 'C', 'D', 'E', 'F'];
    const alsoReported = outlets.map((outlet) => ({
      outlet: `Outlet ${outlet}`,
      headline: 'x',
      link: `https://${outlet.toLowerCase()}.example/(x)`,
      at: 0,
    }));
    expect(embedOf({ ...sampleAlert, alsoReported }).description).toContain(
      'Also: [Outlet A](https://a.example/%28x%29), [Outlet B](https://b.example/%28x%29), [Outlet C](https://c.example/%28x%29) and 3 more',
    );
  });

  it('counts the evidence beyond the newest stories', () => {
    const evidence = Array.from({ length: 30 }, (_, nth) => ({
      outlet: 'Outlet',
      headline: `Headline ${nth} ${'word '.repeat(30)}`,
      link: 'https://a.example/x',
      at: 0,
    }));
    const { description = '' } = embedOf({ ...sampleAlert, evidence });
    expect(description?.split('\n').filter((line) => line.startsWith('• [Headline'))).toHaveLength(4);
    expect(description).toContain('• and 26 earlier stories');
  });

  it('leaves out what is not there', () => {
    const bare: AlertNotification = {
      ...sampleAlert,
      headline: mark(''),
      excerpt: undefined,
      link: undefined,
      quote: '',
      matters: '',
      actors: [],
      tags: [],
      standing: undefined,
    };
    const embed = embedOf(bare);
    expect(renderNotification(bare).content).toContain('(no headline)');
    expect(embed.fields).toBeUndefined();
    expect(embed.description).toMatch(/^North Sea Courier · <t:\d+:R>$/);
    expect(complaints(renderNotification(bare))).toEqual([]);
  });

  it('cuts between graphemes', () => {
    const family = '👨‍👩‍👧‍👦';
    const { content } = renderNotification({ ...sampleAlert, headline: mark(family.repeat(100)) });
    expect(content).toMatch(new RegExp(`\n(?:${family}){10,}…`));
  });

  it('has the headline in the embed again where the card is short, with what decided in bold', () => {
    const { content } = renderNotification(sampleAlert);
    const description = embedOf(sampleAlert).description ?? '';
    expect(content).toContain('Alliance leaders back minister as next supreme commander');
    expect(description).toContain('**');
    expect(description.replaceAll('*', '')).toContain('Alliance leaders back minister');
  });

  it('isolates what runs from right to left', () => {
    const hebrew = { ...sampleAlert, headline: mark('המשבר סביב הנמל') };
    expect(renderNotification(hebrew).content).toContain('\u2068המשבר סביב הנמל\u2069 · North Sea Courier');
  });

  it('gives deliveries different marks', () => {
    const marks = Array.from({ length: 1000 }, (_, nth) => deliveryMark(`delivery-${nth}`));
    expect(new Set(marks).size).toBe(1000);
    expect(marks.every((each) => /^[0-9a-z]{7}$/.test(each))).toBe(true);
  });
});

describe('any notification', () => {
  const live = fc.constantFrom(
    '@everyone',
    '@here',
    '<@123456789012345678>',
    '<@&123456789012345678>',
    '<#123456789012345678>',
    '</why:123456789012345678>',
    '<:x:123456789012345678>',
    '<a:x:123456789012345678>',
    '<t:1700000000:R>',
    '<id:browse>',
    '[a](javascript:alert(1))',
    '[a](https://evil.example)',
    'https://evil.example/a_b_c',
    'HTTP://EVIL.EXAMPLE',
    '<https://evil.example>',
    '<mailto:x@evil.example>',
    '\\',
    '**',
    '__',
    '~~',
    '||',
    '```',
    '`',
    '# ',
    '-# ',
    '- ',
    '> ',
    '>>> ',
    '1. ',
    '\n',
    ' ',
    '\u202e',
    '\u200b',
    '\u2066',
    '\u0000',
    '\ud800',
    '👨‍👩‍👧',
    'e\u0301',
    'word',
    '[',
    ']',
    '(',
    ')',
    '@',
    '<',
    ':',
    '//',
    'everyone',
  );
  const hostile = fc.oneof(
    fc.array(live, { maxLength: 30 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .tuple(live, fc.integer({ min: 1, max: 3000 }))
      .map(([part, times]) => part.repeat(times).slice(0, 12_000)),
  );
  const offset = fc.integer({ min: -2, max: 300 });
  const marked = fc.record({
    text: hostile,
    marks: fc.array(fc.record({ start: offset, end: offset }), { maxLength: 8 }),
  });
  const link = fc.oneof(
    fc.constant(undefined),
    hostile,
    hostile.map((tail) => `https://outlet.example/${tail}`),
    fc.constantFrom('http://[::1]/x', 'http://localhost/', 'https://a_b.example/', 'https://bücher.example/'),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
  );
  const at = fc.oneof(fc.integer(), fc.constantFrom(Number.NaN, Infinity, -1, 8.64e15));
  const report = fc.record({ outlet: hostile, headline: hostile, link, at });
  const reports = fc.array(report, { maxLength: 12 });
  const indicator = fc.record({ id: hostile, name: hostile });
  const brief = fc.record({ id: hostile, title: hostile });
  const severity = fc.constantFrom('low', 'medium', 'high');
  const fresh = fc.boolean();
  const turned = fc.option(hostile, { nil: undefined });
  const more = {
    messageId: fc.nat(),
    hypothesis: fc.option(hostile, { nil: undefined }),
    others: fc.array(fc.record({ alertId: fc.nat(), indicator, brief, severity, fresh }), { maxLength: 12 }),
    patterns: fc.array(
      fc.record({
        alertId: fc.nat(),
        kind: fc.constantFrom('correlation', 'rising'),
        name: hostile,
        severity,
        finding: hostile,
        reports,
        fresh,
      }),
      { maxLength: 3 },
    ),
    reports: fc.array(
      fc.record({
        outlet: hostile,
        headline: hostile,
        link,
        at,
        relation: fc.constantFrom('reprint', 'report'),
        matched: fc.boolean(),
        fresh,
      }),
      { maxLength: 12 },
    ),
    developments: fc.array(fc.record({ outlet: hostile, headline: hostile, link, at, turned, fresh }), {
      maxLength: 4,
    }),
    corrections: fc.array(
      fc.record({
        outlet: hostile,
        before: hostile,
        after: hostile,
        at,
        clock: fc.constant('15:02'),
        withdrawn: fc.array(hostile, { maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
    follows: fc.option(
      fc.record({ alertId: fc.nat(), headline: hostile, outlet: hostile, link, at, turned }),
      { nil: undefined },
    ),
  };
  const alert: fc.Arbitrary<AlertNotification> = fc.record({
    ...more,
    kind: fc.constant('alert'),
    alertId: fc.nat(),
    headline: marked,
    link,
    excerpt: fc.option(marked, { nil: undefined }),
    outlet: hostile,
    at,
    indicator: fc.record({ id: hostile, name: hostile }),
    brief: fc.record({ id: hostile, title: hostile }),
    quote: hostile,
    finding: fc.option(hostile, { nil: undefined }),
    severity: fc.constantFrom('low', 'medium', 'high'),
    tags: fc.array(hostile, { maxLength: 20 }),
    actors: fc.array(hostile, { maxLength: 20 }),
    alsoReported: reports,
    evidence: reports,
    standing: fc.option(
      fc.record({
        level: fc.constantFrom('quiet', 'seen', 'active', 'surging'),
        sentence: hostile,
        week: fc.array(fc.integer(), { maxLength: 20 }),
      }),
      { nil: undefined },
    ),
    matters: hostile,
    acknowledged: fc.option(fc.record({ by: hostile, at }), { nil: undefined }),
    verdicts: fc.record({ relevant: fc.nat(), notRelevant: fc.nat() }),
  });
  const notice = fc.record({
    kind: fc.constant('notice' as const),
    title: hostile,
    lines: fc.array(marked, { maxLength: 60 }),
  });

  it('is accepted, mentions nobody, and links nowhere but to http and https', () => {
    fc.assert(
      fc.property(fc.oneof(alert, notice), fc.boolean(), (n, buttons) => {
        const body = renderNotification(n, { buttons, mark: 'abcdefg' });
        expect(complaints(body)).toEqual([]);
        for (const embed of MessageBody.parse(body).embeds ?? []) checkHarmless(n, embed);
      }),
      { numRuns: 200 },
    );
  });

  function checkHarmless(n: Notification, embed: Parameters<typeof embedText>[0]): void {
    const markup = [
      embed.title,
      embed.description,
      ...(embed.fields ?? []).flatMap((each) => [each.name, each.value]),
    ]
      .filter((text) => typeof text === 'string')
      .map(liveMarkup);
    expect(markup.flatMap((each) => each.mentions)).toEqual([]);
    expect(liveMarkup(embedText(embed)).mentions).toEqual([]);
    for (const url of embedLinks(embed)) {
      expect(url).toMatch(/^https?:\/\/[^@/]+\/[^\s()]*/);
      expect(offered(n)).toContain(new URL(url).hostname);
    }
    const stamps = markup.flatMap((each) => each.timestamps);
    expect(stamps.every((stamp) => /^<t:\d+:R>$/.test(stamp))).toBe(true);
    expect(stamps).not.toContain('<t:1700000000:R>');
    // Ours: the quote below the headline. Everything else that begins a line is foreign.
    const blocks = markup.flatMap((each) => each.blocks.map((block) => block.trim()));
    expect(blocks.filter((block) => block !== '>')).toEqual([]);
    const inline = markup.flatMap((each) => each.inline).filter((each) => each !== '**' && each !== '*');
    expect(inline).toEqual([]);
    expect(embedText(embed)).not.toMatch(HIDDEN);
    expect(embedText(embed).isWellFormed()).toBe(true);
  }

  /** The hosts that a notification's own links lead to. */
  function offered(n: Notification): readonly string[] {
    if (n.kind !== 'alert') return [];
    const links = [
      n.link,
      ...n.alsoReported.map((each) => each.link),
      ...n.evidence.map((each) => each.link),
      ...n.reports.map((each) => each.link),
      ...n.patterns.flatMap(({ reports: all }) => all.map((each) => each.link)),
      ...n.developments.map((each) => each.link),
      n.follows?.link,
    ];
    return links.flatMap((each) => URL.parse(each ?? '')?.hostname ?? []);
  }
});
