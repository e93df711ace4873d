/** `/watch new`: one sign, with words to look for, a headline that must match and one that must not. */
import { queryOfWords } from '../../../../core/article/words-query.ts';
import { ChatSign } from '../../../../core/indicator/chat-brief.ts';
import type { Command } from '../../context.ts';
import { tidy } from '../../parts.ts';
import { keepDraft } from './draft-signs.ts';

const LONGEST_NAME = 80;

export const watchNew: Command<'watch new'> = (ctx, { sign, words, hit, miss }, call) => {
  const refusal = ctx.asks.count(call.by, ctx.now());
  if (refusal !== undefined) return Promise.resolve(refusal);
  const quote = tidy(sign, 300);
  const drafted = ChatSign.parse({
    id: 'sign',
    name: tidy(quote.charAt(0).toUpperCase() + quote.slice(1), LONGEST_NAME),
    quote,
    query: queryOfWords(words),
    examples: { hits: [tidy(hit, 300)], misses: [tidy(miss, 300)] },
  });
  const named = { ...drafted, id: quote };
  return keepDraft(ctx, call, { title: 'A sign to watch for', head: undefined, signs: [named], notes: [] });
};
