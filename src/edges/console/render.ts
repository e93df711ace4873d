/** Prints a notification as a person would read it in a channel: a card with a coloured edge, wrapped to the width. */
import { cleanMarked, cleanText } from '../../core/delivery/clean-text.ts';
import type {
  AlertNotification,
  AnswerNotification,
  MarkedText,
  Notification,
  NoticeLine,
  NoticeNotification,
} from '../../core/delivery/notification.ts';
import { nameAnswered } from '../../core/delivery/name-answered.ts';
import { followsLine, furtherLines } from '../../core/delivery/further-lines.ts';
import { safeLink } from '../../core/delivery/safe-link.ts';
import { shorten, shortenMarked, stretches } from '../../core/delivery/shorten.ts';
import {
  alsoReportedBy,
  groupedTitle,
  LEVEL_MARKS,
  listNames,
  SEVERITY_MARKS,
} from '../../core/delivery/wording.ts';
import { sparkline } from '../../core/indicator/sparkline.ts';
import { cellWidth } from './cell-width.ts';
import { paint, wrap } from './styled-text.ts';
import type { Piece, Style } from './styled-text.ts';
import { ago, moment } from './time-words.ts';

export type TextOptions = {
  /** Whether the terminal shows styles; without them matched words stand between *stars*, as `explain` marks them. */
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** Epoch milliseconds. */
  readonly now: number;
};

const EDGES = { low: 'blue', medium: 'yellow', high: 'red' } as const;
const SHAPES = { low: '●', medium: '◆', high: '▲' } as const;
const MAX_EVIDENCE = 8;
const MAX_GROUPED = 20;
const BULLET = '• ';

/** The notification as lines of text, without a newline at the end. Foreign text arrives cleaned and shortened. */
export function renderText(n: Notification, options: TextOptions): string {
  if (n.kind === 'alert') return alertText(n, options);
  return noticeText(n.kind === 'answer' ? nameAnswered(n) : n, options);
}

/**
 * One short paragraph on what has changed since a message was printed; empty where nothing has that it shows. Where
 * `before`, what was told last, is not known, it says how things stand.
 */
export function renderUpdate(n: Notification, options: TextOptions, before?: Notification): string {
  if (n.kind !== 'alert') return noticeText(n, options);
  const told = before?.kind === 'alert' ? statements(before) : undefined;
  const others = statements(n).slice(1);
  const news = told === undefined ? others : statements(n).filter((each) => !told.includes(each));
  if (news.length === 0 && told !== undefined) return '';
  const pieces: Piece[] = [
    { text: `↻ #${n.alertId} updated: `, styles: ['dim'] },
    { text: (news.length === 0 ? statements(n) : news).join('; ') },
  ];
  return card([pieces], 'dim', options);
}

/** What may change about an alert that was told, the headline first. */
function statements(n: AlertNotification): readonly string[] {
  return [
    `headline is now “${words(n.headline.text, 160)}”`,
    alsoReportedBy(n.alsoReported)?.replace(/^A/, 'a'),
    ...furtherLines(n).map(({ text }) => text),
    n.acknowledged === undefined ? undefined : `acknowledged by ${words(n.acknowledged.by, 60)}`,
    votes(n),
    n.muted === undefined ? undefined : `muted until ${moment(n.muted.until)} by ${words(n.muted.by, 60)}`,
  ].filter((statement) => statement !== undefined);
}

function alertText(n: AlertNotification, options: TextOptions): string {
  const edge = EDGES[n.severity];
  const title: Piece[] = [
    {
      text: `${SHAPES[n.severity]} ${SEVERITY_MARKS[n.severity].word.toUpperCase()}`,
      styles: ['bold', edge],
    },
    { text: ` · ${words(n.indicator.name, 100)}`, styles: ['bold'] },
  ];
  const also = alsoReportedBy(n.alsoReported);
  const where: Piece[] = [
    { text: words(n.outlet, 80), styles: ['cyan'] },
    { text: ` · ${moment(n.at)}${options.now - n.at >= 3_600_000 ? ` (${ago(n.at, options.now)})` : ''}` },
    { text: also === undefined ? '' : ` · ${also}` },
  ];
  const link = safeLink(n.link);
  const followed = followsLine(n);
  const lines: (readonly Piece[])[] = [
    pushedRight(title, `#${n.alertId}`, options.width),
    followed === undefined ? [] : noticeLine(followed, options.color),
    [{ text: words(n.finding ?? '', 300), styles: ['bold'] }],
    marked(n.headline, 300, ['bold'], options.color),
    where,
    n.excerpt === undefined ? [] : marked(n.excerpt, 300, [], options.color),
    ...evidenceLines(n),
    ...furtherLines(n).map((line) => noticeLine(line, options.color)),
    ...groupedLines(n),
    labelled('The article said to watch for', n.quote === '' ? '' : `“${words(n.quote, 300)}”`, 310, [
      'italic',
    ]),
    labelled(
      'Actors',
      listNames(
        n.actors.map((actor) => words(actor, 60)),
        8,
      ),
      600,
    ),
    standingLine(n),
    labelled('Why it matters', n.matters, 400),
    labelled('Acknowledged by', n.acknowledged?.by ?? '', 80),
    labelled('Judged', votes(n) ?? '', 80),
    link === undefined ? [] : [{ text: link, styles: ['dim'] }],
    tagLine(n),
  ];
  return card(lines, edge, options);
}

function evidenceLines(n: AlertNotification): readonly (readonly Piece[])[] {
  const shown = n.evidence
    .slice(0, MAX_EVIDENCE)
    .map((report): readonly Piece[] => [
      { text: BULLET + words(report.headline, 160) },
      { text: ` · ${words(report.outlet, 60)}, ${moment(report.at)}`, styles: ['dim'] },
    ]);
  const rest = n.evidence.length - shown.length;
  return rest > 0 ? [...shown, [{ text: `  and ${rest} more`, styles: ['dim'] }]] : shown;
}

function groupedLines({ grouped = [] }: AlertNotification): readonly (readonly Piece[])[] {
  if (grouped.length === 0) return [];
  const shown = grouped
    .slice(0, MAX_GROUPED)
    .map((alert): readonly Piece[] => [
      { text: `${BULLET}#${alert.alertId} ${words(alert.indicator, 80)}: ` },
      { text: words(alert.headline, 160) },
      { text: ` · ${words(alert.outlet, 60)}, ${moment(alert.at)}`, styles: ['dim'] },
    ]);
  const rest = grouped.length - shown.length;
  const more: readonly Piece[] = rest > 0 ? [{ text: `  and ${rest} more`, styles: ['dim'] }] : [];
  return [[{ text: `${groupedTitle(grouped)}:`, styles: ['bold'] }], ...shown, more];
}

function standingLine({ standing }: AlertNotification): readonly Piece[] {
  if (standing === undefined) return [];
  return [
    { text: 'Standing: ', styles: ['dim'] },
    { text: `${LEVEL_MARKS[standing.level]} ${standing.level} `, styles: ['bold'] },
    { text: sparkline(standing.week.slice(-14)), styles: ['green'] },
    { text: ` ${words(standing.sentence, 300)}` },
  ];
}

function tagLine(n: AlertNotification): readonly Piece[] {
  const tags = n.tags.slice(0, 12).map((tag) => `#${words(tag, 40)}`);
  return [
    {
      text: [tags.join(' '), words(n.brief.title, 120)].filter((it) => it !== '').join(' · '),
      styles: ['dim'],
    },
  ];
}

function votes({ verdicts: { relevant, notRelevant } }: AlertNotification): string | undefined {
  if (relevant + notRelevant === 0) return undefined;
  return `${relevant} relevant, ${notRelevant} not relevant`;
}

function noticeText(n: NoticeNotification | AnswerNotification, options: TextOptions): string {
  const lines = n.lines.slice(0, 40).map((line) => noticeLine(line, options.color));
  const rest = n.lines.length - lines.length;
  if (rest > 0) lines.push([{ text: `… and ${rest} more`, styles: ['dim'] }]);
  return card([[{ text: words(n.title, 150), styles: ['bold'] }], ...lines], 'cyan', options);
}

function noticeLine(line: NoticeLine, color: boolean): Piece[] {
  const link = safeLink(line.link);
  const text = marked(line, 400, [], color);
  return link === undefined ? [...text] : [...text, { text: ` ${link}`, styles: ['dim'] }];
}

function words(text: string, max: number): string {
  return shorten(cleanText(text), max);
}

function labelled(label: string, text: string, max: number, styles: readonly Style[] = []): readonly Piece[] {
  const shown = words(text, max);
  return shown === ''
    ? []
    : [
        { text: `${label}: `, styles: ['dim'] },
        { text: shown, styles },
      ];
}

function marked(text: MarkedText, max: number, styles: readonly Style[], color: boolean): readonly Piece[] {
  return stretches(shortenMarked(cleanMarked(text), max)).map((part) =>
    part.marked
      ? { text: color ? part.text : `*${part.text}*`, styles: ['marked'] }
      : { text: part.text, styles },
  );
}

/** Moves `right` to the end of the line where there is room for both. */
function pushedRight(pieces: readonly Piece[], right: string, width: number): readonly Piece[] {
  const room = width - 2 - cellWidth(pieces.map((piece) => piece.text).join('')) - cellWidth(right);
  return [...pieces, { text: `${' '.repeat(Math.max(1, room))}${right}`, styles: ['dim'] }];
}

/** Draws the edge in front of every line, and hangs bulleted ones; empty paragraphs leave no line. */
function card(paragraphs: readonly (readonly Piece[])[], edge: Style, { color, width }: TextOptions): string {
  const bar = paint([{ text: '▌', styles: [edge] }], color);
  return paragraphs
    .flatMap((pieces) => {
      // A broken address cannot be clicked; the terminal wraps it by itself.
      const whole = pieces.length === 1 && /^https?:\/\/\S+$/.test(pieces[0]?.text ?? '');
      if (whole) return [`${bar} ${paint(pieces, color)}`];
      const hang = pieces[0]?.text.startsWith(BULLET) === true ? ' '.repeat(BULLET.length) : '';
      return wrap(pieces, width - 2 - hang.length).map((line, index) => {
        const drawn = paint(line, color);
        return `${bar} ${index === 0 ? '' : hang}${drawn}`.trimEnd();
      });
    })
    .join('\n');
}
