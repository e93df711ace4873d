/** Of a headline that was missed by one word alone: which lists or alternatives of the query that word could stand in. */
import type { Explanation } from '../query/explain/explanation.ts';

/** A list by its name, or an OR of the query by what an explanation calls it. */
export type Home =
  | { readonly kind: 'list'; readonly name: string }
  | { readonly kind: 'or'; readonly label: string };

/** Where a single word would have made it match; nowhere where more was missing, or something else. */
export function missingHomes(explanation: Explanation): readonly Home[] {
  const lacking = gaps(explanation);
  const [only] = lacking ?? [];
  return lacking?.length === 1 && only !== undefined ? only : [];
}

/** A word that is missing, by where it could stand. */
type Gap = readonly Home[];

/** Each word that is missing; undefined where it is not for want of words that it does not match. */
function gaps(explanation: Explanation): readonly Gap[] | undefined {
  if (explanation.matched) return [];
  switch (explanation.kind) {
    case 'term':
      return [[]];
    case 'list':
      return [[{ kind: 'list', name: explanation.label.replace(/^\$/, '') }]];
    case 'all':
      return joined(explanation.parts.map(gaps));
    case 'near':
      // Both are there, and too far apart.
      if (explanation.left.matched && explanation.right.matched) return undefined;
      return joined([gaps(explanation.left), gaps(explanation.right)]);
    case 'any': {
      const own: Home = { kind: 'or', label: explanation.label };
      const parts = explanation.parts
        .map(gaps)
        .filter((each) => each !== undefined)
        .toSorted((a, b) => a.length - b.length);
      const single = parts.filter((each) => each.length === 1);
      return single.length === 0 ? parts[0] : [[own, ...single.flatMap(([gap = []]) => gap)]];
    }
    case 'not':
      return undefined;
  }
}

function joined(parts: readonly (readonly Gap[] | undefined)[]): readonly Gap[] | undefined {
  const all: Gap[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    all.push(...part);
  }
  return all;
}
