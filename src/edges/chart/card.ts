/** Lays panels out on a card, with a title and the keys to their colours, as one SVG picture. */
import { FONT, HEADING, INNER, LABEL, MARGIN, TITLE, WIDTH } from './layout.ts';
import { CARD, FAINT, INK } from './palette.ts';
import type { Key, Panel } from './panel.ts';
import { fitText, widthOf, wrapText } from './text-width.ts';

const SWATCH = 24;
/** Radius of the mark in a swatch. */
const MARK = 7.5;
const GAP = 10;
const KEY_GAP = 22;
const KEY_LINE = 33;
const TITLE_LINES = 2;

/** The picture of panels, each with the SVG element that was drawn of its specification. */
export function card(
  title: string,
  panels: readonly { readonly panel: Panel; readonly svg: string }[],
): string {
  let y = MARGIN;
  let body = '';
  for (const line of wrapText(title, TITLE, INNER, TITLE_LINES, true)) {
    body += textLine(line, MARGIN, y + TITLE - 5, TITLE, INK, true);
    y += TITLE + 7;
  }
  for (const [index, { panel, svg }] of panels.entries()) {
    y += index === 0 ? 0 : 24;
    body += textLine(fitText(panel.heading, HEADING, INNER), MARGIN, y + HEADING - 2, HEADING, FAINT);
    y += HEADING + 14;
    const keys = drawKeys(panel.keys, y);
    // The outermost labels stand half in the margin.
    body += keys.svg + svg.replace('<svg ', `<svg x="${MARGIN}" y="${y + keys.height}" overflow="visible" `);
    y += keys.height + panel.height;
    if (panel.foot !== undefined) {
      body += textLine(fitText(panel.foot, LABEL, INNER), MARGIN, y + LABEL + 8, LABEL, FAINT);
      y += LABEL + 12;
    }
  }
  const height = Math.ceil(y + MARGIN - 8);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FONT}">` +
    `<rect width="${WIDTH}" height="${height}" rx="18" fill="${CARD}"/>${body}</svg>`
  );
}

/** Keys one after the other, in as many lines as they need. */
function drawKeys(keys: readonly Key[], top: number): { readonly svg: string; readonly height: number } {
  let svg = '';
  let x = MARGIN;
  let y = top;
  for (const key of keys) {
    const name = fitText(key.name, LABEL, INNER - SWATCH - GAP - noteRoom(key));
    const width = SWATCH + GAP + noteRoom(key) + widthOf(name, LABEL);
    if (x > MARGIN && x + width > WIDTH - MARGIN) {
      x = MARGIN;
      y += KEY_LINE;
    }
    svg += drawKey(key, name, x, y);
    x += width + KEY_GAP;
  }
  return { svg, height: keys.length === 0 ? 0 : y + KEY_LINE + 6 - top };
}

function noteRoom({ note }: Key): number {
  return note === undefined ? 0 : widthOf(note, LABEL, true) + 7;
}

function drawKey(key: Key, name: string, x: number, y: number): string {
  const { note, fill, mark } = key;
  const base = y + 19;
  const left = x + SWATCH + GAP;
  const face = `rx="5" fill="${fill}" stroke="${mark?.outline ?? fill}" stroke-width="1.5"`;
  return (
    `<rect x="${x + 1}" y="${y}" width="${SWATCH}" height="${SWATCH}" ${face}/>` +
    (mark === undefined
      ? ''
      : `<path transform="translate(${x + 1 + SWATCH / 2},${y + SWATCH / 2}) scale(${MARK})" d="${mark.path}" fill="${mark.ink}"/>`) +
    (note === undefined ? '' : textLine(note, left, base, LABEL, INK, true)) +
    textLine(name, left + noteRoom(key), base, LABEL, INK)
  );
}

function textLine(text: string, x: number, y: number, size: number, fill: string, bold = false): string {
  const weight = bold ? ' font-weight="bold"' : '';
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${weight}>${escapeXml(text)}</text>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
