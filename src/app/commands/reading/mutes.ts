/** `/mutes`: what is silenced, by whom, until when. */
import { selectSilences } from '../../../edges/store/people/silences.ts';
import { type Command, visibilityOf } from '../context.ts';
import { silenceSubject } from '../changing/mute.ts';
import { agoText, bold, button, code, line, quoteBlock, text } from '../parts.ts';

/** A row of buttons holds five. */
const MOST_BUTTONS = 5;
const MOST = 20;

export const mutes: Command<'mutes'> = async (ctx, args) => {
  const silences = await selectSilences(ctx.store.db, { at: ctx.now() });
  const briefs = ctx.briefs();
  if (silences.length === 0)
    return { title: 'Mutes', blocks: [line(text('Nothing is muted.'))], visibility: visibilityOf(args) };
  const rest = silences.length - MOST;
  return {
    title: 'Mutes',
    blocks: [
      ...silences
        .slice(0, MOST)
        .flatMap((silence) => [
          line(
            code(`${silence.id}`),
            text(' '),
            bold(silenceSubject(silence.matchers, briefs)),
            text(` · by ${silence.authorName} · ends `),
            agoText(silence.expiresAt),
          ),
          ...(silence.reason === undefined ? [] : [quoteBlock(text(silence.reason))]),
        ]),
      ...(rest > 0 ? [line(text(`And ${rest} more that end later.`))] : []),
    ],
    buttons: silences.slice(0, MOST_BUTTONS).map(({ id }) => button(`unmute:${id}`, `Unmute ${id}`)),
    visibility: visibilityOf(args),
  };
};
