/** How many columns of a terminal a text takes. */

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Wide and fullwidth ranges of Unicode Standard Annex 11 that news texts use, and emoji. */
const WIDE =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}])/u;

/** Columns of one grapheme: two for wide ones, else one. */
export function graphemeWidth(grapheme: string): number {
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Columns of a cleaned text without escape sequences. */
export function cellWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** The text cut to at most `columns` columns, with an ellipsis where something was cut, and padded to them. */
export function fitCells(text: string, columns: number): string {
  const width = cellWidth(text);
  if (width <= columns) return text + ' '.repeat(columns - width);
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (used + graphemeWidth(segment) > columns - 1) break;
    kept += segment;
    used += graphemeWidth(segment);
  }
  return `${kept}…${' '.repeat(Math.max(0, columns - used - 1))}`;
}
