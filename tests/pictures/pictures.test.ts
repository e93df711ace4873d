/** The pictures show what the platforms hold, all of it, and are what is drawn of the recording today. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawDiscord, readMarkdown } from '../../docs/pictures/draw-discord.ts';
import { drawSlack } from '../../docs/pictures/draw-slack.ts';
import { paint } from '../../docs/pictures/paint.ts';
import { drawWalk, picturesOf, readRecorded } from '../../docs/pictures/recorded.ts';
import { paragraph, wordsOf } from '../../docs/pictures/typeset.ts';
import type { Notification } from '../../src/core/delivery/notification.ts';
import { renderReply as renderDiscordReply } from '../../src/edges/discord/render/render-reply.ts';
import { renderNotification as renderForDiscord } from '../../src/edges/discord/render/render.ts';
import { renderReply as renderSlackReply } from '../../src/edges/slack/render/render-reply.ts';
import { renderNotification as renderForSlack } from '../../src/edges/slack/render/render.ts';
import { recordOn } from './record-walk.ts';
import { correlationAlert, developedAlert, mark, sampleAlert } from '../conformance/notifications.ts';

const SCENE = { postedAt: sampleAlert.at + 60_000, seenAt: sampleAlert.at + 3 * 3_600_000 };
const BUTTONS = ['Take back', 'Relevant', 'Not relevant', 'Why'];
const draw: Record<'Discord' | 'Slack', (n: Notification) => string> = {
  Discord: (n) => wordsOf(drawDiscord(renderForDiscord(n, { buttons: true }), SCENE, 'dark')),
  Slack: (n) => wordsOf(drawSlack(renderForSlack(n, { buttons: true }), SCENE, 'dark')),
};
const plainly = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ');

describe.each(['Discord', 'Slack'] as const)('an alert drawn for %s', (platform) => {
  it('says all that a reader is told, buttons included', () => {
    const text = plainly(draw[platform](developedAlert));
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
    const text = plainly(draw[platform](correlationAlert));
    for (const { headline } of correlationAlert.evidence) expect(text).toContain(headline);
  });

  it('keeps markup in a headline as text', () => {
    const headline = '<script>alert(1)</script> & "quotes" *stars* [x](https://x.example)';
    const text = plainly(draw[platform]({ ...sampleAlert, headline: mark(headline) }));
    expect(text).toContain(headline.split(' & ')[0]);
  });

  it('refuses what it cannot draw instead of leaving it out', () => {
    const unknown = { embeds: [{ video: {} }], blocks: [{ type: 'video' }] };
    expect(() => (platform === 'Slack' ? drawSlack : drawDiscord)(unknown, SCENE, 'light')).toThrow(
      /nvalid|unrecognized/,
    );
  });
});

describe('the committed pictures', async () => {
  const { recorded, chart } = await readRecorded();
  const { alert, board } = recorded;
  const pictures = picturesOf(recorded, chart);

  it('were drawn of what the bot says of the recording today; else: npm run pictures', () => {
    const reply = { ...board.reply, image: { name: 'signals.png', alt: '', png: chart } };
    const [drawn, now] = [
      drawDiscord(alert.discord, alert, 'dark'),
      drawDiscord(renderForDiscord(alert.notification, { buttons: true }), alert, 'dark'),
    ];
    expect(drawn).toEqual(now);
    expect(drawSlack(alert.slack, alert, 'dark')).toEqual(
      drawSlack(renderForSlack(alert.notification, { buttons: true }), alert, 'dark'),
    );
    const asked = { ...board, chart };
    expect(drawDiscord(board.discord, asked, 'dark')).toEqual(
      drawDiscord(renderDiscordReply(reply).body, asked, 'dark'),
    );
    expect(drawSlack(board.slack, asked, 'dark')).toEqual(
      drawSlack(renderSlackReply(reply, 'F0CHART'), asked, 'dark'),
    );
  });

  it.each(['discord', 'slack'] as const)(
    'from invitation to first alert are drawn of what %s is given today; else: npm run pictures',
    async (platform) => {
      const { walk } = recorded;
      const today = { ...walk, [platform]: await recordOn(platform) };
      // The mark by which a lost answer is looked for is made of the feed's address, which has another port each time.
      // And on a busy machine a minute passes between the headline and its alert.
      const words = (of: typeof walk): string =>
        plainly(wordsOf(drawWalk(of, platform, 'dark')))
          .replace(/#1 · [0-9a-z]{7}/, '#1')
          .replaceAll(/this minute|\b\d+ minutes? ago/g, 'just now');
      expect(words(today)).toBe(words(walk));
    },
  );

  // Letters are painted alike on one kind of machine; another may differ in the last bit of a curve.
  it.runIf(process.platform === 'linux' && process.arch === 'x64').each([...pictures.keys()])(
    '%s is what is painted now; else: npm run pictures',
    async (name) => {
      const element = pictures.get(name);
      const committed = readFileSync(new URL(`../../docs/pictures/${name}`, import.meta.url));
      expect(element === undefined ? '' : Buffer.from(await paint(element)).equals(committed)).toBe(true);
    },
  );

  it('are shown by the README in light and dark, and show a story and the indicators of the shipped brief', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    for (const name of pictures.keys()) expect(readme).toContain(`docs/pictures/${name}`);
    const words = (name: string): string => plainly(wordsOf(pictures.get(name) ?? ''));
    for (const name of ['alert-discord-dark.png', 'alert-slack-light.png']) {
      expect(words(name)).toContain("White House ties US brigade in Romania to Bucharest's 'loyalty'");
      expect(words(name)).toContain('Quillhaven Wire');
    }
    for (const name of ['first-alert-discord-light.png', 'first-alert-slack-dark.png'])
      for (const part of ['/feed add', 'Watch for a sign', 'Start alerting here', 'Port of Glosmere sold'])
        expect(words(name)).toContain(part);
    for (const name of ['signals-discord-light.png', 'signals-slack-dark.png'])
      expect(words(name)).toContain('Leader-level appointments');
  });
});

describe('setting text', () => {
  const COLOURS = { ground: '', embed: '', text: '', faint: '#111111', link: '#222222', edge: '', badge: '' };

  it('breaks at white space only, whatever the styles within a word, and loses none', () => {
    const set = paragraph([
      { text: 'Some ' },
      { text: 'bold', style: { fontWeight: 700 } },
      { text: ', then 3\u00a0hours\nand 🔴 a line' },
    ]);
    const words = (set.props.children ?? []).map((word) => plainly(wordsOf(word)));
    expect(words).toEqual(['Some ', 'bold, ', 'then ', '3 hours', '', '', 'and ', '● ', 'a ', 'line']);
  });

  it('reads bold, links, escapes and relative times of markdown', () => {
    const written = String.raw`a \* **b** [c \] d](https://x.example) <t:1000:R>`;
    const runs = readMarkdown(written, 1_000_000 + 2 * 3_600_000, COLOURS);
    expect(runs.map((run) => run.text).join('')).toBe('a * b c ] d 2\u00a0hours\u00a0ago');
    expect(runs.find((run) => run.text === 'b')?.style?.['fontWeight']).toBe(700);
    expect(runs.find((run) => run.text === 'c ')?.style?.['color']).toBe('#222222');
  });

  it('refuses a character that no font has', async () => {
    await expect(paint(paragraph([{ text: '语' }]))).rejects.toThrow('no font has');
  });
});
