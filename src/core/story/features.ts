/** The features of a pair of headlines that the fitted decision goes by: few, cheap, and each with a name that people read. */

/**
 * In the order of the coefficients. Each is a share, a flag (0 or 1) or a logarithm, so that its coefficient can be read;
 * "other" means that both have such a thing and have none in common. What two reports of a sign share counts as far as
 * the other reports of the sign do not share it, too: what its query asked for counts nothing.
 */
export const FEATURES = [
  /** Cosine of the weighed terms. */
  'words',
  /**
   * How much is shared besides acts, bodies, offices and things of the lists: 1 from one word never met before in both
   * titles on, and the square root below.
   */
  'evidence',
  /** Terms of a summary in common with the other report, up to four, as a share of four. */
  'words below',
  'other names',
  /** Where each names somebody or something in its title that the other does not: the cosine. The more alike the rest, the more it says. */
  'differing names',
  /** Numbers in common, up to two, as a share of two: but for usual ones, as there are of anything. */
  'numbers',
  'other numbers',
  /** Places in common, up to three, as a share of three. */
  'places',
  /** Each names a place in its title that the other does not, or a town that stands in no list. */
  'other places',
  /** Where the languages differ: how rare the rarest word is that both have in nearly the same letters. */
  'kindred words',
  /** Bodies, offices and things of the lists in common, up to two, as a share of two and as far as there is evidence besides. */
  'subjects',
  /** Signs in common as a share of those that either has, as far as there is evidence besides. */
  'same sign',
  /** The same, and less the further they are apart: e to the power of minus the hours by eight. */
  'same sign soon',
  'other signs',
  /** One answers to a sign and the other to none. */
  'sign of one',
  /** Logarithm of 1 + hours apart. */
  'hours apart',
  'day apart',
  /** More than one piece of evidence in common that no query asked for; see `isCorroborated`. */
  'more than one thing',
  /** One has words that turn the matter and the other has none. */
  'turned',
] as const;
export type Feature = (typeof FEATURES)[number];

export type FeatureValues = Readonly<Record<Feature, number>>;
