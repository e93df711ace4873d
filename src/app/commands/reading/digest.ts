/** `/digest`: what the last days brought, in one message. */
import type { Block } from '../../../core/command/reply.ts';
import type { NoticeLine } from '../../../core/delivery/notification.ts';
import { safeLink } from '../../../core/delivery/safe-link.ts';
import { stretches } from '../../../core/delivery/shorten.ts';
import { DAY } from '../../../core/time/duration.ts';
import { sayWordsFound } from '../../deliver/say-words-found.ts';
import { composeDigest } from '../../housekeeping/digest.ts';
import { type Command, visibilityOf } from '../context.ts';
import { bold, counted, line, text, tidy } from '../parts.ts';

const USUAL_DAYS = 7;
/** A headline, its outlet, and by which words it was found. */
const LINE = 400;

export const digest: Command<'digest'> = async (ctx, args, call) => {
  const now = ctx.now();
  const refusal = ctx.asks.count(call.by, now);
  if (refusal !== undefined) return refusal;
  const days = args.days ?? USUAL_DAYS;
  const notice = await ctx.store.transaction((tx) =>
    composeDigest(tx, ctx.briefs(), now - days * DAY, now, {
      feeds: ctx.feeds(),
      wordsFound: sayWordsFound(ctx.matcher, ctx.lists()),
    }),
  );
  return {
    title: `Digest of ${counted(days, 'day')}`,
    blocks: notice.lines.map(noticeBlock),
    visibility: visibilityOf(args),
  };
};

function noticeBlock(of: NoticeLine): Block {
  const url = safeLink(of.link);
  if (url !== undefined) return line({ kind: 'link', text: tidy(of.text, LINE) || url, url });
  return line(...stretches(of).map(({ text: words, marked }) => (marked ? bold(words) : text(words))));
}
