/** `/watch new`: one sign, with words to look for, a headline that must match and one that must not. */
import { queryOfWords } from '../../../../core/article/words-query.ts';
import { ChatSign } from '../../../../core/indicator/chat-brief.ts';
import type { Fault } from '../../../../core/command/dialog.ts';
import type { Command } from '../../context.ts';
import { note, plainLine } from '../../parts.ts';
import { type Drafted, keepDraft } from './draft-signs.ts';

const LONGEST_NAME = 80;

export const watchNew: Command<'watch new'> = (ctx, { sign, words, hit, miss }, call) => {
  const refusal = ctx.asks.count(call.by, ctx.now());
  if (refusal !== undefined) return Promise.resolve(refusal);
  const written = { sign, words, hit, miss };
  const faults = unreadable(written);
  if (faults.length > 0)
    return Promise.resolve(note('Not yet', ...faults.map(({ option, problem }) => `${option} ${problem}.`)));
  return keepDraft(ctx, call, draftOf(written));
};

type Written = Readonly<Record<'sign' | 'words' | 'hit' | 'miss', string>>;

/** Blanks and signs alone look empty. */
const READABLE = /[\p{L}\p{N}]/u;

const ADDRESS = /^<?https?:\/\/\S+$/i;

/** The fields that hold no letter and no digit, and headlines that are an address. */
export function unreadable(written: Written): readonly Fault[] {
  return Object.entries(written).flatMap(([option, text]) => {
    if (!READABLE.test(plainLine(text, 4000)))
      return [{ option, problem: 'holds nothing that can be read: write words, not signs or emoji alone' }];
    return option !== 'words' && ADDRESS.test(text.trim())
      ? [{ option, problem: 'is an address: write the words that stand there' }]
      : [];
  });
}

/** The sign that somebody wrote down, each field readable, and otherwise unchecked. */
export function draftOf({ sign, words, hit, miss }: Written): Drafted {
  const quote = plainLine(sign, 300);
  const drafted = ChatSign.parse({
    id: 'sign',
    name: plainLine(quote.charAt(0).toUpperCase() + quote.slice(1), LONGEST_NAME),
    quote,
    query: queryOfWords(words),
    examples: { hits: [plainLine(hit, 300)], misses: [plainLine(miss, 300)] },
  });
  const named = { ...drafted, id: quote };
  return { title: 'A sign to watch for', head: undefined, signs: [named], notes: [] };
}
