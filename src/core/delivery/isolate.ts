/** Keeps text that runs from right to left from changing the places of what stands beside it in a line. */

/** Letters of the scripts that run from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their like. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** What an isolate adds to a text, in UTF-16 units. */
export const ISOLATE_LENGTH = 2;

/**
 * The text between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE where any of it runs from right to left, else as it
 * is. It has to be cleaned before, which takes such characters away. https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** Whether `isolated` would add anything. */
export function runsRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}
