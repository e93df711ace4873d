import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Inline, Reply } from '../../../../src/core/command/reply.ts';
import { renderReply } from '../../../../src/edges/slack/render/render-reply.ts';
import { correlationAlert } from '../../../conformance/notifications.ts';
import { messageViolations, viewViolations } from '../../../peers/slack/contract.ts';
import { parseJson } from '../../../peers/slack/json.ts';
import { readMessage } from '../../../peers/slack/reading.ts';

const AT = Date.UTC(2026, 10, 20, 9, 30);
const text = (words: string, style?: 'bold' | 'italic' | 'code'): Inline => ({
  kind: 'text',
  text: words,
  ...(style === undefined ? {} : { style }),
});
const line = (...inlines: readonly Inline[]): Block => ({ kind: 'line', inlines });

/** The reply as it arrives: through JSON, as it is sent. */
function asSent(reply: Reply, image?: string) {
  const { text: fallback, blocks } = renderReply(reply, image);
  return { text: fallback, blocks: parseJson(JSON.stringify(blocks)) ?? null };
}
const violations = (reply: Reply, image?: string) =>
  messageViolations(asSent(reply, image), { mentions: false }).map(({ message }) => message);

const board: Reply = {
  title: 'Signals: Loyalty as the currency of the alliance',
  blocks: [
    line(text('● surging ', 'bold'), text('Leader-level appointments '), text('▁▁▂█', 'code')),
    line(text('since '), { kind: 'time', at: AT, style: 'ago' }, text(', last on '), {
      kind: 'time',
      at: AT,
      style: 'date',
    }),
    { kind: 'quote', inlines: [text('changes in leader-level appointments', 'italic')] },
    {
      kind: 'table',
      head: ['Indicator', 'Week', 'Standing'],
      rows: [
        ['Leader-level appointments', '12', '● surging'],
        ['Synchronous statements', '3', '◐ active'],
      ],
    },
    { kind: 'fields', fields: [{ name: 'Precision', value: [text('83 % relevant (n = 12)')] }] },
    { kind: 'evidence', reports: correlationAlert.evidence },
    line({ kind: 'link', text: 'The article', url: 'https://analysis.example/loyalty' }),
  ],
  buttons: [
    { id: 'page:signals:2', label: 'Next', style: 'primary' },
    { id: 'page:signals:0', label: 'Back', style: 'plain' },
  ],
  visibility: 'private',
};

const signs = (count: number): Reply => ({
  ...board,
  blocks: [
    {
      kind: 'board',
      groups: ['Decisions follow endorsement', undefined].map((title, group) => ({
        title,
        rows: Array.from({ length: count }, (_, index) => ({
          mark: '◐',
          level: 'active',
          name: `Sign ${group}.${index} of <!channel>`,
          trend: '▁▁▃',
          count: '3 in 7 days',
          since: AT,
          last: correlationAlert.evidence[index % 4],
        })),
      })),
    },
    line(text('Words in English and Polish.')),
  ],
});

describe('renderReply', () => {
  it('draws the board as one table, by hypothesis, each newest headline linked', () => {
    const { blocks } = renderReply(signs(2));
    const [, table, below] = blocks;
    const rows =
      table?.type === 'table'
        ? table.rows.map((row) => readMessage({ text: '', blocks: parseJson(JSON.stringify(row)) ?? null }))
        : [];
    expect(
      rows.map((row) =>
        row.text
          .split('\n')
          .filter((each) => each.trim() !== '')
          .join(' '),
      ),
    ).toEqual([
      'Sign Level Stories Newest',
      'Decisions follow endorsement',
      ...[0, 1].map((index) => expect.stringContaining(`Sign 0.${index}`)),
      ...[0, 1].map((index) => expect.stringContaining(`Sign 1.${index}`)),
    ]);
    expect(rows[2]?.text).toMatch(/active[\s\S]*3 in 7 days[\s\S]*Head of government number 1/);
    expect(rows[2]?.links).toEqual(['https://outlet-0.example/statement-0']);
    expect(below?.type).toBe('rich_text');
    expect(violations(signs(2))).toEqual([]);
  });

  it('keeps a long board within what a message holds, and counts what it leaves out', () => {
    expect(violations(signs(60))).toEqual([]);
    expect(readMessage(asSent(signs(60))).text).toMatch(/and \d+ more signs/);
  });

  it('says of foreign headlines in lists and on the board by which words they were found', () => {
    const wordsFound = { lang: 'pl', words: ['strike', 'dockers'] };
    const [report] = correlationAlert.evidence;
    if (report === undefined) throw new Error('no evidence');
    const foreign = { ...report, wordsFound };
    const rows = [
      {
        mark: '◐',
        level: 'active',
        name: 'Strike',
        trend: '▁',
        count: '1 in 7 days',
        since: AT,
        last: foreign,
      },
    ];
    const blocks: readonly Block[] = [
      { kind: 'board', groups: [{ title: undefined, rows }] },
      { kind: 'evidence', reports: [foreign] },
    ];
    const said = readMessage(asSent({ ...board, blocks }));
    const found = 'pl · strike · dockers (words found, no translation)';
    expect(said.text.split(found)).toHaveLength(5);
    expect(violations({ ...board, blocks })).toEqual([]);
  });

  it('says the board in words that can be read aloud, without bars and marks', () => {
    const { text: said } = renderReply(signs(1));
    expect(said).toContain('Sign 0.0');
    expect(said).toContain('active 3 in 7 days');
    expect(said).not.toMatch(/[\u2581-\u2588○◔◐●]/);
  });

  it('draws the board as lines where no table is taken', () => {
    const { blocks } = renderReply(signs(2), undefined, 'view');
    const view = {
      type: 'modal',
      title: { type: 'plain_text', text: 'Signpost' },
      blocks: parseJson(JSON.stringify(blocks)) ?? null,
    };
    expect(viewViolations(view, { mentions: false })).toEqual([]);
    const table = { ...view, blocks: parseJson(JSON.stringify(renderReply(signs(2)).blocks)) ?? null };
    expect(
      viewViolations(table, { mentions: false })
        .map(({ message }) => message)
        .join(),
    ).toContain('table');
  });

  it('draws the golden board and breaks no rule', async () => {
    await expect(`${JSON.stringify(renderReply(board), null, 2)}\n`).toMatchFileSnapshot('golden/board.json');
    expect(violations(board)).toEqual([]);
  });

  it('keeps the spaces between stretches', () => {
    const { blocks } = renderReply({
      ...board,
      blocks: [line(text('since '), text('x', 'bold'), text(' on'))],
    });
    const [, body] = blocks;
    expect(JSON.stringify(body)).toContain(
      '"text":"since "},{"type":"text","text":"x","style":{"bold":true}},{"type":"text","text":" on"}',
    );
  });

  it('draws tables no wider than a phone', () => {
    const long = 'word '.repeat(30);
    const table: Block = { kind: 'table', head: ['A', 'B', 'C'], rows: [[long, long, '1234']] };
    const { blocks } = renderReply({ ...board, blocks: [table] });
    const fixed = JSON.stringify(blocks).match(/"rich_text_preformatted".*?"text":"([^"]*)"/)?.[1] ?? '';
    expect(fixed).toContain('1234');
    for (const row of fixed.split('\\n')) expect(row.length).toBeLessThanOrEqual(38);
  });

  it('shows a picture by its file, or in words', () => {
    const reply = { ...board, image: { name: 'b.png', png: new Uint8Array(), alt: 'Three on Monday' } };
    expect(renderReply(reply, 'F1').blocks).toContainEqual({
      type: 'image',
      slack_file: { id: 'F1' },
      alt_text: 'Three on Monday',
    });
    expect(readMessage(asSent(reply)).text).toContain('Three on Monday');
    expect(violations(reply, 'F1')).toEqual([]);
  });

  it('counts the lines for which there is no room', () => {
    const reply = {
      ...board,
      blocks: Array.from({ length: 500 }, (_, index) => line(text(`line ${index} ${'x'.repeat(80)}`))),
    };
    const { text: shown } = readMessage({ ...asSent(reply), text: '' });
    const lines = shown.match(/line \d+ /g)?.length ?? 0;
    expect(lines).toBeGreaterThan(40);
    expect(shown).toContain(`… and ${500 - lines} more lines`);
    expect(violations(reply)).toEqual([]);
  });

  it('still says something where there is nothing visible', () => {
    const blank: Reply = {
      title: '\u200b',
      blocks: [line(text('')), { kind: 'table', head: [], rows: [] }, { kind: 'evidence', reports: [] }],
      buttons: [],
      visibility: 'private',
    };
    expect(violations(blank)).toEqual([]);
    expect(readMessage(asSent(blank)).text).toContain('Signpost');
  });
});

const POISON = fc.constantFrom(
  '<!channel>',
  '<@U012AB3CD>',
  '<!subteam^S012AB3CD>',
  '&lt;',
  '*_~`',
  '\u202e',
  '\u200b',
  '\ud800',
  '👨‍👩‍👧‍👦',
  '<https://evil.test|x>',
  '\n',
  ' word ',
  '"\\',
);
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(POISON, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.tuple(POISON, fc.integer({ min: 1, max: 800 })).map(([part, times]) => part.repeat(times)),
);
const link = fc.oneof(
  fc.constantFrom('javascript:alert(1)', 'data:,x', 'https://u:p@evil.test/'),
  fc.webUrl(),
  words,
);
const at = fc.oneof(fc.integer(), fc.double());
const inline: fc.Arbitrary<Inline> = fc.oneof(
  words.map((each) => text(each)),
  fc
    .tuple(words, fc.constantFrom('bold' as const, 'italic' as const, 'code' as const))
    .map(([a, b]) => text(a, b)),
  fc.record({ kind: fc.constant('link'), text: words, url: link }),
  fc.record({ kind: fc.constant('time'), at, style: fc.constantFrom('ago', 'date') }),
);
const inlines = fc.array(inline, { maxLength: 5 });
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom('line', 'quote'), inlines }),
  fc.record({
    kind: fc.constant('fields'),
    fields: fc.array(fc.record({ name: words, value: inlines }), { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('table'),
    head: fc.array(words, { maxLength: 4 }),
    rows: fc.array(fc.array(words, { maxLength: 5 }), { maxLength: 6 }),
  }),
  fc.record({
    kind: fc.constant('evidence'),
    reports: fc.array(
      fc.record({ outlet: words, headline: words, link: fc.option(link, { nil: undefined }), at }),
      {
        maxLength: 8,
      },
    ),
  }),
);
const reply: fc.Arbitrary<Reply> = fc.record({
  title: words,
  blocks: fc.array(block, { maxLength: 12 }),
  image: fc.record({ name: words, png: fc.constant(new Uint8Array()), alt: words }),
  buttons: fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 100 }),
      label: words,
      style: fc.constantFrom('primary', 'plain', 'danger'),
    }),
    { maxLength: 30, selector: ({ id }) => id },
  ),
  visibility: fc.constantFrom('private', 'public'),
});

describe('whatever a reply says', () => {
  it('passes the contract, pings nobody and links nowhere but to the web', () => {
    fc.assert(
      fc.property(reply, fc.option(fc.constant('F012'), { nil: undefined }), (each, image) => {
        expect(violations(each, image)).toEqual([]);
        const { links, pings } = readMessage(asSent(each, image));
        expect(pings).toEqual([]);
        for (const address of links) expect(address).toMatch(/^https?:\/\/[^@/]+\//);
        const json = JSON.stringify(renderReply(each, image));
        expect(json).not.toContain('"mrkdwn"');
        expect(json).not.toMatch(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2067\ufeff]/);
      }),
      { numRuns: 60 },
    );
  });
});
