/** Somebody else's words for a line of ours: a headline, an outlet, a name. */
import { cleanLine } from './clean-text.ts';
import { isolated } from './isolate.ts';
import { shorten } from './shorten.ts';

/** A headline in a list is one of many; this much tells it apart. */
const HEADLINE = 160;
/** Of a line that holds nothing else. */
const WHOLE = 240;
const OUTLET = 60;

/**
 * One visible line of at most `most` UTF-16 units, isolated where any of it runs from right to left: digits, stops and
 * other headlines beside it in the line would change their places with it. What it was made of once stays as it is the second time.
 */
export function foreignWords(text: string, most: number = HEADLINE): string {
  return isolated(shorten(cleanLine(text), most));
}

/** "headline · outlet · pl · Polish president (words found, no translation)"; what is empty is left out. */
export function reportInWords(
  { headline, outlet }: { readonly headline: string; readonly outlet: string },
  found?: string,
): string {
  const words = foreignWords(headline, WHOLE) || '(no headline)';
  return [words, foreignWords(outlet, OUTLET), found ?? ''].filter((part) => part !== '').join(' · ');
}
