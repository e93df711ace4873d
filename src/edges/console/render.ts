/** Prints a notification as a person would read it in a channel: a card with a coloured edge, wrapped to the width. */
import { cleanMarked, cleanText } from '../../core/delivery/clean-text.ts';
import type { MarkedText } from '../../core/delivery/marked-text.ts';
import type {
  AlertNotification,
  AnswerNotification,
  Notification,
  NoticeLine,
  NoticeNotification,
} from '../../core/delivery/notification.ts';
import { nameAnswered } from '../../core/delivery/name-answered.ts';
import type { Inline } from '../../core/command/reply.ts';
import { type CardLine } from '../../core/delivery/card-line.ts';
import { cardOf, markedInlines } from '../../core/delivery/card.ts';
import { furtherLines } from '../../core/delivery/further-lines.ts';
import { safeLink } from '../../core/delivery/safe-link.ts';
import { shorten, shortenMarked, stretches } from '../../core/delivery/shorten.ts';
import { alsoReportedBy, groupedTitle } from '../../core/delivery/wording.ts';
import { cellWidth } from './cell-width.ts';
import { paint, wrap } from './styled-text.ts';
import type { Piece, TerminalStyle } from './styled-text.ts';
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
  const { kicker, headline, link, lines } = cardOf(n);
  const [severity = '', ...name] = kicker.split(' · ');
  const title: Piece[] = [
    { text: `${SHAPES[n.severity]} ${severity.toUpperCase()}`, styles: ['bold', edge] },
    { text: ` · ${name.join(' · ')}`, styles: ['bold'] },
  ];
  const paragraphs: (readonly Piece[])[] = [
    pushedRight(title, `#${n.alertId}`, options.width),
    inlinePieces(markedInlines(headline), options, ['bold']),
    ...lines.map((line) => linePieces(line, options)),
    ...groupedLines(n),
    link === undefined ? [] : [{ text: link, styles: ['dim'] }],
  ];
  return card(paragraphs, edge, options);
}

function linePieces({ role, inlines }: CardLine, options: TextOptions): readonly Piece[] {
  switch (role) {
    case 'further': {
      const links = inlines.flatMap((part) => (part.kind === 'link' ? [part.url] : []));
      const addresses = links.map((url): Piece => ({ text: ` ${url}`, styles: ['dim'] }));
      return [{ text: BULLET }, ...inlinePieces(inlines, options), ...addresses];
    }
    case 'quote':
      return inlinePieces(inlines, options, ['italic']);
    case 'about':
      return inlinePieces(inlines, options, ['dim']);
    case 'found':
    case 'byline':
    case 'finding':
    case 'caution':
    case 'lede':
    case 'also':
    case 'actors':
    case 'level':
    case 'follows':
    case 'state':
      return inlinePieces(inlines, options);
  }
}

/** A terminal of today may link words; what it prints has to be read without that, so addresses stay out of lines. */
function inlinePieces(
  inlines: readonly Inline[],
  { color, now }: TextOptions,
  styles: readonly TerminalStyle[] = [],
): readonly Piece[] {
  return inlines.map((part): Piece => {
    switch (part.kind) {
      case 'time':
        return {
          text:
            part.style === 'ago' && now - part.at >= 0
              ? `${moment(part.at)} (${ago(part.at, now)})`
              : moment(part.at),
          styles,
        };
      case 'link':
        return { text: part.text, styles: [...styles, 'cyan'] };
      case 'text':
        if (part.style === 'bold') return { text: color ? part.text : `*${part.text}*`, styles: ['marked'] };
        return { text: part.text, styles };
    }
  });
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

function marked(
  text: MarkedText,
  max: number,
  styles: readonly TerminalStyle[],
  color: boolean,
): readonly Piece[] {
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
function card(
  paragraphs: readonly (readonly Piece[])[],
  edge: TerminalStyle,
  { color, width }: TextOptions,
): string {
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
