/** Scores of a clustering against gold stories: pairs, B-cubed, and near misses that were merged. */

export type Scored = { readonly story: string; readonly said: string; readonly near: string | undefined };

export type PairScores = {
  /** Pairs of items: in one story by both, by the clustering, by the gold file. */
  readonly right: number;
  readonly said: number;
  readonly gold: number;
  readonly precision: number | undefined;
  readonly recall: number | undefined;
  readonly bPrecision: number;
  readonly bRecall: number;
  /** Pairs of items of two stories that the gold file calls near misses of each other, and those merged. */
  readonly near: number;
  readonly nearMerged: number;
};

/** Compares all pairs of items. */
export function scorePairs(items: readonly Scored[]): PairScores {
  let [right, said, gold, near, nearMerged, bPrecision, bRecall] = [0, 0, 0, 0, 0, 0, 0];
  for (const [index, a] of items.entries()) {
    let [both, inSaid, inGold] = [0, 0, 0];
    for (const [other, b] of items.entries()) {
      const isGold = a.story === b.story;
      const isSaid = a.said === b.said;
      both += Number(isGold && isSaid);
      inSaid += Number(isSaid);
      inGold += Number(isGold);
      if (other <= index) continue;
      right += Number(isGold && isSaid);
      said += Number(isSaid);
      gold += Number(isGold);
      if (a.near !== b.story && b.near !== a.story) continue;
      near += 1;
      nearMerged += Number(isSaid);
    }
    bPrecision += both / inSaid / items.length;
    bRecall += both / inGold / items.length;
  }
  const ratio = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);
  return {
    right,
    said,
    gold,
    precision: ratio(right, said),
    recall: ratio(right, gold),
    bPrecision,
    bRecall,
    near,
    nearMerged,
  };
}
