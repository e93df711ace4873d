/** Draws an alert for Discord: what a push shows in the content, the rest of its card in one embed. */
import type { APIEmbed } from 'discord.js';
import { type CardLine, plainWords } from '../../../core/delivery/card-line.ts';
import { type Card, cardOf } from '../../../core/delivery/card.ts';
import type { AlertNotification, GroupedAlert } from '../../../core/delivery/notification.ts';
import { groupedTitle, SEVERITY_MARKS } from '../../../core/delivery/wording.ts';
import type { Severity } from '../../../core/indicator/brief.ts';
import { inlineMarkdown } from './inline-markdown.ts';
import { LIMITS } from './limits.ts';
import { foreign, marked, plain } from './markdown.ts';
import { reportLine } from './report-line.ts';

/** Far enough apart for the common kinds of colour blindness; the word stands beside it anyway. */
const COLOURS = { low: 0x2e_86_c1, medium: 0xe6_7e_22, high: 0xc0_39_2b } as const satisfies Record<
  Severity,
  number
>;
const MAX_LINE = 700;

/**
 * The content and the embed of an alert. The headline stands in the content, bare, since pushes show that and no embed;
 * where the card is short the embed has it again, with the words that decided in bold.
 */
export function alertParts(
  n: AlertNotification,
  mark: string | undefined,
): { readonly content: string; readonly embed: APIEmbed } {
  const card = cardOf(n);
  return { content: contentOf(n, card), embed: embedOf(n, card, mark) };
}

function contentOf(n: AlertNotification, { kicker, headline, lines }: Card): string {
  const outlet = foreign(n.outlet, 120);
  const top = `${SEVERITY_MARKS[n.severity].emoji} ${foreign(kicker, 300)}`;
  // Without bold words, which pushes and those who search the channel would stumble over.
  const below = [foreign(headline.text, 600), outlet].filter((part) => part !== '').join(' · ');
  const found = lines.find(({ role }) => role === 'found');
  const said = found === undefined ? [] : [foreign(plainWords(found.inlines), 400)];
  return [top, below, ...said].join('\n');
}

function embedOf(n: AlertNotification, card: Card, mark: string | undefined): APIEmbed {
  const { lines, headline, roomForMarks } = card;
  const about = lines.find(({ role }) => role === 'about');
  const words = about === undefined ? '' : plain(plainWords(about.inlines), 400);
  const drawn = lines.filter((line) => line !== about && line.role !== 'found').map(drawLine);
  const grouped = groupedLines(n.grouped ?? []);
  const again = roomForMarks && headline.marks.length > 0 ? [marked(headline, MAX_LINE)] : [];
  return {
    description: withinRoom([...again, ...drawn, ...grouped]).join('\n'),
    color: COLOURS[n.severity],
    footer: { text: [words, mark ?? ''].filter((part) => part !== '').join(' · ') },
  };
}

function drawLine({ role, inlines }: CardLine): string {
  const line = inlineMarkdown(inlines, MAX_LINE);
  switch (role) {
    case 'quote':
      return line === '' ? '' : `> ${line}`;
    case 'further':
      return line === '' ? '' : `• ${line}`;
    case 'found':
    case 'byline':
    case 'finding':
    case 'caution':
    case 'lede':
    case 'about':
    case 'also':
    case 'actors':
    case 'level':
    case 'follows':
    case 'state':
      return line;
  }
}

/** The alerts of other messages that share this one. */
function groupedLines(alerts: readonly GroupedAlert[]): readonly string[] {
  if (alerts.length === 0) return [];
  const lines = alerts.map((alert) => {
    const kicker = `#${alert.alertId} ${foreign(alert.indicator, 80)}: `;
    return `• ${kicker}${reportLine(alert, MAX_LINE - kicker.length) ?? ''}`;
  });
  return [`**${groupedTitle(alerts)}**`, ...lines];
}

/** As many lines as an embed holds, and how many more there are. */
function withinRoom(lines: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let room = LIMITS.description - 40;
  const all = lines.filter((line) => line !== '');
  for (const line of all) {
    room -= line.length + 1;
    if (room < 0) return [...kept, `and ${all.length - kept.length} more`];
    kept.push(line);
  }
  return kept;
}
