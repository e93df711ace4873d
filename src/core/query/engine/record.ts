/** The layout of what is kept of each term, list and rule: eight numbers side by side, because they are read together. */

export const RECORD = 8;

/** Number of the text in which it was last seen. */
export const EPOCH = 0;
/** First and last link of the hits in that text. */
export const FIRST = 1;
export const LAST = 2;
/** Of a rule: bits of the groups that were seen in that text. Of a term or list in one rule only: its bits there. */
export const GROUPS = 3;

/**
 * Of a term or list: where its pairs of rule and group bits stand in `Program.postings`. Most are in one rule only, which
 * stands here itself, as `~rule`: a table of a hundred thousand terms lies outside the processor's caches, and to look
 * into it takes longer than to fold a word.
 */
export const RULES_FROM = 4;
export const RULES_TO = 5;
/** Of a term or list: where the lists it belongs to stand in `Program.memberships`. */
export const LISTS_FROM = 6;
export const LISTS_TO = 7;

/** Of a rule: bits of the groups of which each must be seen before it can match. */
export const REQUIRED = 4;
/** Of a rule: 1 where all that was seen of it is evidence, and seeing its groups settles it. */
export const FLAT = 5;

/** The layout of what is kept of each word pattern. */
export const PATTERN = 4;
/**
 * Where its pairs of term and fields stand in `Program.termsOfPattern`. Where there is one pair only, it stands here
 * itself: `~term`, and the fields.
 */
export const TERMS_FROM = 0;
export const TERMS_TO = 1;
/** The step at which phrases are that begin with it; -1 where none does. */
export const STEP = 2;
/** 1 where capitals matter. */
export const CASED = 3;
