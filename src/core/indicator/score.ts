/** The score of an indicator: how many of its judged matches were relevant, how sure that is, and what it advises. */

/** Judged matches of which so many were found relevant. */
export type VoteTally = { readonly relevant: number; readonly judged: number };

export type Interval = { readonly low: number; readonly high: number };

/** What the votes advise; a person decides. */
export type Advice = 'too early' | 'keep' | 'adjust' | 'drop';

/** Judged matches below which nothing is advised. */
const FEWEST_TO_ADVISE = 10;

/** The two-sided 95 % point of the normal distribution. */
const Z = 1.959964;
const GOOD = 0.8;
const EVEN = 0.5;

/**
 * The 95 % interval of a share by Wilson's score method (E. B. Wilson, 1927), which holds near 0 and 1 and for few
 * judgements. Of no judgement it is everything.
 */
export function wilson({ relevant, judged }: VoteTally): Interval {
  if (judged === 0) return { low: 0, high: 1 };
  const share = relevant / judged;
  const spread = Z * Math.sqrt((share * (1 - share)) / judged + (Z * Z) / (4 * judged * judged));
  const scale = 1 + (Z * Z) / judged;
  const middle = share + (Z * Z) / (2 * judged);
  return {
    low: Math.max(0, (middle - spread) / scale),
    high: Math.min(1, (middle + spread) / scale),
  };
}

/**
 * `keep`: at least 0.8 relevant and surely more than half; `drop`: surely less than half; otherwise `adjust`. Below ten
 * judged matches it is too early to say.
 */
export function adviceOf(tally: VoteTally): Advice {
  if (tally.judged < FEWEST_TO_ADVISE) return 'too early';
  const { low, high } = wilson(tally);
  if (high < EVEN) return 'drop';
  return tally.relevant / tally.judged >= GOOD && low > EVEN ? 'keep' : 'adjust';
}

/** "83 % relevant (95 %: 61 to 94 %, n = 18)"; undefined where nothing was judged. */
export function scoreWords(tally: VoteTally): string | undefined {
  if (tally.judged === 0) return undefined;
  const { low, high } = wilson(tally);
  const share = percent(tally.relevant / tally.judged);
  return `${share} % relevant (95 %: ${percent(low)} to ${percent(high)} %, n = ${tally.judged})`;
}

/** "keep", or what else the votes advise, and why. */
export function adviceWords(tally: VoteTally): string {
  const missing = FEWEST_TO_ADVISE - tally.judged;
  const words: Readonly<Record<Advice, string>> = {
    'too early': `too early to advise, ${missing} more to judge`,
    keep: 'keep it',
    adjust: 'adjust it',
    drop: 'drop it: most of what it brings is not relevant',
  };
  return words[adviceOf(tally)];
}

function percent(share: number): number {
  return Math.round(share * 100);
}

/** A term that decided judged matches, and how many of those were relevant. */
export type TermScore = VoteTally & { readonly term: string };

/** Precision per term, worst first; terms that decided fewer than two judged matches say nothing. */
export function scoreTerms(
  matches: readonly { readonly terms: readonly string[]; readonly relevant: boolean }[],
): readonly TermScore[] {
  const scores = new Map<string, { relevant: number; judged: number }>();
  for (const { terms, relevant } of matches) {
    for (const term of new Set(terms)) {
      const score = scores.get(term) ?? { relevant: 0, judged: 0 };
      score.judged += 1;
      if (relevant) score.relevant += 1;
      scores.set(term, score);
    }
  }
  return [...scores]
    .filter(([, { judged }]) => judged > 1)
    .map(([term, score]) => ({ term, ...score }))
    .toSorted(
      (a, b) =>
        a.relevant / a.judged - b.relevant / b.judged ||
        b.judged - a.judged ||
        (a.term < b.term ? -1 : a.term > b.term ? 1 : 0),
    );
}
