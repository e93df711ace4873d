/** Keeps text that runs from right to left from changing the places of what stands beside it in a line. */

/** Letters of the scripts that run from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their like. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** FIRST STRONG ISOLATE: what follows has a direction of its own. https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates */
const FIRST_STRONG_ISOLATE = '\u2068';
/** POP DIRECTIONAL ISOLATE: ends it. */
const POP_ISOLATE = '\u2069';
const ISOLATE = /\u2068[^\u2068\u2069]*\u2069/g;

/** What an isolate adds to a text, in UTF-16 units. */
export const ISOLATE_LENGTH = 2;

/**
 * The text in an isolate where any of it runs from right to left outside of the isolates that it holds, else as it is.
 * It has to be cleaned before, so that it holds no other isolates than ours.
 */
export function isolated(text: string): string {
  return runsRightToLeft(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text;
}

/** Whether `isolated` would add anything. */
export function runsRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text) && RIGHT_TO_LEFT.test(text.replaceAll(ISOLATE, ''));
}

/** The offsets (UTF-16) at which isolates begin and end that are whole, hold no other and are of use. */
export function isolatesIn(text: string): ReadonlySet<number> {
  const places = new Set<number>();
  if (!text.includes(FIRST_STRONG_ISOLATE)) return places;
  for (const { 0: isolate, index } of text.matchAll(ISOLATE)) {
    if (!RIGHT_TO_LEFT.test(isolate)) continue;
    places.add(index);
    places.add(index + isolate.length - 1);
  }
  return places;
}

/** The end of an isolate that a cut left open, which would turn the rest of the line around; else nothing. */
export function closeOf(text: string): string {
  return text.lastIndexOf(FIRST_STRONG_ISOLATE) > text.lastIndexOf(POP_ISOLATE) ? POP_ISOLATE : '';
}

/** The text as it is seen. */
export function withoutIsolates(text: string): string {
  return text.replaceAll(/[\u2068\u2069]/g, '');
}
