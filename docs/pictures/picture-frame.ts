/** The outer frame of a picture, and the chart inside it. */
import { escapeXml, FONT, rectangle } from './text-layout.ts';

/** A whole SVG document with rounded corners. */
export function frame(
  { width, height, title }: { readonly width: number; readonly height: number; readonly title: string },
  { background, edge = '' }: { readonly background: string; readonly edge?: string },
  body: string,
): string {
  const card = rectangle(0.5, 0.5, width - 1, height - 1, background, 10, edge);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" role="img">
<title>${escapeXml(title)}</title>
${card}${body}</svg>
`;
}

/** Width and height of a PNG in pixels: the first chunk is always IHDR (PNG specification, section 11.2.1). */
function sizeOf(png: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** A PNG so many pixels wide, its text equivalent beside it. */
export function drawImage(
  png: Uint8Array,
  alt: string,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): { readonly svg: string; readonly height: number } {
  const size = sizeOf(png);
  const height = Math.round((width * size.height) / size.width);
  const data = Buffer.from(png).toString('base64');
  return {
    svg: `<image x="${x}" y="${y}" width="${width}" height="${height}" href="data:image/png;base64,${data}"><title>${escapeXml(alt)}</title></image>\n`,
    height,
  };
}
