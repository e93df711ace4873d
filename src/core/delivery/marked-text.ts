/** A text and the words in it that decided. */

/** Text with the stretches that matched, in UTF-16 offsets, end exclusive, in order, never overlapping. */
export type MarkedText = {
  readonly text: string;
  readonly marks: readonly { readonly start: number; readonly end: number }[];
};
