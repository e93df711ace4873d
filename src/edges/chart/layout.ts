/** Measures that all charts share, in pixels of the picture before it is drawn at twice its size. */

/** A phone shows this at about half its size, so that text of 20 is as large as a caption there. */
export const WIDTH = 700;
export const MARGIN = 28;
export const INNER = WIDTH - 2 * MARGIN;
/** Font sizes. */
export const TITLE = 29;
export const HEADING = 21;
export const LABEL = 20;
export const FONT = 'DejaVu Sans';
