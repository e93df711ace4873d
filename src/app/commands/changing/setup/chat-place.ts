/** Where something is set up from a chat, and the mark by which other replicas know of it. */
import { randomUUID } from 'node:crypto';
import { setFact } from '../../../../edges/store/engine/facts.ts';
import type { Db } from '../../../../edges/store/open-store.ts';
import type { ChatPlace } from '../../../../edges/store/people/chat-feeds.ts';
import type { Caller } from '../../context.ts';

export function placeOf({ by, channel }: Caller): ChatPlace {
  return { platform: by.platform, space: by.direct ? undefined : by.spaces[0], channel };
}

/** Says in the transaction of a change that there was one. */
export async function markChange(db: Db, now: number): Promise<void> {
  await setFact(db, 'chat-made', `${now} ${randomUUID()}`);
}
