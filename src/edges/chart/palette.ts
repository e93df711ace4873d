/** The colours of charts, which stand on a card of their own and so look the same in dark and light themes. */
import type { WeekLevel } from './chart-request.ts';

/** Dark enough that all of Okabe and Ito's colours reach 3:1 on it, which no light card allows. */
export const CARD = '#1a1d23';
/** Text, with at least 4.5:1 on the card (WCAG 2.2, 1.4.3). */
export const INK = '#f2f4f7';
export const FAINT = '#aab2be';
/** Grid lines carry nothing that the numbers do not say. */
export const GRID = '#353b46';

/**
 * The colour-blind safe palette of Okabe and Ito (2008) without its black, in an order that keeps neighbours in a
 * stack apart. Each has at least 3:1 on the card (WCAG 2.2, 1.4.11).
 */
export const SERIES = ['#56b4e9', '#e69f00', '#009e73', '#f0e442', '#cc79a7', '#d55e00', '#0072b2'] as const;
/** All series beyond the palette, taken together. */
export const OTHERS = '#aab2be';

type Cell = {
  readonly fill: string;
  readonly outline: string;
  /** Of the mark inside; at least 4.5:1 on the fill. */
  readonly ink: string;
  /** The mark that stands for the level in words too, as an SVG path around the origin with a radius of 1. */
  readonly mark: string;
};

const DISC = 'M0,-1A1,1 0 1,1 0,1A1,1 0 1,1 0,-1Z';
const RING = `${DISC}M0,-0.86A0.86,0.86 0 1,0 0,0.86A0.86,0.86 0 1,0 0,-0.86Z`;

/** The livelier, the lighter and the fuller its mark, so that a level can be read without any colour. */
export const CELLS = {
  unknown: { fill: CARD, outline: CARD, ink: FAINT, mark: 'M-0.6,-0.12H0.6V0.12H-0.6Z' },
  quiet: { fill: '#2a2f38', outline: '#727d8d', ink: FAINT, mark: RING },
  seen: {
    fill: '#b5526a',
    outline: '#b5526a',
    ink: '#ffffff',
    mark: `${RING}M0,0V-0.9A0.9,0.9 0 0,1 0.9,0Z`,
  },
  active: {
    fill: '#ff8a94',
    outline: '#ff8a94',
    ink: '#14161a',
    mark: `${RING}M0,-0.9A0.9,0.9 0 0,0 0,0.9Z`,
  },
  surging: { fill: '#ffe4e1', outline: '#ffe4e1', ink: '#14161a', mark: DISC },
} as const satisfies Record<WeekLevel, Cell>;
