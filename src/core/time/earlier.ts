/** The earlier of two instants of which either may be missing. */

/** Epoch milliseconds; undefined where both are missing. */
export function earlier(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
