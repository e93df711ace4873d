/** Turns SVG into PNG with the fonts that come along, so that a machine without fonts draws the same. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { FONT } from './layout.ts';

/** Pixels drawn for each of the SVG's: sharp on the screens of phones. */
const SCALE = 2;
const FONT_FILES = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'].map(fontFile);

/** Blocks for some tens of milliseconds. Throws where the SVG is not well-formed. */
export function rasterise(svg: string): Uint8Array {
  const resvg = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: FONT_FILES, defaultFontFamily: FONT },
    fitTo: { mode: 'zoom', value: SCALE },
    logLevel: 'off',
  });
  return resvg.render().asPng();
}

/** The sources read the font from its package; a build brings the two files along. */
function fontFile(name: string): string {
  return import.meta.url.endsWith('.ts')
    ? createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}`)
    : fileURLToPath(new URL(`./fonts/${name}`, import.meta.url));
}
