/** Cuts long lists into pieces that one statement can bind: SQLite takes at most 32,766 values. */

/** Well below it, also for rows of many columns. */
const SLICE = 500;

/** The pieces, in order; none of an empty list. */
export function slicesOf<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / SLICE) }, (_, nth) =>
    list.slice(nth * SLICE, (nth + 1) * SLICE),
  );
}
