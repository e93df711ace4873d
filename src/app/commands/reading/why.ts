/** `/why`: why an alert fired, or why a headline or address did not. */
import type { Topic } from '../../../core/command/read-topic.ts';
import type { Reply } from '../../../core/command/reply.ts';
import { type Call, type Command, type CommandContext, visibilityOf } from '../context.ts';
import { whyAlert } from './why-alert.ts';
import { whyAddresses } from './why-addresses.ts';
import { whyNot } from './why-not.ts';

export const why: Command<'why'> = async (ctx, args, call) => {
  const refusal = ctx.asks.count(call.by, ctx.now());
  return refusal ?? { ...(await explain(ctx, args.alert, call)), visibility: visibilityOf(args) };
};

/** The answer, private. */
async function explain(ctx: CommandContext, topic: Topic, call: Call): Promise<Reply> {
  switch (topic.kind) {
    case 'alert':
      return whyAlert(ctx, topic.id, call.by);
    case 'addresses':
      return whyAddresses(ctx, topic.urls);
    case 'address':
    case 'headline':
      return whyNot(ctx, topic);
  }
}
