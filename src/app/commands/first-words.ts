/** What the bot says when it is invited: what it does, which rights it lacks here, and three commands to try. */
import { commandNamed } from '../../core/command/catalogue.ts';
import type { Invitation } from '../../core/command/chat.ts';
import { FIRST_COMMANDS } from '../../core/command/unknown-command.ts';
import type { Block, Reply } from '../../core/command/reply.ts';
import type { CommandContext } from './context.ts';
import { bold, code, line, text } from './parts.ts';

/** Public: whoever is in the channel reads it, also where nobody is answered yet. */
export async function firstWords(ctx: CommandContext, invitation: Invitation): Promise<Reply> {
  const { platform, space, lacks } = invitation;
  const words = ctx.access.words(platform);
  const isAnswered = (await ctx.access.rules(platform)).answered.has(space);
  // Each platform types its commands in its own way, as it does this one.
  const typed = (name: string): string => words?.space.adopt.replace(/adopt$/, name) ?? `/${name}`;
  const adopt: readonly Block[] =
    isAnswered || words === undefined
      ? []
      : [
          line(
            text(`This ${words.space.what} is not answered yet: whoever runs the bot types `),
            code(`${words.space.adopt} CODE`),
            text(' here first, with the code from its log.'),
          ),
        ];
  return {
    title: 'Signpost is here',
    blocks: [
      line(
        text(
          'It reads news feeds and tells a channel when a sign shows up that an analysis told its readers to watch for.',
        ),
      ),
      ...(lacks.length === 0
        ? []
        : [
            line(
              bold('What it may not do here'),
              text(`: ${lacks.join(', ')}. Without that, nothing can be posted.`),
            ),
          ]),
      ...adopt,
      line(bold('Three commands to try')),
      ...FIRST_COMMANDS.map((name) => line(code(typed(name)), text(` ${commandNamed(name)?.about ?? ''}`))),
      line(code(typed('help')), text(' says the rest.')),
    ],
    visibility: 'public',
  };
}
