/** Relation: what a report is to the stories before it, and the named reasons for saying so. */
import { z } from 'zod';

/**
 * `first`: no story fits. `reprint` (the same article, or the same wording by another outlet) and `report` (another
 * outlet on the same event) join a story. `development`: the matter of an earlier story moves on or turns, or the same
 * outlet says something new of it: a story of its own that follows the other.
 */
const RELATIONS = ['first', 'reprint', 'report', 'development'] as const;
export const Relation = z.enum(RELATIONS);
export type Relation = z.infer<typeof Relation>;

/** One reason of a decision: its name, the words it was read from, and how far it tipped the scales towards "the same event". */
export const Reason = z.strictObject({
  name: z.string(),
  words: z.array(z.string()).readonly(),
  /** Log-odds, positive towards the same event; 0 where it decided by itself. */
  effect: z.number(),
});
export type Reason = z.infer<typeof Reason>;

/** Where an entry was placed. */
export type Placement = {
  readonly storyId: string;
  /** True where the entry begins the story: of `first` and `development`. */
  readonly isNew: boolean;
  readonly relation: Relation;
  /** The story that a development follows; undefined of all else. */
  readonly follows: string | undefined;
  readonly reasons: readonly Reason[];
  /** The words that turn the matter into its opposite, as published; empty where it does not turn. */
  readonly reversal: readonly string[];
  /** Key of the report it is most like, of the story it joined or follows; undefined for a first. */
  readonly similarTo: string | undefined;
  /** How likely it tells the event of the story it joined, or of the nearest that it did not; 0 to 1. */
  readonly score: number;
};
