import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MarkedText } from '../../../../src/core/delivery/marked-text.ts';
import type { AlertNotification, Notification, Report } from '../../../../src/core/delivery/notification.ts';
import { renderNotification } from '../../../../src/edges/slack/render/render.ts';
import type { SlackMessage } from '../../../../src/edges/slack/render/render.ts';
import {
  correlationAlert,
  developedAlert,
  hostileAlert,
  hostileNotice,
  mark,
  sampleAlert,
  sampleNotice,
} from '../../../conformance/notifications.ts';
import { messageViolations } from '../../../peers/slack/contract.ts';
import { isRecord, parseJson } from '../../../peers/slack/json.ts';
import type { Json } from '../../../peers/slack/json.ts';
import { readMessage } from '../../../peers/slack/reading.ts';

/** The message as it arrives: through JSON, as the client sends it. */
function asSent({ text, blocks }: SlackMessage): { readonly text: string; readonly blocks: Json } {
  return { text, blocks: parseJson(JSON.stringify(blocks)) ?? null };
}

function violations(notification: Notification, buttons = true): readonly string[] {
  const { text, blocks } = asSent(renderNotification(notification, { buttons }));
  return messageViolations({ text, blocks }, { mentions: false }).map(({ message }) => message);
}

/** Every rich text element with its text, style and link, in order. */
function elements(message: SlackMessage): readonly Record<string, Json>[] {
  const found: Record<string, Json>[] = [];
  const visit = (node: Json): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    if (!isRecord(node)) return;
    if (typeof node['text'] === 'string') found.push(node);
    for (const item of Object.values(node)) visit(item);
  };
  visit(asSent(message).blocks);
  return found;
}

describe('renderNotification', () => {
  it.each([
    ['alert', sampleAlert],
    ['developed', developedAlert],
    ['correlation', correlationAlert],
    ['notice', sampleNotice],
  ] as const)('draws the golden message and breaks no rule: %s', async (name, notification) => {
    const message = renderNotification(notification, { buttons: name === 'developed' });
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
    expect(violations(notification)).toEqual([]);
  });

  it('has the headline as a header, links the outlet, and sets in bold only the words that decided', () => {
    const { blocks } = renderNotification(sampleAlert);
    expect(blocks[1]).toEqual({
      type: 'header',
      text: { type: 'plain_text', text: sampleAlert.headline.text, emoji: false },
    });
    const links = elements(renderNotification(sampleAlert)).filter((it) => it['type'] === 'link');
    expect(links).toMatchObject([{ url: sampleAlert.link, text: 'North Sea Courier' }]);
    const bold = elements(renderNotification(sampleAlert)).filter((it) => it['style'] !== undefined);
    expect(bold.map((it) => it['text'])).toEqual(['appointment']);
  });

  it('has buttons only where they are wanted, each with the number of the alert', () => {
    const actions = (buttons: boolean) =>
      renderNotification(sampleAlert, { buttons }).blocks.filter(({ type }) => /actions/.test(type));
    expect(actions(false)).toEqual([]);
    expect(actions(true)).toMatchObject([
      {
        type: 'context_actions',
        elements: [
          {
            positive_button: { value: 'relevant:12' },
            negative_button: { value: 'irrelevant:12' },
          },
        ],
      },
      {
        elements: [
          { action_id: 'why', value: '12' },
          { action_id: 'ack', value: '12' },
          { action_id: 'mute', options: [{ value: 'mute:12' }, { value: 'mute-ask:12' }] },
        ],
      },
    ]);
  });

  it('isolates what runs from right to left, in the blocks and in the words', () => {
    const hebrew = { ...sampleAlert, headline: mark('המשבר סביב הנמל') };
    const { text, blocks } = renderNotification(hebrew);
    expect(text).toContain('\u2068המשבר סביב הנמל\u2069 (North Sea Courier)');
    expect(JSON.stringify(blocks[1])).toContain('\u2068המשבר סביב הנמל\u2069');
  });

  it('says until when such alerts are muted, and by whom', () => {
    const muted = { until: Date.UTC(2026, 10, 21, 9, 30), by: 'Night <!here> desk' };
    const alert = { ...sampleAlert, muted };
    const { text } = readMessage(asSent(renderNotification(alert)));
    expect(text).toMatch(/Muted until\s+by\s+Night <!here> desk/);
    expect(JSON.stringify(renderNotification(alert))).toContain(`"timestamp":${muted.until / 1000}`);
    expect(violations(alert)).toEqual([]);
  });

  it('escapes the fallback text, which is mrkdwn', () => {
    const { text } = renderNotification({ ...sampleAlert, headline: mark('AT&T <!channel> & <@U012AB3CD>') });
    expect(text).toEqual(
      expect.stringMatching(
        /^high · Leader-level appointments: AT&amp;T &lt;!channel&gt; &amp; &lt;@U012AB3CD&gt; \(North Sea Courier\)/,
      ),
    );
  });

  it('still says something where a feed says nothing visible', () => {
    const blank = {
      ...sampleAlert,
      headline: mark('\u200b'),
      outlet: '',
      excerpt: mark(' '),
      matters: '',
      quote: '\u202e',
    };
    expect(violations(blank)).toEqual([]);
    expect(readMessage(asSent(renderNotification(blank))).text).toContain('(no headline)');
    expect(violations({ kind: 'notice', title: '\u200b', lines: [mark('')] })).toEqual([]);
  });

  it('counts the evidence that it has no room for', () => {
    const evidence = Array.from({ length: 25 }, (_, at): Report => ({
      outlet: 'A',
      headline: `Story ${at}`,
      link: undefined,
      at,
    }));
    const { text } = readMessage(asSent(renderNotification({ ...correlationAlert, evidence })));
    expect(text).toContain('Story 24');
    expect(text).toContain('and 21 earlier stories');
  });

  it('stays below the size that Slack refuses, everything as long as it gets', () => {
    const long = '"\\'.repeat(5000);
    const link = `https://example.test/${'a'.repeat(1900)}`;
    const evidence = Array.from({ length: 10 }, (): Report => ({
      outlet: long,
      headline: long,
      link,
      at: 0,
    }));
    const { blocks } = renderNotification(
      {
        ...correlationAlert,
        headline: mark(long),
        excerpt: mark(long, '"'),
        link: link.slice(0, 990),
        outlet: long,
        indicator: { id: 'i', name: long },
        brief: { id: 'b', title: long },
        quote: long,
        finding: long,
        tags: Array.from({ length: 30 }, () => long),
        actors: Array.from({ length: 30 }, () => long),
        alsoReported: evidence.map((report, index) => ({ ...report, outlet: `${index}${long}` })),
        evidence,
        matters: long,
        acknowledged: { by: long, at: 0 },
        standing: { level: 'active', sentence: long, week: [1] },
      },
      { buttons: true },
    );
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_200);
  });

  it.each([
    ['alert', hostileAlert],
    ['notice', hostileNotice],
  ] as const)('breaks no rule with a hostile %s', (_, notification) => {
    expect(violations(notification)).toEqual([]);
  });
});

const POISON = fc.constantFrom(
  '<!channel>',
  '<!here|x>',
  '<@U012AB3CD>',
  '<!subteam^S012AB3CD>',
  '<#C012AB3CD>',
  '&lt;',
  '*_~`',
  '\u202e',
  '\u200b',
  '\u0000',
  '\ud800',
  '👨‍👩‍👧‍👦',
  'e\u0301\u0301',
  '<https://evil.test|x>',
  ':smile:',
  '\n',
  'word ',
  '"',
  '\\',
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(POISON, { maxLength: 20 }).map((parts) => parts.join('')),
  fc.tuple(POISON, fc.integer({ min: 1, max: 4000 })).map(([part, times]) => part.repeat(times)),
);
const link = fc.option(
  fc.oneof(
    fc.constantFrom('javascript:alert(1)', 'data:,x', 'https://u:p@evil.test/', 'http://'),
    fc.webUrl({ withQueryParameters: true }),
    text,
  ),
  { nil: undefined },
);
const offset = fc.integer({ min: -2, max: 300 });
const markedText: fc.Arbitrary<MarkedText> = fc.record({
  text,
  marks: fc.array(fc.record({ start: offset, end: offset }), { maxLength: 40 }),
});
const at = fc.oneof(fc.integer(), fc.double());
const report: fc.Arbitrary<Report> = fc.record({ outlet: text, headline: text, link, at });
const indicator = fc.record({ id: fc.constant('i'), name: text });
const brief = fc.record({ id: fc.constant('b'), title: text });
const severity = fc.constantFrom('low', 'medium', 'high');
const fresh = fc.boolean();
const turned = fc.option(text, { nil: undefined });
const more = {
  messageId: fc.nat(),
  hypothesis: fc.option(text, { nil: undefined }),
  others: fc.array(fc.record({ alertId: fc.nat(), indicator, brief, severity, fresh }), { maxLength: 12 }),
  patterns: fc.array(
    fc.record({
      alertId: fc.nat(),
      kind: fc.constantFrom('correlation', 'rising'),
      name: text,
      severity,
      finding: text,
      reports: fc.array(report, { maxLength: 10 }),
      fresh,
    }),
    { maxLength: 3 },
  ),
  reports: fc.array(
    fc.record({
      outlet: text,
      headline: text,
      link,
      at,
      relation: fc.constantFrom('reprint', 'report'),
      matched: fc.boolean(),
      fresh,
    }),
    { maxLength: 12 },
  ),
  developments: fc.array(fc.record({ outlet: text, headline: text, link, at, turned, fresh }), {
    maxLength: 4,
  }),
  corrections: fc.array(
    fc.record({
      outlet: text,
      before: text,
      after: text,
      at,
      clock: fc.constant('15:02'),
      withdrawn: fc.array(text, { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
  follows: fc.option(fc.record({ alertId: fc.nat(), headline: text, outlet: text, link, at, turned }), {
    nil: undefined,
  }),
};
const alert: fc.Arbitrary<AlertNotification> = fc.record({
  ...more,
  kind: fc.constant('alert'),
  alertId: fc.nat(),
  headline: markedText,
  link,
  excerpt: fc.option(markedText, { nil: undefined }),
  outlet: text,
  at,
  indicator: fc.record({ id: fc.constant('i'), name: text }),
  brief: fc.record({ id: fc.constant('b'), title: text }),
  quote: text,
  finding: fc.option(text, { nil: undefined }),
  severity: fc.constantFrom('low', 'medium', 'high'),
  tags: fc.array(text, { maxLength: 30 }),
  actors: fc.array(text, { maxLength: 30 }),
  alsoReported: fc.array(report, { maxLength: 10 }),
  evidence: fc.array(report, { maxLength: 30 }),
  standing: fc.option(
    fc.record({
      level: fc.constantFrom('quiet', 'seen', 'active', 'surging'),
      sentence: text,
      week: fc.array(fc.integer({ min: -5, max: 100 }), { maxLength: 60 }),
    }),
    { nil: undefined },
  ),
  matters: text,
  acknowledged: fc.option(fc.record({ by: text, at }), { nil: undefined }),
  verdicts: fc.record({ relevant: fc.nat(), notRelevant: fc.nat() }),
});
const notice: fc.Arbitrary<Notification> = fc.record({
  kind: fc.constant('notice'),
  title: text,
  lines: fc.array(markedText, { maxLength: 80 }),
});

describe('whatever a feed says', () => {
  it('the message passes the contract, pings nobody and links nowhere but to the web', () => {
    fc.assert(
      fc.property(fc.oneof(alert, notice), (notification) => {
        expect(violations(notification)).toEqual([]);
        const message = renderNotification(notification, { buttons: true });
        const { links, pings } = readMessage(asSent(message));
        expect(pings).toEqual([]);
        for (const address of links) expect(address).toMatch(/^https?:\/\/[^@/]+\//);
        // Stricter than Slack is known to be, so that any way of counting will do.
        expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(13_200);
        expect(JSON.stringify(message)).not.toContain('"mrkdwn"');
        expect(JSON.stringify(message)).not.toMatch(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2067\ufeff]/);
      }),
      { numRuns: 150 },
    );
  });
});
