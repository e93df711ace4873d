import { describe, expect, it } from 'vitest';
import { CARD, CELLS, FAINT, INK, OTHERS, SERIES } from '../../../src/edges/chart/palette.ts';

type Rgb = readonly [number, number, number];

/** Linear light of a colour's red, green and blue, 0 to 1. */
function linear(colour: string): Rgb {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Machado, Oliveira and Fernandes (2009), severity 1.0, on linear light. */
const SIGHTS: Readonly<Record<string, readonly Rgb[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** OKLab (Ottosson 2020) of a colour as somebody with that sight sees it. */
function seen(colour: string, matrix: readonly Rgb[]): Rgb {
  const own = linear(colour);
  const [r = 0, g = 0, b = 0] = matrix.map((row) =>
    Math.min(1, Math.max(0, row[0] * own[0] + row[1] * own[1] + row[2] * own[2])),
  );
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function difference(a: string, b: string, matrix: readonly Rgb[]): number {
  const [p, q] = [seen(a, matrix), seen(b, matrix)];
  return 100 * Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

const pairs = (colours: readonly string[]): readonly (readonly [string, string])[] =>
  colours.flatMap((a, index) => colours.slice(index + 1).map((b) => [a, b] as const));

describe('the measure of contrast', () => {
  it('knows the extremes and the examples of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 1);
  });
});

describe('contrast on the card, which is opaque and so the same in every theme', () => {
  it.each([INK, FAINT])('text %s has 4.5:1', (colour) => {
    expect(contrast(colour, CARD)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([...SERIES, OTHERS])('bars of %s have 3:1', (colour) => {
    expect(contrast(colour, CARD)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(CELLS))('%s has 3:1 in its outline or mark, and 4.5:1 of its mark', (_, cell) => {
    const edge = cell.outline === CARD ? cell.ink : cell.outline;
    expect(contrast(edge, CARD)).toBeGreaterThanOrEqual(3);
    expect(contrast(cell.ink, cell.fill)).toBeGreaterThanOrEqual(4.5);
  });

  it('stands out from white', () => {
    expect(contrast(CARD, '#ffffff')).toBeGreaterThanOrEqual(3);
  });
});

describe('without colour', () => {
  it.each([
    ['quiet', 'seen'],
    ['seen', 'active'],
    ['active', 'surging'],
  ] as const)('%s is darker than %s', (lower, higher) => {
    expect(contrast(CELLS[lower].fill, CELLS[higher].fill)).toBeGreaterThan(1.8);
    expect(luminance(CELLS[lower].fill)).toBeLessThan(luminance(CELLS[higher].fill));
  });

  it('every level has a mark of its own', () => {
    expect(new Set(Object.values(CELLS).map(({ mark }) => mark)).size).toBe(5);
  });
});

describe.each(Object.entries(SIGHTS))('with %s', (_, matrix) => {
  // 2 is a just noticeable difference in this measure.
  it.each(pairs([...SERIES, OTHERS]))('bars of %s and %s differ', (a, b) => {
    expect(difference(a, b, matrix)).toBeGreaterThan(5);
  });

  it.each(pairs([CELLS.quiet.fill, CELLS.seen.fill, CELLS.active.fill, CELLS.surging.fill]))(
    'levels of %s and %s differ',
    (a, b) => {
      expect(difference(a, b, matrix)).toBeGreaterThan(10);
    },
  );
});
