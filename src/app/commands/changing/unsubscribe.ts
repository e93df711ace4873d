/** `/unsubscribe`: stop telling this channel. */
import { labelOfSubject, subjectOfLabel } from '../../../core/alert/subscription.ts';
import type { NamedBrief } from '../../../core/command/names.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import {
  removeSubscription,
  selectSubscriptions,
  type Subscription,
} from '../../../edges/store/people/subscriptions.ts';
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

export const unsubscribe: Command<'unsubscribe'> = async (ctx, { from }, call) => {
  const now = ctx.now();
  const { platform } = call.by;
  const place = { platform, channel: call.channel };
  const outcome = await ctx.store.transaction(async (tx) => {
    const wanted: readonly Pick<Subscription, 'label' | 'value'>[] =
      from.kind === 'all' ? await selectSubscriptions(tx, place) : [labelOfSubject(from)];
    let removed = 0;
    for (const { label, value } of wanted) {
      if (!(await removeSubscription(tx, { ...place, label, value }))) continue;
      const subject = channelReceiver(platform, call.channel);
      await recordAudit(
        tx,
        { action: 'unsubscribe', ...changeBy(call), subject, detail: { label, value } },
        now,
      );
      removed += 1;
    }
    return { removed, all: await channelSubjects(tx, call) };
  });
  const who = call.by.direct ? 'You are' : 'This channel is';
  const left = outcome.all.length === 0 ? 'None is left.' : `Left: ${outcome.all.join(', ')}.`;
  const subject = from.kind === 'all' ? 'anything' : nameOfSubject(from, ctx.briefs());
  const besides = call.by.direct ? '' : ' What the settings send here still comes.';
  return outcome.removed > 0
    ? note('Unsubscribed', `${who} not subscribed to ${subject} any more.${besides}`, left)
    : note('Not subscribed', `${who} not subscribed to ${subject}.${besides}`, left);
};
