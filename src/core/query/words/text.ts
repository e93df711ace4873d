/** What a query looks at: the fields of an entry, and spans that point back into them. */

export const FIELDS = ['title', 'summary', 'outlet', 'lang', 'feed'] as const;
export type Field = (typeof FIELDS)[number];

/** The texts of one entry, as published; folding is the engine's business. */
export type MatchText = Readonly<Record<Field, string>>;

/** A stretch of one field, in UTF-16 offsets of the original text, end exclusive. */
export type Span = {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
};
