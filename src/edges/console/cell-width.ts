/** How many columns of a terminal a text takes, and texts cut and padded to columns. */
import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Columns of a cleaned text without escape sequences. */
export function cellWidth(text: string): number {
  return stringWidth(text);
}

/** The text cut to at most `columns` columns, with an ellipsis where something was cut, and padded to them. */
export function fitCells(text: string, columns: number): string {
  const width = cellWidth(text);
  if (width <= columns) return text + ' '.repeat(columns - width);
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const next = used + cellWidth(segment);
    if (next > columns - 1) break;
    kept += segment;
    used = next;
  }
  return `${kept}…${' '.repeat(Math.max(0, columns - used - 1))}`;
}
