/** `/unsubscribe`: stop telling this channel. */
import { labelOfSubject } from '../../../core/alert/subscription.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import { removeSubscription } from '../../../edges/store/people/subscriptions.ts';
import { channelReceiver } from '../../ingest/subscribers.ts';
import { changeBy, type Command } from '../context.ts';
import { note } from '../parts.ts';
import { channelSubjects, nameOfSubject } from './subscribe.ts';

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
