import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Inline, Reply } from '../../../../src/core/command/reply.ts';
import { renderReply } from '../../../../src/edges/discord/render/render-reply.ts';
import { HIDDEN } from '../../../conformance/notifications.ts';
import { contract } from '../../../peers/discord/contract.ts';
import { isEmpty, MessageBody, messageComplaints } from '../../../peers/discord/limits.ts';
import { embedLinks, embedText, liveMarkup } from '../../../peers/discord/markdown.ts';

const AT = Date.UTC(2026, 10, 20, 9, 30);
const PHONE = 38;

/** Everything that Discord would refuse about an answer, as an edit and as a follow-up. */
function complaints(reply: Reply): readonly unknown[] {
  const { body, files } = renderReply(reply);
  const parsed = MessageBody.parse(body);
  return [
    ...contract().request('update_original_webhook_message', body),
    ...contract().request('execute_webhook', { ...body, flags: 64 }),
    ...messageComplaints(parsed),
    ...(isEmpty(parsed, files.length) ? ['empty'] : []),
  ];
}

const text = (words: string, style?: 'bold' | 'italic' | 'code'): Inline => ({
  kind: 'text',
  text: words,
  ...(style === undefined ? {} : { style }),
});
const line = (...inlines: readonly Inline[]): Block => ({ kind: 'line', inlines });
/** The first line stands in the content, what is asked about below it. */
const reply = (...blocks: readonly Block[]): Reply => ({
  title: 'Title',
  blocks: [line(text('First')), ...blocks],
  visibility: 'private',
});
const contentOf = (of: Reply) => MessageBody.parse(renderReply(of).body).content ?? '';
const embedsOf = (of: Reply) => MessageBody.parse(renderReply(of).body).embeds ?? [];

const BOARD: Reply = {
  title: 'Loyalty as the currency of the alliance',
  blocks: [
    line(text('2 of 9 sources are down', 'italic')),
    line(text('● '), text('Leader-level appointments', 'bold'), text(' surging ▁▂▁▃▅▆█ since '), {
      kind: 'time',
      at: AT,
      style: 'ago',
    }),
    { kind: 'quote', inlines: [text('changes in leader-level appointments')] },
    {
      kind: 'fields',
      fields: [
        { name: 'Precision', value: [text('8 of 10')] },
        { name: 'Silenced until', value: [{ kind: 'time', at: AT, style: 'date' }] },
      ],
    },
    {
      kind: 'table',
      head: ['Indicator', 'Level', '7 d'],
      rows: [
        ['Leader-level appointments', 'surging', '12'],
        ['US conditionality', 'quiet', '0'],
      ],
    },
    {
      kind: 'evidence',
      reports: [
        {
          outlet: 'North Sea Courier',
          headline: 'Alliance leaders back minister',
          link: 'https://north-sea-courier.example/a_(b)',
          at: AT,
        },
      ],
    },
    line(text('Asked with '), text('/signals', 'code'), text(', see '), {
      kind: 'link',
      text: 'the article',
      url: 'https://review.example/article',
    }),
  ],
  buttons: [
    { id: 'page:signals:1:', label: 'Previous', style: 'plain' },
    { id: 'page:signals:3:', label: 'Next', style: 'primary' },
    { id: 'unmute:3', label: 'End the silence', style: 'danger' },
  ],
  image: { name: 'board.png', png: new Uint8Array(4), alt: 'The board in words' },
  visibility: 'public',
};

describe('renderReply', () => {
  it('draws the golden board', async () => {
    expect(complaints(BOARD)).toEqual([]);
    const { body } = renderReply(BOARD);
    await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot('golden/reply.json');
  });

  it('keeps the order of what is said, fields before what follows them included', () => {
    const said = [contentOf(BOARD), ...embedsOf(BOARD).map(embedText)].join('\n');
    const order = [
      'sources are down',
      'surging',
      'changes in',
      'Precision',
      'Indicator',
      'North Sea',
      '/signals',
    ];
    const at = order.map((words) => said.indexOf(words));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at).not.toContain(-1);
  });

  it('keeps tables within the screen of a phone and in one piece of code each', () => {
    const rows = Array.from({ length: 12 }, (_, nth) => [
      `A long name of an indicator ${nth}`,
      'surging',
      `${nth}`,
    ]);
    const [embed] = embedsOf(reply({ kind: 'table', head: ['Indicator', 'Level', 'n'], rows }));
    const lines = (embed?.description ?? '').split('\n');
    expect(lines[0]).toBe('```');
    expect(lines.at(-1)).toBe('```');
    for (const each of lines) expect(each.length).toBeLessThanOrEqual(PHONE);
    expect(lines.at(-2)).toMatch(/surging {2}11$/);
  });

  it('leaves no code open whatever stands in a cell', () => {
    const [embed] = embedsOf(reply({ kind: 'table', head: ['a'], rows: [['``` @everyone **x** <@1>']] }));
    expect(embed?.description?.match(/```/g)).toHaveLength(2);
    expect(embed?.description).not.toMatch(/@everyone|<@/);
  });

  it('keeps the spaces between pieces, and marks apart', () => {
    const [embed] = embedsOf(
      reply(
        line(
          text('a '),
          text('b', 'bold'),
          text(' c'),
          text('d', 'italic'),
          text('e', 'bold'),
          text('f', 'bold'),
        ),
      ),
    );
    expect(embed?.description).toBe('a **b** c*d* **ef**');
  });

  it.each([
    ['1', '. not a list'],
    ['#', ' not a heading'],
    ['-', '# not small'],
  ])('does not let “%s” and “%s” become markup together', (first, second) => {
    const [embed] = embedsOf(reply(line(text(first, 'code'), text('x')), line(text(first), text(second))));
    expect(liveMarkup(embed?.description ?? '').blocks).toEqual([]);
  });

  it('says that something is left out where there is more than a message holds', () => {
    const many = Array.from({ length: 200 }, (_, nth) => line(text(`Line ${nth} ${'word '.repeat(20)}`)));
    expect(complaints(reply(...many))).toEqual([]);
    const said = embedsOf(reply(...many))
      .map(embedText)
      .join('\n');
    expect(said).toMatch(/more than one message can hold\*$/);
    expect(said.length).toBeGreaterThan(5500);
  });

  it('names a file that is too large instead of attaching it', () => {
    const file = { name: 'x.csv', contentType: 'text/csv', text: 'x'.repeat(10 * 1024 * 1024 + 1) };
    const { body, files } = renderReply({ ...reply(), file });
    expect(files).toEqual([]);
    expect(body.content).toContain('ask for fewer days');
  });

  it('says what it is about in the content, and has no embed where nothing is left for one', () => {
    const { content, embeds } = renderReply({ ...reply(), title: 'Muted *now*' }).body;
    expect([content, embeds]).toEqual(['**Muted \\*now\\***\nFirst', []]);
    const board = renderReply(BOARD).body;
    expect(board.content).toBe('**Loyalty as the currency of the alliance**\n*2 of 9 sources are down*');
    expect(JSON.stringify(board.embeds)).not.toContain('2 of 9');
  });

  it('opens with a heading and what it heads, the first field, or how lively the signs are', () => {
    const opening = (...blocks: readonly Block[]) => {
      const { content, embeds } = MessageBody.parse(renderReply({ ...reply(), blocks }).body);
      return [(content ?? '').split('\n').slice(1), JSON.stringify(embeds)] as const;
    };
    const [lines, left] = opening(
      line(text('The board', 'bold')),
      line(text('▲ Port: seen')),
      line(text('Rest')),
    );
    expect(lines).toEqual(['**The board**', '▲ Port: seen']);
    expect(left).toContain('Rest');
    const fields = [
      { name: 'What happened', value: [text('Ports are sold')] },
      { name: 'Why', value: [text('Trade')] },
    ];
    const [said, others] = opening({ kind: 'fields', fields });
    expect(said).toEqual(['**What happened** Ports are sold']);
    expect(others).toContain('Trade');
    expect(others).not.toContain('Ports are sold');
    const row = { mark: '◔', name: 'A', trend: '▁', count: '1 in 7 days', since: undefined, last: undefined };
    const rows = ['seen', 'active', 'seen', 'quiet'].map((level) => ({ ...row, level }));
    const [counts, board] = opening({ kind: 'board', groups: [{ title: undefined, rows }] });
    expect(counts).toEqual(['1 active, 2 seen, 1 quiet']);
    expect(board).toContain('1 in 7 days');
  });

  it('lets no address in the content bring a preview along', () => {
    const link = { kind: 'link' as const, text: 'Port sold', url: 'https://tern.example/a_(b)' };
    const of = { title: 'Seen', blocks: [line(link, text(' · '), link)], visibility: 'private' as const };
    expect(contentOf(of).match(/\]\(<https:\/\/tern\.example\/a_%28b%29>\)/g)).toHaveLength(2);
    expect(complaints(of)).toEqual([]);
  });

  it('keeps the longest title and first line within a content', () => {
    const long = {
      kind: 'link' as const,
      text: '*'.repeat(4000),
      url: `https://tern.example/${'a'.repeat(400)}`,
    };
    const of = { title: '*'.repeat(4000), blocks: [line(long, long, long)], visibility: 'private' as const };
    expect(complaints(of)).toEqual([]);
  });

  it('drops buttons that Discord would refuse and keeps the others', () => {
    const style = 'plain' as const;
    const ids = ['', 'a', 'a', 'x'.repeat(101), ...Array.from({ length: 40 }, (_, nth) => `b${nth}`)];
    const of = { ...reply(), buttons: ids.map((id) => ({ id, label: '\u200b', style })) };
    expect(complaints(of)).toEqual([]);
    const rows = renderReply(of).body.components ?? [];
    expect(rows).toHaveLength(5);
    expect(JSON.stringify(rows).match(/custom_id/g)).toHaveLength(25);
  });
});

describe('any reply', () => {
  const live = fc.constantFrom(
    '@everyone',
    '@here',
    '<@123456789012345678>',
    '<@&123456789012345678>',
    '<#1>',
    '</a:1>',
    '<t:1:R>',
    '[x](javascript:alert(1))',
    '[x](https://evil.example/)',
    'https://evil.example/',
    '<https://evil.example>',
    '# ',
    '- ',
    '1. ',
    '> ',
    '-# ',
    '**',
    '__',
    '~~',
    '||',
    '`',
    '```',
    '\\',
    '*',
    '_',
    '\n',
    ' ',
    '\u202e',
    '\u200b',
    '\ud83d',
    '\u0000',
    '👨‍👩‍👧',
    'é\u0301\u0301',
    'word',
    ')',
    ']',
    '(',
    '[',
  );
  const hostile = fc.oneof(
    { weight: 4, arbitrary: fc.array(live, { maxLength: 12 }).map((parts) => parts.join('')) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(live, fc.integer({ min: 1, max: 4000 }))
        .map(([part, n]) => part.repeat(n).slice(0, 10_000)),
    },
  );
  const at = fc.oneof(fc.integer(), fc.constantFrom(Number.NaN, Infinity, -1, 8.64e15));
  const link = fc.oneof(
    hostile,
    hostile.map((tail) => `https://outlet.example/${tail}`),
    fc.constantFrom('https://user:pass@evil.example/', 'data:text/html,x', 'http://localhost/'),
  );
  const inline: fc.Arbitrary<Inline> = fc.oneof(
    fc.record(
      { kind: fc.constant('text' as const), text: hostile, style: fc.constantFrom('bold', 'italic', 'code') },
      { requiredKeys: ['kind', 'text'] },
    ),
    fc.record({ kind: fc.constant('link' as const), text: hostile, url: link }),
    fc.record({ kind: fc.constant('time' as const), at, style: fc.constantFrom('ago', 'date') }),
  );
  const inlines = fc.array(inline, { maxLength: 6 });
  const report = fc.record({
    outlet: hostile,
    headline: hostile,
    link: fc.option(link, { nil: undefined }),
    at,
  });
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ kind: fc.constantFrom('line' as const, 'quote' as const), inlines }),
    fc.record({
      kind: fc.constant('fields' as const),
      fields: fc.array(fc.record({ name: hostile, value: inlines }), { maxLength: 30 }),
    }),
    fc.record({
      kind: fc.constant('table' as const),
      head: fc.array(hostile, { minLength: 1, maxLength: 5 }),
      rows: fc.array(fc.array(hostile, { maxLength: 6 }), { maxLength: 20 }),
    }),
    fc.record({ kind: fc.constant('evidence' as const), reports: fc.array(report, { maxLength: 10 }) }),
  );
  const button = fc.record({
    id: hostile,
    label: hostile,
    style: fc.constantFrom('primary' as const, 'plain' as const, 'danger' as const),
  });
  const any: fc.Arbitrary<Reply> = fc.record(
    {
      title: hostile,
      blocks: fc.array(block, { maxLength: 14 }),
      visibility: fc.constantFrom('private' as const, 'public' as const),
      buttons: fc.array(button, { maxLength: 30 }),
      image: fc.record({ name: hostile, png: fc.constant(new Uint8Array(1)), alt: hostile }),
      file: fc.record({ name: hostile, contentType: fc.constant('text/csv'), text: hostile }),
    },
    { requiredKeys: ['title', 'blocks', 'visibility'] },
  );

  it('is accepted, mentions nobody, and links nowhere but to http and https', () => {
    fc.assert(
      fc.property(any, (of) => {
        expect(complaints(of)).toEqual([]);
        const { body, files } = renderReply(of);
        expect(body.allowed_mentions).toEqual({ parse: [] });
        for (const file of files) expect(file.name).toMatch(/^[\w-][\w.-]{0,79}$/);
        // A button's id is shown to nobody.
        const shown = JSON.stringify(body, (key, value: unknown) => (key === 'custom_id' ? '' : value));
        expect(shown).not.toMatch(/@everyone|@here|<@/);
        const hosts = offered(of.blocks);
        const { content, embeds } = MessageBody.parse(body);
        for (const embed of [{ description: content ?? '' }, ...(embeds ?? [])]) checkHarmless(embed, hosts);
      }),
      { numRuns: 250 },
    );
  });

  /** The hosts that the reply's own links lead to. */
  function offered(value: unknown): readonly string[] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, each]) =>
      (key === 'url' || key === 'link') && typeof each === 'string'
        ? (URL.parse(each)?.hostname ?? [])
        : offered(each),
    );
  }

  function checkHarmless(embed: Parameters<typeof embedText>[0], hosts: readonly string[]): void {
    const parts = [
      embed.title,
      embed.description,
      ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
    ].filter((part) => typeof part === 'string');
    const markup = parts.map(liveMarkup);
    expect(markup.flatMap(({ mentions }) => mentions)).toEqual([]);
    for (const url of embedLinks(embed)) {
      expect(url).toMatch(/^https?:\/\/[^@/]+\/[^\s()]*$/);
      expect(hosts).toContain(new URL(url).hostname);
    }
    for (const stamp of markup.flatMap(({ timestamps }) => timestamps))
      expect(stamp).toMatch(/^<t:\d+:[Rf]>$/);
    const blocks = markup.flatMap((each) => each.blocks.map((mark) => mark.trim()));
    // Ours: quotes.
    expect(blocks.filter((mark) => mark !== '>')).toEqual([]);
    const marks = markup.flatMap((each) => each.inline);
    expect(marks.filter((mark) => mark !== '*' && mark !== '**')).toEqual([]);
    const whole = embedText(embed);
    expect(whole.replaceAll('\n', '')).not.toMatch(HIDDEN);
    expect(whole.isWellFormed()).toBe(true);
  }
});
