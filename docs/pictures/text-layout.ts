/** Sets styled text in lines of a given width and writes it as SVG, without a browser or a font file. */
import { emsOf } from './advance-widths.ts';
import { symbolOf } from './symbols.ts';

export type Style = {
  readonly fill: string;
  /** Pixels. */
  readonly size: number;
  readonly weight: 400 | 500 | 600 | 700;
  readonly italic: boolean;
  /** Fill behind the text, as of a date or a code word. */
  readonly backdrop?: string;
};

/** A stretch of text in one style; `\n` in it ends a line. */
export type Run = { readonly text: string; readonly style: Style };
export type Line = readonly Run[];

/** Fonts of one set of widths, so that lines end where they were measured to end. */
export const FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif";

/** Width in pixels. */
export function widthOf(text: string, style: Style): number {
  const weight = style.weight >= 600 ? 'bold' : 'regular';
  const ems = Array.from(text).reduce(
    (sum, character) => sum + (symbolOf(character)?.width ?? emsOf(character, weight)),
    0,
  );
  return ems * style.size;
}

/** Breaks runs into lines no wider than `width` pixels, at white space only; a longer word has a line of its own. */
export function wrap(runs: readonly Run[], width: number): readonly Line[] {
  const lines: Run[][] = [[]];
  let used = 0;
  let gap: Run | undefined;
  for (const word of words(runs)) {
    const [first] = word;
    if (first?.text === '\n') {
      lines.push([]);
      used = 0;
      gap = undefined;
      continue;
    }
    if (first?.text.trim() === '') {
      gap = used === 0 ? undefined : first;
      continue;
    }
    const lead = gap === undefined ? 0 : widthOf(gap.text, gap.style);
    const advance = word.reduce((sum, part) => sum + widthOf(part.text, part.style), 0);
    if (used > 0 && used + lead + advance > width) {
      lines.push([]);
      used = 0;
    } else if (gap !== undefined) {
      lines.at(-1)?.push(gap);
      used += lead;
    }
    gap = undefined;
    lines.at(-1)?.push(...word);
    used += advance;
  }
  return lines.map(merged);
}

/** Words, each of one or more styles, with the white space and line ends between them. */
function words(runs: readonly Run[]): readonly (readonly Run[])[] {
  const found: Run[][] = [];
  let open: Run[] | undefined;
  for (const { text, style } of runs) {
    for (const piece of text.match(/\n|[^\S\n\u00a0]+|[\S\u00a0]+/g) ?? []) {
      if (/^[^\S\u00a0]+$/.test(piece)) {
        found.push([{ text: piece, style }]);
        open = undefined;
      } else if (open === undefined) {
        open = [{ text: piece, style }];
        found.push(open);
      } else open.push({ text: piece, style });
    }
  }
  return found;
}

function merged(line: Line): Line {
  const runs: Run[] = [];
  for (const run of line) {
    const last = runs.at(-1);
    if (last !== undefined && last.style === run.style)
      runs[runs.length - 1] = { ...last, text: last.text + run.text };
    else runs.push(run);
  }
  return runs;
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** One line as SVG, its baseline at `y`. Every stretch says where it begins, so that no font can push the next one. */
export function lineToSvg(line: Line, x: number, y: number): string {
  let at = x;
  let shapes = '';
  let spans = '';
  for (const { text, style } of line) {
    if (style.backdrop !== undefined)
      shapes += rectangle(
        at - 2,
        y - style.size,
        widthOf(text, style) + 4,
        style.size + 4,
        style.backdrop,
        3,
      );
    for (const part of partsOf(text)) {
      const symbol = symbolOf(part);
      if (symbol === undefined) spans += span(part, style, at);
      else shapes += symbol.draw(at, y, style.size, style.fill);
      at += widthOf(part, style);
    }
  }
  const words = spans === '' ? '' : `<text y="${y}" xml:space="preserve">${spans}</text>\n`;
  return `${shapes}${words}`;
}

/** The text cut into symbols, each by itself, and what stands between them. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let open = false;
  for (const character of text) {
    const symbol = symbolOf(character) !== undefined;
    if (symbol || !open) parts.push(character);
    else parts.push(`${parts.pop() ?? ''}${character}`);
    open = !symbol;
  }
  return parts;
}

function span(text: string, style: Style, x: number): string {
  const weight = style.weight === 400 ? '' : ` font-weight="${style.weight}"`;
  const slant = style.italic ? ' font-style="italic"' : '';
  // Where none of the fonts is installed, another one's letters are fitted to the width that was measured.
  const width = Number(widthOf(text, style).toFixed(2));
  return `<tspan x="${Number(x.toFixed(2))}" textLength="${width}" lengthAdjust="spacingAndGlyphs" fill="${style.fill}" font-size="${style.size}"${weight}${slant}>${escapeXml(text)}</tspan>`;
}

export function rectangle(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  radius = 0,
  stroke = '',
): string {
  const round = radius === 0 ? '' : ` rx="${radius}"`;
  const edge = stroke === '' ? '' : ` stroke="${stroke}"`;
  const box = [x, y, width, height].map((each) => Number(each.toFixed(1)));
  return `<rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" fill="${fill}"${round}${edge}/>\n`;
}

export type Drawn = { readonly svg: string; readonly height: number };
type Box = { readonly x: number; readonly y: number; readonly width: number; readonly lineHeight: number };

/** Runs set in a box that grows downwards from `y`. */
export function drawRuns(runs: readonly Run[], { x, y, width, lineHeight }: Box): Drawn {
  const lines = wrap(runs, width);
  const baseline = y + lineHeight * 0.74;
  return {
    svg: lines.map((line, index) => lineToSvg(line, x, baseline + index * lineHeight)).join(''),
    height: lines.length * lineHeight,
  };
}
