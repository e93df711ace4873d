/** Draws the characters that few fonts have and no two draw alike: level marks, bars, emoji, ticks. */

export type Symbol = {
  /** Ems. */
  readonly width: number;
  /** SVG for a box one em high whose lower edge is the baseline; `x`, `y` (baseline) and `em` in pixels. */
  readonly draw: (x: number, y: number, em: number, fill: string) => string;
};

const n = (value: number): string => String(Number(value.toFixed(2)));

function disc(fill: string): Symbol {
  return {
    width: 1.25,
    draw: (x, y, em) =>
      `<circle cx="${n(x + em * 0.56)}" cy="${n(y - em * 0.35)}" r="${n(em * 0.5)}" fill="${fill}"/>`,
  };
}

/** A ring of which so many quarters are filled, from the top clockwise as in ◔, from the left in ◐. */
function ring(filled: 'none' | 'quarter' | 'half' | 'all'): Symbol {
  return {
    width: 0.95,
    draw: (x, y, em, fill) => {
      const [cx, cy, r] = [x + em * 0.46, y - em * 0.36, em * 0.38];
      const outline = `<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(r)}" fill="${filled === 'all' ? fill : 'none'}" stroke="${fill}" stroke-width="${n(em * 0.09)}"/>`;
      const top = `M${n(cx)} ${n(cy - r)}`;
      if (filled === 'quarter')
        return `${outline}<path d="${top}A${n(r)} ${n(r)} 0 0 1 ${n(cx + r)} ${n(cy)}L${n(cx)} ${n(cy)}Z" fill="${fill}"/>`;
      if (filled === 'half')
        return `${outline}<path d="${top}A${n(r)} ${n(r)} 0 0 0 ${n(cx)} ${n(cy + r)}Z" fill="${fill}"/>`;
      return outline;
    },
  };
}

function bar(eighths: number): Symbol {
  return {
    width: 0.56,
    draw: (x, y, em, fill) => {
      const height = (em * 0.86 * eighths) / 8;
      return `<rect x="${n(x)}" y="${n(y - height + em * 0.06)}" width="${n(em * 0.5)}" height="${n(height)}" fill="${fill}"/>`;
    },
  };
}

function stroke(width: number, path: (x: number, y: number, em: number) => string): Symbol {
  return {
    width,
    draw: (x, y, em, fill) =>
      `<path d="${path(x, y, em)}" fill="none" stroke="${fill}" stroke-width="${n(em * 0.11)}" stroke-linecap="round" stroke-linejoin="round"/>`,
  };
}

const TICK = stroke(
  0.95,
  (x, y, em) =>
    `M${n(x + em * 0.12)} ${n(y - em * 0.32)}L${n(x + em * 0.35)} ${n(y - em * 0.08)}L${n(x + em * 0.8)} ${n(y - em * 0.65)}`,
);
/** An open eye, for what only one person sees. */
const EYE: Symbol = {
  width: 1.3,
  draw: (x, y, em, fill) => {
    const cy = y - em * 0.35;
    const lid = `M${n(x)} ${n(cy)}Q${n(x + em * 0.55)} ${n(cy - em * 0.75)} ${n(x + em * 1.1)} ${n(cy)}Q${n(x + em * 0.55)} ${n(cy + em * 0.75)} ${n(x)} ${n(cy)}Z`;
    return `<path d="${lid}" fill="none" stroke="${fill}" stroke-width="${n(em * 0.1)}"/><circle cx="${n(x + em * 0.55)}" cy="${n(cy)}" r="${n(em * 0.17)}" fill="${fill}"/>`;
  },
};

const SYMBOLS: ReadonlyMap<string, Symbol> = new Map([
  ...Array.from('▁▂▃▄▅▆▇█', (each, index) => [each, bar(index + 1)] as const),
  ['○', ring('none')],
  ['◔', ring('quarter')],
  ['◐', ring('half')],
  ['●', ring('all')],
  ['🔴', disc('#dd2e44')],
  ['🟠', disc('#f4900c')],
  ['🔵', disc('#55acee')],
  ['✓', TICK],
  ['👁', EYE],
]);

/** How a character is drawn; undefined where a font may set it. */
export function symbolOf(character: string): Symbol | undefined {
  return SYMBOLS.get(character);
}
