/** `/mute`: silences an indicator for a while. */
import type { Reply } from '../../../core/command/reply.ts';
import type { Labels } from '../../../core/alert/route.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import { makeSilence as silence, type Muted } from './make-silence.ts';
import type { Command } from '../context.ts';
import { bold, button, date, note, text } from '../parts.ts';

export const mute: Command<'mute'> = async (ctx, args, call) => {
  const { briefId, indicatorId } = args.indicator;
  const request = {
    matchers: { brief: [briefId], indicator: [indicatorId] },
    duration: args.duration,
    reason: args.reason,
    atLeast: false,
    caller: call,
  };
  const muted = await ctx.store.transaction((tx) => silence(tx, request, ctx.now()));
  return mutedReply(muted, ctx.briefs());
};

/** What somebody who muted something is told, with a way back. */
export function mutedReply({ kind, silence: made }: Muted, briefs: readonly Brief[]): Reply {
  const subject = silenceSubject(made.matchers, briefs);
  const titles = { made: 'Muted', moved: 'Mute changed', kept: 'Muted already' };
  const until = [text(' is silent until '), date(made.expiresAt), text('.')];
  const by = kind === 'kept' ? [`By ${made.authorName}.`] : [];
  const reason = made.reason === undefined ? [] : [`Reason: ${made.reason}`];
  return {
    ...note(
      titles[kind],
      [bold(subject), ...until],
      ...by,
      ...reason,
      'When it ends, one line says what it withheld.',
    ),
    buttons: [button(`unmute:${made.id}`, 'Unmute')],
  };
}

/** What a silence is about, in words: the names of indicators, briefs, correlations. */
export function silenceSubject(matchers: Labels, briefs: readonly Brief[]): string {
  const of = (matchers.brief ?? []).flatMap((id) => briefs.filter((brief) => brief.id === id));
  const pool = of.length > 0 ? of : briefs;
  const name = (parts: readonly { readonly id: string; readonly name: string }[], id: string): string =>
    parts.find((part) => part.id === id)?.name ?? id;
  const indicators = pool.flatMap((brief) => brief.indicators);
  const correlations = pool.flatMap((brief) => brief.correlations);
  const named = [
    ...(matchers.indicator ?? []).map((id) => name(indicators, id)),
    ...(matchers.correlation ?? []).map((id) => name(correlations, id)),
  ];
  const others = Object.entries(matchers).flatMap(([label, values]) =>
    label === 'indicator' || label === 'correlation' || (label === 'brief' && named.length > 0)
      ? []
      : label === 'story'
        ? ['This event']
        : [`${label} ${(values ?? []).join(' or ')}`],
  );
  return [...(named.length > 0 ? [named.join(' and ')] : []), ...others].join(', ') || 'Nothing';
}
