/** Lays a table out in equal-width characters, narrow enough for the screen it is read on. */
import { cleanText } from '../delivery/clean-text.ts';
import { isolated } from '../delivery/isolate.ts';
import { shorten } from '../delivery/shorten.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Characters that take two columns: pictures, and the wide forms of East Asian scripts (UAX #11, W and F). */
const WIDE =
  /[\p{Emoji_Presentation}\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\uFE0F/u;
const NUMBER = /^[-+−]?[\d.,]+ ?%?$/;
const GAP = '  ';
const NARROWEST = 3;
/** No screen shows a cell of more characters than this, and measuring costs time. */
const LONGEST = 200;

/**
 * The lines of a table, columns two spaces apart; where it would be wider than `width` columns of text, the widest
 * columns give way and their cells end in "…". Numbers stand at the right of their column. Cells are cleaned.
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const cells = [head, ...rows].map((row) =>
    head.map((_, column) => shorten(cleanText(row[column] ?? ''), LONGEST)),
  );
  const body = cells.slice(1);
  const widths = head.map((_, column) => Math.max(...cells.map((row) => columns(row[column] ?? ''))));
  const room = width - GAP.length * (head.length - 1);
  for (let sum = widths.reduce((a, b) => a + b, 0); sum > room; sum -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    const wide = widths[widest] ?? 0;
    if (wide <= NARROWEST) break;
    widths[widest] = wide - 1;
  }
  const right = head.map((_, column) => {
    const values = body.map((row) => row[column] ?? '').filter((value) => value !== '');
    return values.length > 0 && values.every((value) => NUMBER.test(value));
  });
  return cells.map((row) =>
    row
      .map((cell, column) => fit(cell, widths[column] ?? 0, right[column] ?? false))
      .join(GAP)
      .trimEnd(),
  );
}

/** How many columns a text takes. */
function columns(text: string): number {
  let sum = 0;
  for (const { segment } of graphemes.segment(text)) sum += WIDE.test(segment) ? 2 : 1;
  return sum;
}

function fit(cell: string, width: number, right: boolean): string {
  const taken = columns(cell);
  if (taken <= width) {
    const padding = ' '.repeat(width - taken);
    return right ? padding + isolated(cell) : isolated(cell) + padding;
  }
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(cell)) {
    const next = used + (WIDE.test(segment) ? 2 : 1);
    if (next > width - 1) break;
    kept += segment;
    used = next;
  }
  return `${isolated(`${kept}…`)}${' '.repeat(Math.max(0, width - used - 1))}`;
}
