/** Orders keys, whatever the language of the machine, so that the same news gives the same stories everywhere. */

/** By code units; for `toSorted`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
