/** Tells in which language a brief is written. */
import type { Brief } from '../indicator/brief.ts';
import { foldWords } from '../query/words/fold.ts';
import { stopWordsByLanguage } from './lexicon.ts';
import type { Lists } from './list.ts';

const ASSUMED = 'en';

/** What people read of a brief: its sections, and the article's words at each sign. */
export type BriefProse = Pick<
  Brief,
  'title' | 'happened' | 'leverage' | 'mechanism' | 'matters' | 'watch'
> & {
  readonly indicators: readonly { readonly quote: string }[];
};

/**
 * The primary subtag of the language whose small words, `common.stop` of the shared lists, its prose has most of; English
 * where it has none of any.
 */
export function briefLanguage(brief: BriefProse, lists: Lists): string {
  const { title, happened, leverage, mechanism, matters, watch, indicators } = brief;
  const prose = [
    title,
    happened,
    leverage,
    mechanism,
    matters,
    watch,
    ...indicators.map(({ quote }) => quote),
  ];
  const words = prose.flatMap((text) => foldWords(text).map(({ letters }) => letters));
  let best: { readonly lang: string; readonly count: number } = { lang: ASSUMED, count: 0 };
  for (const [lang, small] of stopWordsByLanguage(lists)) {
    const count = words.filter((word) => small.has(word)).length;
    // English stands first, so that it wins where two have as many.
    if (count > best.count) best = { lang, count };
  }
  return best.lang;
}
