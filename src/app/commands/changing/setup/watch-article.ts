/** `/watch article`: the signs that a pasted or posted article names, each with what it would have brought. */
import { ACTORS, draftBrief } from '../../../../core/article/draft.ts';
import { readArticle } from '../../../../core/article/sections.ts';
import { ChatSign } from '../../../../core/indicator/chat-brief.ts';
import type { Command, CommandContext } from '../../context.ts';
import { capital, note, tidy } from '../../parts.ts';
import { keepDraft } from './draft-signs.ts';

/** What can be ticked in one list. */
const MOST_SIGNS = 25;

type SignsRead =
  | { readonly kind: 'none'; readonly problems: readonly [string, ...string[]] }
  /** `unread` says for which signs no words were found. */
  | ({ readonly kind: 'signs'; readonly unread: readonly string[] } & Omit<
      ReturnType<typeof draftBrief>,
      'left'
    >);

/** The signs of an article, or why there are none. */
export function readSigns(ctx: CommandContext, pasted: string): SignsRead {
  const read = readArticle(pasted);
  if (read.kind === 'unreadable') return { kind: 'none', problems: [`${read.what}; ${read.remedy}.`] };
  const { left, ...draft } = draftBrief(read.article, ctx.setup.files().lists);
  const unread = left.map((quote) => `No words were found for: ${tidy(quote, 200)}`);
  if (draft.indicators.length > 0) return { kind: 'signs', unread, ...draft };
  const remedy =
    'Write each as “Watch for …”, or as a line that begins with “- ”, below “What to watch next”.';
  return { kind: 'none', problems: [remedy, ...unread] };
}

/** An article in the parts that fit into the fields of the dialog, as one. */
export function wholeArticle(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part.trim() !== '').join('\n');
}

export const watchArticle: Command<'watch article'> = async (
  ctx,
  { article: first, part2, part3, part4 },
  call,
) => {
  const refusal = ctx.asks.count(call.by, ctx.now());
  if (refusal !== undefined) return refusal;
  const read = readSigns(ctx, wholeArticle([first, part2, part3, part4]));
  if (read.kind === 'none') return note('No signs found', ...read.problems.map(capital));
  const { article, actors, indicators, unread } = read;
  const { title, happened, leverage, mechanism, matters, watch } = article;
  const names = Object.fromEntries([...actors].map(([key, term]) => [key, [term]]));
  return keepDraft(ctx, call, {
    title: `Signs of “${tidy(title, 80)}”`,
    head: {
      title,
      happened,
      leverage,
      mechanism,
      matters,
      watch,
      lists: actors.size === 0 ? {} : { [ACTORS]: names },
    },
    signs: indicators.slice(0, MOST_SIGNS).map(({ id, name, quote, query, hits, misses }) => ({
      ...ChatSign.parse({ id: 'sign', name, quote, query, examples: { hits, misses } }),
      id,
    })),
    notes:
      indicators.length > MOST_SIGNS
        ? [...unread, `It names ${indicators.length} signs; the first ${MOST_SIGNS} of them stand here.`]
        : unread,
  });
};
