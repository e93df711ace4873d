import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { fitText, widthOf, wrapText } from '../../../src/edges/chart/text-width.ts';

const { resolve } = createRequire(import.meta.url);

/** How wide the font really is, without the side bearings of the first and the last character. */
function drawnWidth(text: string, size: number, bold: boolean): number {
  const file = resolve(`dejavu-fonts-ttf/ttf/DejaVuSansCondensed${bold ? '-Bold' : ''}.ttf`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="100"><text x="10" y="50" font-family="DejaVu Sans" font-weight="${bold ? 'bold' : 'normal'}" font-size="${size}">${text}</text></svg>`;
  const box = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: [file] } }).innerBBox();
  return box?.width ?? 0;
}

describe('widthOf', () => {
  it.each([
    ['Statements of praise or loyalty'],
    ['WWW MMM mmm @@@ %%%'],
    ['US engagement made conditional, 17 weeks'],
    ['Парламент возражает: Жужжащий Шум'],
    ['Überraschung à Genève, l’été'],
    ['البرلمان يعترض على القرار'],
  ])('is no less than the font draws, and not far more: %s', (text) => {
    for (const bold of [false, true]) {
      const drawn = drawnWidth(text, 20, bold);
      expect(drawn).toBeGreaterThan(100);
      expect(widthOf(text, 20, bold)).toBeGreaterThanOrEqual(drawn);
      expect(widthOf(text, 20, bold)).toBeLessThan(drawn * 1.75);
    }
  });
});

describe('fitText', () => {
  it('leaves what fits, and cuts the rest with an ellipsis', () => {
    expect(fitText('Ports', 20, 200)).toBe('Ports');
    const cut = fitText('Ports change hands in the north and in the south', 20, 200);
    expect(cut).toMatch(/^Ports change .*…$/);
    expect(widthOf(cut, 20)).toBeLessThanOrEqual(200);
  });

  it('makes one line of visible text', () => {
    expect(fitText('a\n\u202Eb\u0000 c', 20, 200)).toBe('a b c');
  });
});

describe('wrapText', () => {
  it('breaks at spaces and cuts the last line', () => {
    const text = 'Leader-level appointments that nobody asked for and nobody explains';
    const lines = wrapText(text, 20, 180, 2);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(widthOf(line, 20)).toBeLessThanOrEqual(180);
    expect(text.startsWith(`${lines[0]} `)).toBe(true);
    expect(lines[1]).toMatch(/…$/);
  });

  it('cuts a word that no line holds', () => {
    const [line = '', ...others] = wrapText('x'.repeat(10_000), 20, 180, 2);
    expect(others).toEqual([]);
    expect(line).toMatch(/^x{5,}…$/);
  });

  it('needs one line for a short name', () => {
    expect(wrapText('Ports', 20, 180, 2)).toEqual(['Ports']);
  });
});
