/** The coefficients of the fitted decision, written by `npm run bench -- fit`; docs/decisions says on what and how well. */
import type { StoryModel } from './model.ts';

export const STORY_MODEL: StoryModel = {
  sameEvent: {
    threshold: 0.75,
    intercept: -3,
    weights: { words: 6 },
  },
  sameMatter: {
    threshold: 0.7,
    intercept: -3,
    weights: { words: 6 },
  },
};
