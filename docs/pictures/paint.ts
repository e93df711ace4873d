/** Paints an element as PNG, its letters as shapes, so that it looks the same wherever it is shown. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import satori, { type Font } from 'satori';
import type { Element } from './typeset.ts';

/** Pixels of the screen, and of the picture for each of them. */
const [WIDTH, DENSITY] = [582, 1.5];

const { resolve } = createRequire(import.meta.url);
const inter = (weight: 400 | 600 | 700, style: 'normal' | 'italic'): readonly Font[] =>
  ['latin', 'latin-ext'].map((part) => {
    const file = resolve(`@fontsource/inter/files/inter-${part}-${weight}-${style}.woff`);
    return { name: part, data: readFileSync(file), weight, style };
  });
/** Inter, and for the marks of levels and the bars of trends, which it lacks, DejaVu. */
const FONTS: readonly Font[] = [
  ...([400, 600, 700] as const).flatMap((weight) => [...inter(weight, 'normal'), ...inter(weight, 'italic')]),
  { name: 'marks', data: readFileSync(resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')) },
];

/** Rejects where no font has a character. */
export async function paint(element: Element): Promise<Uint8Array> {
  const loadAdditionalAsset = (_: string, text: string) =>
    Promise.reject(new Error(`no font has ${JSON.stringify(text)}`));
  const svg = await satori(element, { width: WIDTH, fonts: [...FONTS], loadAdditionalAsset });
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: DENSITY }, font: { loadSystemFonts: false } })
    .render()
    .asPng();
}
