/** Writes the file of coefficients that stories are formed by. */
import type { Regression, StoryModel } from '../src/core/story/model.ts';

/** The text of the file. */
export function fileOf(model: StoryModel): string {
  const regression = ({ intercept, weights }: Regression, indent: string): string =>
    [
      `${indent}intercept: ${intercept},`,
      `${indent}weights: {`,
      ...Object.entries(weights).map(
        ([feature, weight]) => `${indent}  ${/^\w+$/.test(feature) ? feature : `'${feature}'`}: ${weight},`,
      ),
      `${indent}},`,
    ].join('\n');
  const { sameEvent, sameMatter } = model;
  return `/** The coefficients of the fitted decision, written by \`npm run bench -- fit … --write\`; docs/decisions says how. */
import type { StoryModel } from './model.ts';

export const STORY_MODEL: StoryModel = {
  sameEvent: {
    threshold: ${sameEvent.threshold},
${regression(sameEvent, '    ')}
  },
  sameMatter: {
    threshold: ${sameMatter.threshold},
${regression(sameMatter, '    ')}
  },
};
`;
}
