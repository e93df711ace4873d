/** Cuts and wraps names to a width in pixels by the widths of the font that charts are set in. */
import { cleanText } from '../../core/delivery/clean-text.ts';
import { shorten } from '../../core/delivery/shorten.ts';

/** Advance widths in ems of DejaVu Sans Condensed, rounded up by class of character. */
const WIDTHS: readonly (readonly [ems: number, characters: string])[] = [
  [0.29, "'ijlIJ ,.·’"],
  [0.36, '/:;\\|-f()[]t!'],
  [0.42, 'r"'],
  [0.49, '*_`–sz“”c?'],
  [0.55, 'LFkvxyPTYaeoчу'],
  [0.59, '$0123456789ESbdghnpqu{}K'],
  [0.63, 'ABRVXZC'],
  [0.71, 'UNHD&GOQ'],
  [0.79, 'w#+<=>^~M○◔◐●ю'],
  [0.9, '%mW@…—жш'],
];
const EMS = new Map(
  WIDTHS.flatMap(([ems, characters]) => Array.from(characters).map((each) => [each, ems] as const)),
);
const OTHER = 0.66;
const BOLDER = 1.12;
/** Longer than any line here has room for; spares looking at the rest of an endless name. */
const MOST = 300;

/** Width in pixels at a font size, a little generous so that nothing overruns its room. */
export function widthOf(text: string, size: number, bold = false): number {
  let ems = 0;
  for (const character of text) ems += EMS.get(character) ?? OTHER;
  return ems * size * (bold ? BOLDER : 1);
}

/** Foreign text as one safe line no wider than `width` pixels, cut with an ellipsis. */
export function fitText(text: string, size: number, width: number, bold = false): string {
  return cut(shorten(cleanText(text.slice(0, 10 * MOST)), MOST), size, width, bold);
}

/** Foreign text as at most `most` lines of `width` pixels, broken at spaces where there are any. */
export function wrapText(
  text: string,
  size: number,
  width: number,
  most: number,
  bold = false,
): readonly string[] {
  const lines: string[] = [];
  let rest = shorten(cleanText(text.slice(0, 10 * MOST)), MOST);
  while (lines.length < most - 1 && widthOf(rest, size, bold) > width) {
    const words = rest.split(' ');
    let taken = words.length - 1;
    while (taken > 0 && widthOf(words.slice(0, taken).join(' '), size, bold) > width) taken -= 1;
    // A word too long for any line is left to the last one, which cuts it.
    if (taken === 0) break;
    lines.push(words.slice(0, taken).join(' '));
    rest = words.slice(taken).join(' ');
  }
  return [...lines, cut(rest, size, width, bold)];
}

function cut(text: string, size: number, width: number, bold: boolean): string {
  let shown = text;
  for (let length = text.length; length > 1 && widthOf(shown, size, bold) > width; length -= 1)
    shown = shorten(text, length - 1);
  return shown;
}
