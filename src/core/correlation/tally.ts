/** A tally: how many of each there are, and how many kinds. */

export type Tally = {
  readonly add: (kind: string) => void;
  readonly remove: (kind: string) => void;
  readonly distinct: () => number;
  readonly kinds: () => Iterable<string>;
};

/** An empty tally. */
export function createTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add: (kind) => {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    },
    remove: (kind) => {
      const left = (counts.get(kind) ?? 0) - 1;
      if (left > 0) counts.set(kind, left);
      else counts.delete(kind);
    },
    distinct: () => counts.size,
    kinds: () => counts.keys(),
  };
}
