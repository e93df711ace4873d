/** Text with styles, wrapped to the width of a terminal and drawn with or without colour. */
import { cellWidth, graphemeWidth } from './cell-width.ts';

export type Style = 'bold' | 'dim' | 'italic' | 'marked' | 'red' | 'yellow' | 'blue' | 'green' | 'cyan';

/** A stretch of cleaned text in some styles. */
export type Piece = { readonly text: string; readonly styles?: readonly Style[] };

/** ECMA-48 §8.3.117, Select Graphic Rendition. */
const CODES = {
  bold: '1',
  dim: '2',
  italic: '3',
  marked: '1;4',
  red: '31',
  yellow: '33',
  blue: '34',
  green: '32',
  cyan: '36',
} as const satisfies Record<Style, string>;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** One line of pieces as a string; without colour the pieces' plain text. */
export function paint(pieces: readonly Piece[], color: boolean): string {
  return pieces
    .map(({ text, styles = [] }) =>
      color && styles.length > 0 && text !== ''
        ? `\u001b[${styles.map((style) => CODES[style]).join(';')}m${text}\u001b[0m`
        : text,
    )
    .join('');
}

/**
 * Breaks pieces into lines of at most `width` columns, between words where it can, inside a word that is longer than a
 * line. White space at a break is dropped.
 */
export function wrap(pieces: readonly Piece[], width: number): readonly (readonly Piece[])[] {
  const plain = pieces.map((piece) => piece.text).join('');
  return breaks(plain, Math.max(8, width)).map(([start, end]) => cut(pieces, start, end));
}

/** Start and end offsets of the lines. */
function breaks(plain: string, width: number): readonly (readonly [number, number])[] {
  const lines: (readonly [number, number])[] = [];
  let start = 0;
  let used = 0;
  let space: { readonly at: number; readonly next: number } | undefined;
  for (const { segment, index } of graphemes.segment(plain)) {
    if (segment === ' ') space = { at: index, next: index + 1 };
    used += graphemeWidth(segment);
    if (used <= width || segment === ' ') continue;
    const end = space === undefined ? { at: index, next: index } : space;
    lines.push([start, end.at]);
    start = end.next;
    used = cellWidth(plain.slice(start, index + segment.length));
    space = undefined;
  }
  if (start < plain.length) lines.push([start, plain.length]);
  return lines;
}

function cut(pieces: readonly Piece[], start: number, end: number): readonly Piece[] {
  const line: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const text = piece.text.slice(Math.max(0, start - at), Math.max(0, end - at));
    if (text !== '') line.push({ ...piece, text });
    at += piece.text.length;
  }
  return line;
}
