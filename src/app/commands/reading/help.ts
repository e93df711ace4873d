/** `/help`: how commands are used; without one all of them, the version, who runs it, its feeds, and what it keeps. */
import { CATALOGUE, commandNamed, groupNamed } from '../../../core/command/catalogue.ts';
import type { CommandSpec } from '../../../core/command/command-spec.ts';
import { usageReply } from '../../../core/command/usage.ts';
import type { Command } from '../context.ts';
import { bold, counted, line, text, tidy } from '../parts.ts';

/** One sentence, true of every platform; docs/who-may-what.md says more. */
const PRIVACY =
  'It reads no messages but those that somebody asks it about. It keeps the name and id of whoever acknowledges, votes, mutes, subscribes or sets something up, and nothing else about anybody.';

export const help: Command<'help'> = async (ctx, { command }, { by }) => {
  if (command !== undefined) {
    const group = groupNamed(command);
    const specs = group.length > 0 ? group : [commandNamed(command)].filter((each) => each !== undefined);
    const told = by.direct ? specs.map(toPerson) : specs;
    const [only] = told;
    return usageReply(told.length === 1 && only !== undefined ? only : told, []);
  }
  const { version, contact } = ctx.about();
  const { down, total } = await ctx.sources();
  const usage = usageReply(by.direct ? OWN : undefined, []);
  const signs = ctx.briefs().reduce((sum, { indicators }) => sum + indicators.length, 0);
  return {
    ...usage,
    title: 'Signpost',
    blocks: [
      line(
        text(
          `Tells ${by.direct ? 'you' : 'this channel'} when signs that an analysis told its readers to watch for show up in the news: ${counted(signs, 'sign')} in ${counted(total, 'feed')}${down === 0 ? '' : `, of which ${down} ${down === 1 ? 'does' : 'do'} not answer`}.`,
        ),
      ),
      ...usage.blocks,
      ...(by.direct ? [line(text('Everything else is asked in a channel.'))] : []),
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

/** What is answered in a direct message. */
const OWN: readonly CommandSpec[] = CATALOGUE.filter((spec) => 'direct' in spec).map(toPerson);

/** In a direct message there is no channel: the person is told. */
function toPerson(spec: CommandSpec): CommandSpec {
  return { ...spec, about: spec.about.replace('this channel', 'you') };
}
