/** What a headline that is laid out and a report have in common, found in one walk over the report's terms. */
import { clearTally, count, type Layout, LEDE_WEIGHT, newTally, type LayoutTally } from './layout.ts';
import type { PackedTerms } from './packed/packed-terms.ts';
import type { TermCounts } from './term-counts.ts';
import { ACT, KIN, NAME, PLACE, SUBJECT, type TermKind, WHEN } from './term-kind.ts';

/** What a term weighs that half of the reports have, by `weightOfShare`: what more have tells nothing. */
export const LEAST_TELLING = 0.57;
/** Where the terms of reports are. */
export type Words = Pick<PackedTerms, 'eachOfTitle' | 'eachOfLede'>;

/** What a walk over a report's terms finds. */
export type Found = {
  /** Of what both have: the sum of the weights, of what is evidence, of kindred words, and the rarest of these. */
  dot: number;
  evidence: number;
  kinDot: number;
  kin: number;
  /** How many stand below a title. */
  below: number;
  /** Those that are worth something, as far as signs go, and all. */
  readonly telling: LayoutTally;
  readonly common: LayoutTally;
  /** Of the report alone. */
  readonly theirs: LayoutTally;
  norm: number;
  /** Names in the report's title that the headline has not, and names of the headline's title that the report has. */
  namesOfTheirs: number;
  namesFound: number;
};

/** Before any walk. */
export function nothingFound(): Found {
  return {
    dot: 0,
    evidence: 0,
    kinDot: 0,
    kin: 0,
    below: 0,
    telling: newTally(),
    common: newTally(),
    theirs: newTally(),
    norm: 0,
    namesOfTheirs: 0,
    namesFound: 0,
  };
}

/** Finds what the headline shares with a report; `inSign` where both answer to one sign, `abroad` where the languages differ. */
export function walk(
  termCounts: TermCounts,
  layout: Layout,
  {
    words,
    slot,
    inSign,
    abroad,
  }: { readonly words: Words; readonly slot: number; readonly inSign: boolean; readonly abroad: boolean },
  found: Found,
): void {
  [found.dot, found.evidence, found.kinDot] = [0, 0, 0];
  found.kin = 0;
  [found.below, found.norm, found.namesOfTheirs, found.namesFound] = [0, 0, 0, 0];
  for (const each of [found.telling, found.common, found.theirs]) clearTally(each);
  const ofSign = abroad ? layout.weightInSignAbroadOf : layout.weightInSignOf;
  const weigh = inSign ? ofSign : layout.weightOf;
  words.eachOfTitle(slot, (term) => {
    const kind = termCounts.kindOf(term);
    count(found.theirs, kind, true);
    if (kind !== KIN) found.norm += termCounts.weight(term);
    const isShared = layout.weightOf(term) > 0;
    if (isShared) meet(layout, found, { term, kind, inTitle: true, weight: weigh(term) });
    else if (kind === NAME && termCounts.isName(term)) found.namesOfTheirs += 1;
  });
  words.eachOfLede(slot, (term) => {
    const kind = termCounts.kindOf(term);
    count(found.theirs, kind, false);
    if (layout.weightOf(term) > 0) meet(layout, found, { term, kind, inTitle: false, weight: weigh(term) });
  });
}

/** Takes in a term that both have. */
function meet(
  layout: Layout,
  found: Found,
  { term, kind, inTitle, weight }: { term: number; kind: TermKind; inTitle: boolean; weight: number },
): void {
  const ownTitle = layout.inTitle(term);
  const share = (inTitle ? 1 : LEDE_WEIGHT) * (ownTitle ? 1 : LEDE_WEIGHT);
  if (kind === KIN) {
    found.kinDot += weight * share;
    found.kin = Math.max(found.kin, weight);
    return;
  }
  const bothTitles = inTitle && ownTitle;
  count(found.common, kind, bothTitles);
  if (kind === NAME && ownTitle && layout.isName(term)) found.namesFound += 1;
  if (weight === 0) return;
  if (weight >= LEAST_TELLING) count(found.telling, kind, bothTitles);
  found.dot += weight * share;
  if (kind === SUBJECT || kind === ACT || kind === WHEN) return;
  found.evidence += weight * share;
  if (!bothTitles) found.below += 1;
}

/**
 * A paper at home does not say which country it is about. So where one of two titles names no place, and the other one a
 * place where the first one's language is at home, that is a place in common.
 */
export function meetAtHome(
  termCounts: TermCounts,
  layout: Layout,
  { words, slot }: { readonly words: Words; readonly slot: number },
  found: Found,
  ownHomes: readonly string[],
  theirHomes: readonly string[],
): void {
  const [own, theirs] = [layout.tally.title[PLACE] ?? 0, found.theirs.title[PLACE] ?? 0];
  if (own > 0 === theirs > 0) return;
  let named: number | undefined;
  if (own === 0)
    words.eachOfTitle(slot, (term) => {
      if (ownHomes.includes(termCounts.spellingOf(term))) named = term;
    });
  else
    named = theirHomes
      .map(termCounts.knownNumberOf)
      .find((term) => term !== undefined && layout.inTitle(term));
  if (named === undefined) return;
  count(found.telling, PLACE, false);
  found.evidence += termCounts.weight(named) * LEDE_WEIGHT;
}
