/** Draws an alert as a Discord embed, as something one would forward to an editor-in-chief. */
import type { APIEmbed, APIEmbedField } from 'discord.js';
import { cleanMarked, cleanText } from '../../../core/delivery/clean-text.ts';
import { followsLine, furtherLines } from '../../../core/delivery/further-lines.ts';
import type { AlertNotification, GroupedAlert, Report } from '../../../core/delivery/notification.ts';
import { groupedTitle, LEVEL_MARKS, listNames, SEVERITY_MARKS } from '../../../core/delivery/wording.ts';
import type { Severity } from '../../../core/indicator/brief.ts';
import { sparkline } from '../../../core/indicator/sparkline.ts';
import { LIMITS } from './limits.ts';
import { foreign, linked, marked, plain, relativeTime, webAddress } from './markdown.ts';
import { reportLine } from './report-line.ts';

/** Far enough apart for the common kinds of colour blindness; the word stands beside it anyway. */
const COLOURS = { low: 0x2e_86_c1, medium: 0xe6_7e_22, high: 0xc0_39_2b } as const satisfies Record<
  Severity,
  number
>;
const MAX_URL = 2048;
/** Long addresses crowd out what is to be read; they give way first. */
const LINK_LENGTHS = [500, 200, 0];
const MAX_EVIDENCE = 10;

/**
 * The embed of an alert: a kicker with the indicator, the headline, what was matched, the article's words, and a few
 * short fields, none of them beside another, since phones show them one below the other anyway.
 */
export function alertEmbed(n: AlertNotification, mark: string | undefined): APIEmbed {
  const severity = SEVERITY_MARKS[n.severity];
  const url = webAddress(n.link, MAX_URL);
  return {
    author: { name: `${severity.emoji} ${plain(n.indicator.name, 200)} · ${severity.word}` },
    title: foreign(n.headline.text, LIMITS.title) || '(no headline)',
    ...(url === undefined ? {} : { url }),
    description: description(n),
    color: COLOURS[n.severity],
    fields: [
      evidence(n.evidence),
      further(n),
      grouped(n.grouped ?? []),
      { name: 'Also reported by', value: outlets(n.alsoReported) },
      { name: 'Actors', value: listNames(names(n.actors), 6) },
      standing(n),
      { name: 'Why it matters', value: foreign(n.matters, 500) },
      { name: 'Assessment', value: assessment(n) },
    ],
    footer: { text: footer(n, mark) },
  };
}

function description(n: AlertNotification): string {
  const outlet = foreign(n.outlet, 160);
  const words = matchedWords(n);
  const quote = foreign(n.quote, 600);
  const finding = n.finding === undefined ? '' : foreign(n.finding, 400);
  const lines = [
    finding === '' ? '' : `**${finding}**`,
    [outlet, relativeTime(n.at)].filter((part) => part !== '').join(' · '),
    words === '' ? '' : `Matched ${words}`,
    n.excerpt === undefined ? '' : marked(n.excerpt, 700),
    quote === '' ? '' : `> The article said to watch for: “${quote}”`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** Each matched word once, in bold: a title cannot show which of its words they were. */
function matchedWords(n: AlertNotification): string {
  const seen = new Map<string, string>();
  for (const text of [n.headline, n.excerpt]) {
    const clean = text === undefined ? { text: '', marks: [] } : cleanMarked(text);
    for (const { start, end } of clean.marks) {
      const word = clean.text.slice(start, end);
      if (!seen.has(word.toLowerCase())) seen.set(word.toLowerCase(), `**${foreign(word, 60)}**`);
    }
  }
  return listNames([...seen.values()], 7);
}

function evidence(reports: readonly Report[]): APIEmbedField {
  const lines: string[] = [];
  let room = LIMITS.fieldValue - 20;
  for (const report of reports.slice(0, MAX_EVIDENCE)) {
    const line = reportLine(report, room - 1);
    if (line === undefined) break;
    room -= line.length + 1;
    lines.push(line);
  }
  const rest = reports.length - lines.length;
  if (rest > 0) lines.push(`and ${rest} more`);
  const name = reports.length === 1 ? 'The story behind it' : `The ${reports.length} stories behind it`;
  return { name, value: lines.join('\n') };
}

/** What else the message tells, one line each. */
function further(n: AlertNotification): APIEmbedField {
  const lines: string[] = [];
  let room = LIMITS.fieldValue - 20;
  const all = [followsLine(n), ...furtherLines(n)].flatMap((line) => line ?? []);
  for (const { text, link } of all) {
    const line = linked(foreign(text, 300), link, 200);
    room -= line.length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  const rest = all.length - lines.length;
  if (rest > 0) lines.push(`and ${rest} more`);
  return { name: 'More', value: lines.join('\n') };
}

/** The alerts that share the message; a field without a value is left out. */
function grouped(alerts: readonly GroupedAlert[]): APIEmbedField {
  const lines: string[] = [];
  let room = LIMITS.fieldValue - 20;
  for (const alert of alerts) {
    const kicker = `#${alert.alertId} ${foreign(alert.indicator, 80)}: `;
    const line = reportLine(alert, room - kicker.length - 1);
    if (line === undefined) break;
    room -= kicker.length + line.length + 1;
    lines.push(kicker + line);
  }
  const rest = alerts.length - lines.length;
  if (rest > 0) lines.push(`and ${rest} more`);
  return { name: groupedTitle(alerts), value: lines.join('\n') };
}

/** Each outlet once, first report first, linked: "A, B and 3 more". */
function outlets(reports: readonly Report[]): string {
  const first = new Map<string, Report>();
  for (const report of reports) {
    const name = foreign(report.outlet, 120);
    if (name !== '' && !first.has(name)) first.set(name, report);
  }
  const list = (most: number): string =>
    listNames(
      [...first].map(([name, report]) => linked(name, report.link, most)),
      3,
    );
  return LINK_LENGTHS.map(list).find((text) => text.length <= LIMITS.fieldValue) ?? '';
}

function standing({ standing }: AlertNotification): APIEmbedField {
  if (standing === undefined) return { name: 'Standing', value: '' };
  const level = `${LEVEL_MARKS[standing.level]} ${standing.level}`;
  const days = sparkline(standing.week.slice(-7));
  const sentence = foreign(standing.sentence, 400);
  return { name: 'Standing', value: [`${level} ${days}`.trim(), sentence].filter(Boolean).join('\n') };
}

/** Who has seen it and what they made of it. */
function assessment({ acknowledged, verdicts }: AlertNotification): string {
  const seen =
    acknowledged === undefined
      ? ''
      : `✓ Acknowledged by ${foreign(acknowledged.by, 120)} ${relativeTime(acknowledged.at)}`;
  const votes = [
    verdicts.relevant > 0 ? `${verdicts.relevant} relevant` : '',
    verdicts.notRelevant > 0 ? `${verdicts.notRelevant} not relevant` : '',
  ].filter((vote) => vote !== '');
  return [seen, votes.join(', ')].filter((part) => part !== '').join(' · ');
}

function footer(n: AlertNotification, mark: string | undefined): string {
  const tags = n.tags.slice(0, 12).map((tag) => plain(tag, 40));
  const shown = tags.filter((tag) => tag !== '').map((tag) => `#${tag}`);
  const parts = [shown.join(' '), plain(n.brief.title, 150), `#${n.alertId}`, mark ?? ''];
  return parts.filter((part) => part !== '').join(' · ');
}

function names(actors: readonly string[]): readonly string[] {
  const known = actors.map((actor) => cleanText(actor)).filter((actor) => actor !== '');
  return [...new Set(known)].map((actor) => foreign(actor, 120));
}
