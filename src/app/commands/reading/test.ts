/** `/test`: what a headline would match and what it nearly did, or what a query would have brought. */
import type { Reply } from '../../../core/command/reply.ts';
import { Indicator } from '../../../core/indicator/brief.ts';
import { DAY } from '../../../core/time/duration.ts';
import { describeTry } from '../../archive/describe-try.ts';
import { type Command, type CommandContext, visibilityOf } from '../context.ts';
import { code, line, note, quoteBlock, text, tidy } from '../parts.ts';
import { testBlocks } from './explanation-blocks.ts';
import { readTypedQuery } from './typed-query.ts';

const QUERY = /^query:\s*/i;
/** How far back a query is tried. */
const DAYS = 30;
/** Milliseconds that a trial may take before it says how far it got. */
const PATIENCE = 12_000;
const MOST_LINES = 24;

export const test: Command<'test'> = async (ctx, args, call) => {
  const refusal = ctx.asks.count(call.by, ctx.now());
  if (refusal !== undefined) return refusal;
  const answer = QUERY.test(args.headline)
    ? await tried(ctx, args.headline.replace(QUERY, ''))
    : tested(ctx, args.headline);
  return { ...answer, visibility: visibilityOf(args) };
};

function tested(ctx: CommandContext, headline: string): Reply {
  const looked = { title: headline, summary: '', outlet: '', lang: '', feed: '' };
  const explained = ctx.matcher().explainAll(looked);
  const hits = explained.filter(({ explanation }) => explanation.matched).length;
  return {
    title: hits === 0 ? 'No match' : `${hits} of ${explained.length} indicators match`,
    blocks: [quoteBlock(text(tidy(headline, 300))), ...testBlocks(explained, { matches: 3, misses: 4 })],
    visibility: 'private',
  };
}

/** What the query would have brought as an indicator of its own. */
async function tried(ctx: CommandContext, words: string): Promise<Reply> {
  const typed = readTypedQuery(words, 'test', ctx.briefs());
  if (typed.kind === 'wrong') return typed.reply;
  const [model] = ctx.briefs();
  if (model === undefined) return note('No brief', 'A query is tried beside the briefs, and there is none.');
  const now = ctx.now();
  const span = { since: now - DAYS * DAY, until: now };
  const examples = { hits: [{ title: 'none' }], misses: [{ title: 'none' }] };
  const indicator = Indicator.parse({
    id: 'query',
    name: 'As an indicator',
    quote: 'none',
    query: typed.query,
    examples,
  });
  const brief = {
    ...model,
    id: 'typed',
    lists: { ...typed.lists },
    correlations: [],
    indicators: [indicator],
  };
  const found = await ctx.archive.tryBriefs({ ...span, briefs: [brief], patience: PATIENCE });
  if (found === undefined) return note('Trial', 'That took too long; ask for rarer words.');
  const lines = describeTry(found, span).filter((each) => each !== '');
  return {
    title: 'What the query would have brought',
    blocks: [
      line(code(typed.query)),
      ...lines.slice(0, MOST_LINES).map((each) => line(text(tidy(each.replaceAll('  ', '· '), 200)))),
    ],
    visibility: 'private',
  };
}
