/** The features of a pair of headlines that the fitted decision goes by: few, cheap, and each with a name that people read. */

/**
 * In the order of the coefficients. Each is a share, a flag (0 or 1) or a logarithm, so that its coefficient can be read;
 * "other" means that both have such a thing and have none in common.
 */
export const FEATURES = [
  /** Cosine of the weighed terms. Where both answer to a sign, terms weigh what they do among its reports; so do the next two. */
  'words',
  /** How rare the rarest shared term is; 1 is a word never met before. */
  'rarest word',
  /** Terms of a summary in common with the other report, up to four, as a share of four. */
  'words below',
  'other names',
  /** Numbers in common, up to two, as a share of two. */
  'numbers',
  'other numbers',
  /** How rare the rarest shared place is. */
  'places',
  /** Each names a place in its title that the other does not. */
  'other places',
  /** Bodies, offices and things of the lists in common, up to two, as a share of two. */
  'subjects',
  'other language',
  /** Cosine where the languages differ. */
  'words across languages',
  /** Signs in common as a share of those that either has. */
  'same sign',
  'other signs',
  /** One answers to a sign and the other to none. */
  'sign of one',
  /** Logarithm of 1 + hours apart. */
  'hours apart',
  'day apart',
  /** One has words that turn the matter and the other has none. */
  'turned',
  /** Of the same sign: logarithm of 1 + reports of it within a day. */
  'crowd',
] as const;
export type Feature = (typeof FEATURES)[number];

export type FeatureValues = Readonly<Record<Feature, number>>;
