/** `/subscribe`: tell this channel about an indicator, a brief or a severity. */
import { labelOfSubject, type Subject } from '../../../core/alert/subscription.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { addSubscription, selectSubscriptions } from '../../../edges/store/people/subscriptions.ts';
import { channelReceiver } from '../../ingest/subscribers.ts';
import { type Call, changeBy, type Command } from '../context.ts';
import { note } from '../parts.ts';

export const subscribe: Command<'subscribe'> = async (ctx, args, call) => {
  const { platform } = call.by;
  if (platform === 'console')
    return note('Not here', 'A terminal cannot subscribe; name it in a route of config/signpost.yaml.');
  // Every alert would be refused, and nobody would know.
  if (call.blocked !== undefined) return note('Not yet', call.blocked);
  const now = ctx.now();
  const subject = nameOfSubject(args.to, ctx.briefs());
  const row = { platform, channel: call.channel, ...labelOfSubject(args.to) };
  const outcome = await ctx.store.transaction(async (tx) => {
    const who = changeBy(call);
    const added = await addSubscription(
      tx,
      row,
      call.by.direct
        ? { by: who.actor, space: undefined, person: call.by.id }
        : { by: who.actor, space: call.by.spaces[0] },
      now,
    );
    if (added) {
      const detail = { label: row.label, value: row.value };
      const place = channelReceiver(platform, call.channel);
      await recordAudit(tx, { action: 'subscribe', ...who, subject: place, detail }, now);
    }
    return { added, all: await channelSubjects(tx, call) };
  });
  return note(
    outcome.added ? 'Subscribed' : 'Subscribed already',
    call.by.direct
      ? `You are told here of every alert on ${subject}, once each.`
      : `This channel is told of every alert on ${subject}, once each, also of those that the settings send elsewhere.`,
    `Subscribed to: ${outcome.all.join(', ')}. /unsubscribe ends it.`,
  );
};

/** The values that a channel is subscribed to, such as `nato-loyalty/us-conditionality` or `high`. */
export async function channelSubjects(db: Db, call: Call): Promise<readonly string[]> {
  const place = { platform: call.by.platform, channel: call.channel };
  return (await selectSubscriptions(db, place)).map(({ value }) => value);
}

/** A subject in words. */
export function nameOfSubject(subject: Subject, briefs: readonly Brief[]): string {
  switch (subject.kind) {
    case 'indicator': {
      const brief = briefs.find((each) => each.id === subject.briefId);
      const indicator = brief?.indicators.find((each) => each.id === subject.indicatorId);
      return `“${indicator?.name ?? subject.indicatorId}”`;
    }
    case 'brief':
      return `“${briefs.find((each) => each.id === subject.briefId)?.title ?? subject.briefId}”`;
    case 'severity':
      return `anything of ${subject.severity} severity`;
  }
}
