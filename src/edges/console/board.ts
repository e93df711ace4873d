/** Prints the board of indicators: level, recent days, count and the newest headline of each. */
import { cleanText } from '../../core/delivery/clean-text.ts';
import { shorten } from '../../core/delivery/shorten.ts';
import { LEVEL_MARKS } from '../../core/delivery/wording.ts';
import { wordsIn } from '../../core/indicator/words-in.ts';
import type { BoardRow } from '../../core/indicator/board.ts';
import { sparkline } from '../../core/indicator/sparkline.ts';
import { cellWidth, fitCells } from './cell-width.ts';
import type { TextOptions } from './render.ts';
import { paint } from './styled-text.ts';
import type { Piece, TerminalStyle } from './styled-text.ts';
import { ago } from './time-words.ts';

const LEVEL_STYLES = {
  quiet: ['dim'],
  seen: ['blue'],
  active: ['yellow', 'bold'],
  surging: ['red', 'bold'],
} as const satisfies Record<BoardRow['level'], readonly TerminalStyle[]>;

const LEVEL_COLUMNS = 11;
const MAX_NAME = 34;
/** "  19 in 14 days" and the gap before it. */
const COUNT_COLUMNS = 18;

/**
 * The board as lines of text, without a newline at the end: two lines an indicator, the second with its newest headline
 * or, where there is none, the sentence that explains its level. No line is wider than `width`.
 */
export function renderBoard(
  rows: readonly BoardRow[],
  options: TextOptions & { readonly title: string },
): string {
  const { color, width } = options;
  const days = Math.max(0, ...rows.map((row) => row.week.length));
  const longest = Math.max(0, ...rows.map((row) => cellWidth(cleanText(row.name))));
  const names = Math.max(8, Math.min(MAX_NAME, longest, width - LEVEL_COLUMNS - days - COUNT_COLUMNS));
  const title = paint(
    [{ text: fitCells(cleanText(options.title), width).trimEnd(), styles: ['bold'] }],
    color,
  );
  const rule = paint(
    [{ text: '─'.repeat(Math.min(width, LEVEL_COLUMNS + names + days + COUNT_COLUMNS)), styles: ['dim'] }],
    color,
  );
  const lines = rows.flatMap((row) => {
    const level = fitCells(`${LEVEL_MARKS[row.level]} ${row.level}`, LEVEL_COLUMNS);
    const count = row.week.reduce((sum, day) => sum + day, 0);
    const first: Piece[] = [
      { text: level, styles: LEVEL_STYLES[row.level] },
      { text: `${fitCells(cleanText(row.name), names)}  `, styles: row.level === 'quiet' ? [] : ['bold'] },
      { text: sparkline(row.week).padEnd(days), styles: ['green'] },
      { text: `  ${count === 0 ? 'none' : String(count)} in ${row.week.length} days` },
    ];
    const second: Piece = { text: ' '.repeat(LEVEL_COLUMNS) + newest(row, options), styles: ['dim'] };
    return [paint(first, color).trimEnd(), paint([second], color)];
  });
  const spoken = wordsIn(rows.map(({ name, languages }) => ({ name: cleanText(name), languages }))).map(
    (said) => paint([{ text: fitCells(said, width).trimEnd(), styles: ['dim'] }], color),
  );
  return [title, rule, ...lines, ...spoken].join('\n');
}

function newest(row: BoardRow, { width, now }: TextOptions): string {
  const room = Math.max(20, width - LEVEL_COLUMNS);
  if (row.last === undefined) return fitCells(cleanText(row.sentence), room).trimEnd();
  const source = ` · ${shorten(cleanText(row.last.outlet), 24)}, ${ago(row.last.at, now)}`;
  const headline = fitCells(cleanText(row.last.headline), room - cellWidth(source)).trimEnd();
  return headline + source;
}
