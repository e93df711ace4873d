/** What is known of each term of the vocabulary, by its number: lists of plain numbers take eight bytes for each, and there are hundreds of thousands. */

export type TermColumns = {
  /** Makes room for a term, of which nothing else is known. */
  readonly begin: (term: number, kind: number, expected: number) => void;
  readonly kinds: Uint8Array;
  /** How often it is expected, as a place in a list of expectations. */
  readonly expected: Uint8Array;
  /** How many headlines have it. */
  readonly counts: Int32Array;
  /** How many others name it. */
  readonly holds: Int32Array;
  /** How much oftener it was a name for certain than written small. */
  readonly capitals: Int32Array;
  /** What it weighs, and at which version of the counts that was computed. */
  readonly cached: Float64Array;
  readonly cachedAt: Uint32Array;
};

const FIRST_TERMS = 1_024;

/** No terms at first. The columns are others after a term was begun, so nobody may keep one. */
export function createTermColumns(): TermColumns {
  let size = FIRST_TERMS;
  const columns = {
    kinds: new Uint8Array(size),
    expected: new Uint8Array(size),
    counts: new Int32Array(size),
    holds: new Int32Array(size),
    capitals: new Int32Array(size),
    cached: new Float64Array(size),
    cachedAt: new Uint32Array(size),
  };
  const enlarge = (least: number): void => {
    size = Math.max(least, Math.ceil(size * 1.5));
    columns.kinds = copied(columns.kinds, new Uint8Array(size));
    columns.expected = copied(columns.expected, new Uint8Array(size));
    columns.counts = copied(columns.counts, new Int32Array(size));
    columns.holds = copied(columns.holds, new Int32Array(size));
    columns.capitals = copied(columns.capitals, new Int32Array(size));
    columns.cached = copied(columns.cached, new Float64Array(size));
    columns.cachedAt = copied(columns.cachedAt, new Uint32Array(size));
  };
  return Object.assign(columns, {
    begin: (term: number, kind: number, expected: number): void => {
      if (term >= size) enlarge(term + 1);
      const { kinds, expected: expectations, counts, holds, capitals, cached, cachedAt } = columns;
      [kinds[term], expectations[term]] = [kind, expected];
      [counts[term], holds[term], capitals[term], cached[term], cachedAt[term]] = [0, 0, 0, 0, 0];
    },
  });
}

function copied<Column extends { readonly set: (from: Column) => void }>(from: Column, into: Column): Column {
  into.set(from);
  return into;
}
