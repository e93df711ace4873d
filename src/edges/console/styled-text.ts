/** Text with styles, wrapped to the width of a terminal and drawn with or without colour. */
import wrapAnsi from 'wrap-ansi';

export type TerminalStyle =
  | 'bold'
  | 'dim'
  | 'italic'
  | 'marked'
  | 'red'
  | 'yellow'
  | 'blue'
  | 'green'
  | 'cyan';

/** A stretch of cleaned text in some styles. */
export type Piece = { readonly text: string; readonly styles?: readonly TerminalStyle[] };

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
} as const satisfies Record<TerminalStyle, string>;

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
  if (plain === '') return [];
  const lines = wrapAnsi(plain, Math.max(8, width), { hard: true }).split('\n');
  let at = 0;
  return lines.map((line) => {
    const start = plain.indexOf(line, at);
    at = start + line.length;
    return cut(pieces, start, at);
  });
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
