/** Scores labels item by item and stories pair by pair, as information retrieval does. */

export type Gold = {
  readonly id: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly story: string;
  /** A story with the same people and another event. */
  readonly near?: string | undefined;
};
export type Predicted = { readonly labels: readonly string[]; readonly story: string };

/** Micro-averaged precision, recall and F1 over item and indicator, and the share of none-items without a label. */
export function scoreLabels(
  gold: readonly Gold[],
  predicted: ReadonlyMap<string, Predicted>,
  ids: readonly string[],
): {
  readonly perIndicator: readonly {
    readonly id: string;
    readonly tp: number;
    readonly fp: number;
    readonly fn: number;
  }[];
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly leftAlone: number;
  readonly noneItems: number;
  readonly missing: number;
} {
  const said = (item: Gold): readonly string[] => predicted.get(item.id)?.labels ?? [];
  const perIndicator = ids.map((id) => ({
    id,
    tp: gold.filter((item) => item.labels.includes(id) && said(item).includes(id)).length,
    fp: gold.filter((item) => !item.labels.includes(id) && said(item).includes(id)).length,
    fn: gold.filter((item) => item.labels.includes(id) && !said(item).includes(id)).length,
  }));
  const sum = (key: 'tp' | 'fp' | 'fn'): number => perIndicator.reduce((total, each) => total + each[key], 0);
  const [tp, fp, fn] = [sum('tp'), sum('fp'), sum('fn')];
  const none = gold.filter((item) => item.labels.length === 0);
  return {
    perIndicator,
    precision: tp / (tp + fp),
    recall: tp / (tp + fn),
    f1: (2 * tp) / (2 * tp + fp + fn),
    leftAlone: none.filter((item) => said(item).length === 0).length / none.length,
    noneItems: none.length,
    missing: gold.filter((item) => !predicted.has(item.id)).length,
  };
}

/** A pair of items is positive where both are of one story; near-miss pairs are counted where they were merged. */
export function scoreStories(
  gold: readonly Gold[],
  predicted: ReadonlyMap<string, Predicted>,
): {
  readonly precision: number;
  readonly recall: number;
  readonly both: number;
  readonly said: number;
  readonly real: number;
  readonly near: number;
  readonly nearMerged: number;
} {
  const items = gold.filter((item) => predicted.has(item.id));
  let [both, said, real, near, nearMerged] = [0, 0, 0, 0, 0];
  for (const [i, a] of items.entries()) {
    for (const b of items.slice(i + 1)) {
      const together = predicted.get(a.id)?.story === predicted.get(b.id)?.story;
      const same = a.story === b.story;
      said += together ? 1 : 0;
      real += same ? 1 : 0;
      both += together && same ? 1 : 0;
      if (a.near === b.story || b.near === a.story) {
        near++;
        nearMerged += together ? 1 : 0;
      }
    }
  }
  return { precision: both / said, recall: both / real, both, said, real, near, nearMerged };
}
