/** `/unsubscribe`: stop telling this channel. */
import { labelOfSubject, subjectOfLabel } from '../../../core/alert/subscription.ts';
import type { NamedBrief } from '../../../core/command/names.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import { removeSubscription, selectSubscriptions } from '../../../edges/store/people/subscriptions.ts';
import { channelReceiver } from '../../ingest/subscribers.ts';
import { type Call, changeBy, type Command, type CommandContext } from '../context.ts';
import { note } from '../parts.ts';
import { channelSubjects, nameOfSubject } from './subscribe.ts';

/** What the channel is subscribed to and the briefs do not have any more, so that it can be named in order to end it. */
export async function goneSubjects(ctx: CommandContext, call: Call): Promise<readonly NamedBrief[]> {
  const place = { platform: call.by.platform, channel: call.channel };
  const subscribed = await selectSubscriptions(ctx.store.db, place);
  return subscribed.flatMap(({ label, value }): readonly NamedBrief[] => {
    const subject = subjectOfLabel(label, value);
    if (subject === undefined || subject.kind === 'severity') return [];
    const known = ctx.briefs().find(({ id }) => id === subject.briefId);
    const { briefId } = subject;
    if (subject.kind === 'brief') return known ? [] : [{ id: briefId, title: briefId, indicators: [] }];
    const { indicatorId: id } = subject;
    const isKnown = known?.indicators.some((each) => each.id === id) === true;
    return isKnown ? [] : [{ id: briefId, title: briefId, indicators: [{ id, name: id }] }];
  });
}

export const unsubscribe: Command<'unsubscribe'> = async (ctx, args, call) => {
  const now = ctx.now();
  const { platform } = call.by;
  const row = { platform, channel: call.channel, ...labelOfSubject(args.from) };
  const outcome = await ctx.store.transaction(async (tx) => {
    const removed = await removeSubscription(tx, row);
    if (removed) {
      const detail = { label: row.label, value: row.value };
      const subject = channelReceiver(platform, call.channel);
      await recordAudit(tx, { action: 'unsubscribe', ...changeBy(call), subject, detail }, now);
    }
    return { removed, all: await channelSubjects(tx, call) };
  });
  const left = outcome.all.length === 0 ? 'none' : outcome.all.join(', ');
  const subject = nameOfSubject(args.from, ctx.briefs());
  return outcome.removed
    ? note(
        'Unsubscribed',
        `This channel is no longer told of ${subject} because it asked; what routes send here still comes.`,
        `Subscriptions left: ${left}.`,
      )
    : note('Not subscribed', `This channel is not subscribed to ${subject}.`, `Its subscriptions: ${left}.`);
};
