/** `/test`: what a headline would match, and what it nearly did. */
import { type Command, visibilityOf } from '../context.ts';
import { quote, text, tidy } from '../parts.ts';
import { testBlocks } from './explanation-blocks.ts';

export const test: Command<'test'> = (ctx, args, call) => {
  const refusal = ctx.asks.count(call.by, ctx.now());
  if (refusal !== undefined) return Promise.resolve(refusal);
  const looked = { title: args.headline, summary: '', outlet: '', lang: '', feed: '' };
  const explained = ctx.matcher().explainAll(looked);
  const hits = explained.filter(({ explanation }) => explanation.matched).length;
  return Promise.resolve({
    title: hits === 0 ? 'No match' : `${hits} of ${explained.length} indicators match`,
    blocks: [quote(text(tidy(args.headline, 300))), ...testBlocks(explained, { matches: 3, misses: 4 })],
    visibility: visibilityOf(args),
  });
};
