/** When reports came that answer to each sign: how crowded a beat is says how much two of its headlines have to agree. */

export type SignTimes = {
  readonly add: (labels: readonly string[], at: number) => void;
  /** How many reports of any of the signs lie within so many milliseconds of an instant, counted up to 100 for each. */
  readonly within: (labels: readonly string[], at: number, reach: number) => number;
  readonly prune: (before: number) => void;
};

const MOST = 100;

/** None at first. */
export function createSignTimes(): SignTimes {
  const times = new Map<string, number[]>();
  return {
    add: (labels, at) => {
      for (const label of labels) {
        const own = times.get(label);
        if (own === undefined) times.set(label, [at]);
        else own.push(at);
      }
    },
    within: (labels, at, reach) => {
      let most = 0;
      for (const label of labels) {
        const own = times.get(label) ?? [];
        let found = 0;
        // The newest come last, but for late items, which are few.
        for (let nth = own.length - 1; nth >= 0 && found < MOST; nth -= 1) {
          const apart = at - (own[nth] ?? 0);
          if (Math.abs(apart) <= reach) found += 1;
          else if (apart > 2 * reach) break;
        }
        most = Math.max(most, found);
      }
      return most;
    },
    prune: (before) => {
      for (const [label, own] of times) {
        const kept = own.filter((at) => at >= before);
        if (kept.length === 0) times.delete(label);
        else times.set(label, kept);
      }
    },
  };
}
