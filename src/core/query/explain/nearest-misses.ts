/** Which of many queries a text missed most narrowly. */
import type { Explanation } from './explanation.ts';
import { missCost, nearestMiss, NOTHING_OCCURS } from './nearest-miss.ts';

/** Those that a text missed most narrowly, with what each lacked; those of whose words none occurs are left out. */
export function nearestMisses<E extends { readonly explanation: Explanation }>(
  explained: readonly E[],
  most: number,
): readonly (E & { readonly miss: string })[] {
  return explained
    .flatMap((each) => {
      const miss = nearestMiss(each.explanation);
      return miss === undefined || miss === NOTHING_OCCURS ? [] : [{ ...each, miss }];
    })
    .toSorted(
      (a, b) =>
        missCost(a.explanation) - missCost(b.explanation) ||
        b.explanation.found.length - a.explanation.found.length,
    )
    .slice(0, most);
}
