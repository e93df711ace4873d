/** Thin matches: on how few words of its query an indicator is often wrong, by its own votes where there are enough. */

/** A match that people judged: on how many different words of the query it rests, and whether they found it relevant. */
export type JudgedMatch = { readonly words: number; readonly relevant: boolean };

/** Votes from which an indicator's own experience counts. */
const FEWEST_JUDGED = 20;

/** On headlines that nobody had tuned to, matches on two words were right 0.60 of the time, on three to five 0.83. */
const USUALLY_THIN = 2;
const MOST_WORDS = 5;

/** A match that is right less often than this is worth a second look. */
const OFTEN_ENOUGH = 0.7;
/** As many judgements as the usual share is worth, so that one vote on a number of words does not decide. */
const WEIGHT = 5;

/**
 * The number of words up to which a match of the indicator is thin; 0 where none is. From 20 judged matches on, those
 * numbers of words from the low end up whose matches were right less than 0.7 of the time; before that two.
 */
export function thinUpTo(judged: readonly JudgedMatch[]): number {
  if (judged.length < FEWEST_JUDGED) return USUALLY_THIN;
  let thin = 0;
  for (let words = 1; words <= MOST_WORDS; words += 1) {
    const own = judged.filter((each) => each.words === words);
    const right = own.filter(({ relevant }) => relevant).length;
    if ((right + WEIGHT * usualShare(words)) / (own.length + WEIGHT) >= OFTEN_ENOUGH) break;
    thin = words;
  }
  return thin;
}

/** How often a match on so many words is right where nothing is known of its indicator. */
function usualShare(words: number): number {
  return words <= USUALLY_THIN ? 0.6 : 0.83;
}

/** "only 2 words matched"; undefined where it is not thin, or where its words were not counted. */
export function thinWords(words: number | undefined, limit: number = USUALLY_THIN): string | undefined {
  if (words === undefined || words === 0 || words > limit) return undefined;
  return `only ${words} ${words === 1 ? 'word' : 'words'} matched`;
}
