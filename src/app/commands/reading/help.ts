/** `/help`: how commands are used; without one all of them, the version, who runs it, its sources, and what it keeps. */
import { type CommandName, commandNamed } from '../../../core/command/catalogue.ts';
import { usageReply } from '../../../core/command/usage.ts';
import type { Command } from '../context.ts';
import { bold, line, text, tidy } from '../parts.ts';

/** One sentence, true of every platform; docs/who-may-what.md says more. */
const PRIVACY =
  'It reads no messages of people. It keeps the name and id of whoever acknowledges, votes, mutes or sets something up, and nothing else about anybody.';

export const help: Command<'help'> = async (ctx, args) => {
  if (args.command !== undefined) return usageReply(commandNamed(args.command), []);
  const { version, contact } = ctx.about();
  const { down, total } = await ctx.sources();
  const usage = usageReply(undefined, []);
  const signs = ctx.briefs().reduce((sum, { indicators }) => sum + indicators.length, 0);
  return {
    ...usage,
    title: 'Signpost',
    blocks: [
      line(
        text(
          `Tells this channel when signs that an analysis told its readers to watch for show up in the news: ${signs} signs in ${total} sources, of which ${total - down} answer.`,
        ),
      ),
      ...usage.blocks,
      line(
        bold(`Version ${version}`),
        text(
          contact === undefined
            ? '. Who runs it has left no address; ask whoever invited it.'
            : `. Run by ${tidy(contact, 120)}.`,
        ),
      ),
      line(text(PRIVACY)),
    ],
    visibility: 'private',
  };
};

/** Those that somebody new should try. */
export const FIRST_COMMANDS = ['signals', 'feed add', 'watch new'] as const satisfies readonly CommandName[];
