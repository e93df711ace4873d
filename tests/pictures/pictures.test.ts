/** The pictures show what the renderers' JSON says, all of it, and are well-formed whatever the headlines hold. */
import { readFileSync } from 'node:fs';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../docs/pictures/discord-markdown.ts';
import { drawDiscord } from '../../docs/pictures/draw-discord.ts';
import { drawSlack } from '../../docs/pictures/draw-slack.ts';
import { readRecorded } from '../../docs/pictures/recorded.ts';
import { ALERT_SCENES, BOARD_SCENES } from '../../docs/pictures/scenes.ts';
import { type Style, widthOf, wrap } from '../../docs/pictures/text-layout.ts';
import type { Notification } from '../../src/core/delivery/notification.ts';
import { renderReply as renderDiscordReply } from '../../src/edges/discord/render/render-reply.ts';
import { renderNotification as renderForDiscord } from '../../src/edges/discord/render/render.ts';
import { renderReply as renderSlackReply } from '../../src/edges/slack/render/render-reply.ts';
import { renderNotification as renderForSlack } from '../../src/edges/slack/render/render.ts';
import { correlationAlert, developedAlert, mark, sampleAlert } from '../conformance/notifications.ts';

const SCENE = {
  title: 'An alert',
  postedAt: sampleAlert.at + 60_000,
  seenAt: sampleAlert.at + 3 * 3_600_000,
};
const STYLE: Style = { fill: '#000000', size: 14, weight: 400, italic: false };
const BUTTONS = ['Take back', 'Relevant', 'Not relevant', 'Why'];

const draw: Record<'Discord' | 'Slack', (n: Notification) => string> = {
  Discord: (n) => drawDiscord(renderForDiscord(n, { buttons: true }), SCENE),
  Slack: (n) => drawSlack(renderForSlack(n, { buttons: true }), SCENE),
};

/** The words in reading order, and the elements that were not closed by hand. */
function read(svg: string) {
  const words: string[] = [];
  const tags: string[] = [];
  const parser = new Parser(
    {
      onopentagname: (name) => void tags.push(name),
      ontext: (text) => void words.push(text),
      onclosetag: (name) => void (name === 'text' && words.push(' ')),
    },
    { xmlMode: true },
  );
  parser.end(svg);
  return { text: words.join('').replaceAll(/\s+/g, ' '), tags: new Set(tags) };
}

describe.each(['Discord', 'Slack'] as const)('an alert drawn for %s', (platform) => {
  it('says all that a reader is told, buttons included', () => {
    const { text } = read(draw[platform](developedAlert));
    for (const part of [
      developedAlert.headline.text,
      developedAlert.outlet,
      developedAlert.indicator.name,
      developedAlert.brief.title,
      'Baltic Ledger',
      'Acknowledged by Night desk',
      'The article: “changes in leader-level appointments”',
      ...BUTTONS,
    ])
      expect(text).toContain(part);
  });

  it('draws the stories behind a correlation', () => {
    const { text } = read(draw[platform](correlationAlert));
    for (const { headline } of correlationAlert.evidence) expect(text).toContain(headline);
  });

  it('keeps markup in a headline as text', () => {
    const headline = '<script>alert(1)</script> & "quotes" *stars* [x](https://x.example)';
    const { text, tags } = read(draw[platform]({ ...sampleAlert, headline: mark(headline) }));
    expect(text).toContain(headline.split(' & ')[0]);
    expect([...tags].toSorted()).toEqual(
      ['circle', 'g', 'path', 'polygon', 'rect', 'svg', 'text', 'title', 'tspan'].toSorted(),
    );
  });

  it('refuses what it cannot draw instead of leaving it out', () => {
    const unknown = { embeds: 'none', blocks: [{ type: 'video' }] };
    expect(() => (platform === 'Slack' ? drawSlack : drawDiscord)(unknown, SCENE)).toThrow('nvalid');
  });
});

/** A picture as committed: the chart that it holds, and everything else. */
function committed(name: string) {
  const svg = readFileSync(new URL(`../../docs/pictures/${name}`, import.meta.url), 'utf8');
  const [data = '', base64 = ''] = /data:image\/png;base64,([^"]*)/.exec(svg) ?? [];
  return { svg, chart: Buffer.from(base64, 'base64'), data };
}

describe('the committed pictures', async () => {
  const { alert, board } = await readRecorded();
  const boardReply = (chart: Uint8Array) => ({ ...board.reply, image: { ...board.image, png: chart } });
  const now: Record<string, (chart: Uint8Array) => string> = {
    'alert-discord.svg': () =>
      drawDiscord(renderForDiscord(alert.notification, { buttons: true }), {
        ...alert,
        ...ALERT_SCENES.discord,
      }),
    'alert-slack.svg': () =>
      drawSlack(renderForSlack(alert.notification, { buttons: true }), { ...alert, ...ALERT_SCENES.slack }),
    'signals-discord.svg': (chart) =>
      drawDiscord(renderDiscordReply(boardReply(chart)).body, { ...board, ...BOARD_SCENES.discord, chart }),
    'signals-slack.svg': (chart) =>
      drawSlack(renderSlackReply(boardReply(chart), 'F0CHART'), { ...board, ...BOARD_SCENES.slack, chart }),
  };

  it.each(Object.keys(now))('%s is what is drawn of the recording today; else: npm run pictures', (name) => {
    const { svg, chart } = committed(name);
    expect(now[name]?.(chart)).toBe(svg);
  });

  it('show a story of the sample fortnight, and the indicators of the shipped brief', () => {
    const [discord, slack] = [committed('alert-discord.svg'), committed('alert-slack.svg')];
    for (const { svg } of [discord, slack]) {
      expect(read(svg).text).toContain("White House ties US brigade in Romania to Bucharest's 'loyalty'");
      expect(read(svg).text).toContain('Quillhaven Wire');
    }
    for (const name of ['signals-discord.svg', 'signals-slack.svg'])
      expect(read(committed(name).svg).text).toContain('Leader-level appointments');
  });

  it('hold the same chart, a PNG', () => {
    const [discord, slack] = [committed('signals-discord.svg'), committed('signals-slack.svg')];
    expect(discord.chart.subarray(1, 4).toString()).toBe('PNG');
    expect(slack.data).toBe(discord.data);
  });
});

describe('setting text', () => {
  it('breaks at white space only, never beyond the width, and loses no word', () => {
    const bold: Style = { ...STYLE, weight: 700 };
    const runs = [
      { text: 'Some words before a ', style: STYLE },
      { text: 'bold', style: bold },
      { text: ', then more words that must wrap\nand a line of their own', style: STYLE },
    ];
    const lines = wrap(runs, 120);
    const texts = lines.map((line) => line.map((run) => run.text).join(''));
    expect(texts.join(' ')).toBe(
      'Some words before a bold, then more words that must wrap and a line of their own',
    );
    expect(texts.filter((text) => text.startsWith('and a line'))).toHaveLength(1);
    expect(texts.some((text) => text.includes('bold,'))).toBe(true);
    const widths = lines.map((line) => line.reduce((sum, run) => sum + widthOf(run.text, run.style), 0));
    expect(Math.max(...widths)).toBeLessThanOrEqual(120);
  });

  it('reads bold, links, escapes and relative times of markdown', () => {
    const runs = readMarkdown(
      String.raw`a \* **b** [c \] d](https://x.example) <t:1000:R>`,
      STYLE,
      1_000_000 + 2 * 3_600_000,
    );
    expect(runs.map((run) => run.text).join('')).toBe('a * b c ] d 2\u00a0hours\u00a0ago');
    expect(runs.find((run) => run.text === 'b')?.style.weight).toBe(700);
    expect(runs.find((run) => run.text === 'c ')?.style.fill).not.toBe(STYLE.fill);
  });
});
