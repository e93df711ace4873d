/** Looks among a forum's posts for one whose answer was lost. */
import { RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import { askChannel, idAt, isDelivery, Posted, type Search, Self } from './find-delivery.ts';
import type { CallResult, Rest } from './rest.ts';

const Threads = z.object({
  threads: z.array(z.object({ id: z.string(), parent_id: z.string().nullish() })),
});

type Wanted = {
  readonly guild: string;
  readonly forum: string;
  readonly deliveryId: string;
  /** Epoch milliseconds. */
  readonly since: number;
};

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json (50001, 50013) */
const NOT_ALLOWED = [50001, 50013];
const PAGE = '100';

/**
 * Reads the first message of every post that was opened since `since`, the sleeping ones too: a post takes no nonce,
 * so this look-up is all there is against a doubled one.
 */
export async function findPost(rest: Rest, wanted: Wanted, signal: AbortSignal): Promise<Search> {
  const self = await askChannel(rest, Routes.user(), Self, signal);
  if (self.kind !== 'ok') return { kind: 'failed', because: self };
  const oldest = idAt(wanted.since);
  const lists = [
    [Routes.guildActiveThreads(wanted.guild), {}],
    [Routes.channelThreads(wanted.forum, 'public'), { limit: PAGE }],
  ] as const;
  for (const [path, query] of lists) {
    const listed = await askChannel(rest, path, Threads, signal, query);
    if (listed.kind !== 'ok') return unseen(listed);
    const posts = listed.body.threads.filter(
      ({ id, parent_id: parent }) => parent === wanted.forum && BigInt(id) >= oldest,
    );
    for (const { id } of posts) {
      // The first message of a post has the post's id.
      const first = await rest({ method: RequestMethod.Get, path: Routes.channelMessage(id, id) }, signal);
      if (first.kind === 'refused' && !NOT_ALLOWED.includes(first.code ?? 0)) continue;
      if (first.kind !== 'ok') return unseen(first);
      const message = Posted.safeParse(first.body);
      if (message.success && isDelivery(message.data, self.body.id, wanted.deliveryId))
        return { kind: 'found', message: id };
    }
  }
  return { kind: 'absent' };
}

function unseen(because: Exclude<CallResult, { kind: 'ok' }>): Search {
  const blind = because.kind === 'refused' && NOT_ALLOWED.includes(because.code ?? 0);
  return blind ? { kind: 'unreadable' } : { kind: 'failed', because };
}
