/** The button Suggest changes below `/indicator`: what to change in a query, by what people judged. */
import type { Button, Reply } from '../../../core/command/reply.ts';
import { DAY } from '../../../core/time/duration.ts';
import { describeTune } from '../../archive/describe-tune.ts';
import type { CommandContext } from '../context.ts';
import { button, line, note, text, tidy } from '../parts.ts';

/** How far back changes are tried on what is stored. */
const DAYS = 90;
/** Milliseconds that looking for what one change adds may take. */
const PATIENCE = 3_000;
const MOST_LINES = 26;
const LONGEST_ID = 100;

/** The button; none where the ids are too long for one. */
export function suggestButton(briefId: string, indicatorId: string): readonly Button[] {
  const id = `tune:${briefId}/${indicatorId}`;
  return id.length > LONGEST_ID ? [] : [button(id, 'Suggest changes')];
}

/** The suggestions; nothing is changed. */
export async function suggestChanges(ctx: CommandContext, pressed: string): Promise<Reply> {
  const [briefId, indicatorId] = pressed.slice(pressed.indexOf(':') + 1).split('/');
  const brief = ctx.briefs().find(({ id }) => id === briefId);
  const indicator = brief?.indicators.find(({ id }) => id === indicatorId);
  if (brief === undefined || indicator === undefined)
    return note('Gone', 'That indicator is not in the briefs any more.');
  const until = ctx.now();
  const tuned = await ctx.archive.tuneBrief({
    brief,
    indicatorId: indicator.id,
    lists: ctx.lists(),
    judged: [],
    since: until - DAYS * DAY,
    until,
    patience: PATIENCE,
  });
  if (tuned === undefined)
    return note('Suggestions', `That took too long; run signpost tune --indicator ${indicator.id} instead.`);
  const lines = describeTune(tuned).filter((each) => each !== '');
  const patch = `Nothing was changed. signpost tune --indicator ${indicator.id} prints it as a patch of the file.`;
  return {
    title: `Suggestions for ${indicator.name}`,
    blocks: [
      ...lines.slice(0, MOST_LINES).map((each) => line(text(tidy(each.replace(/^ {2}/, '· '), 300)))),
      ...(tuned.suggestions.length === 0 ? [] : [line(text(patch))]),
    ],
    visibility: 'private',
  };
}
