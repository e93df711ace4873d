/** Says in answers which receiver takes nothing, where no other receiver was there to be told. */
import { refusalWords } from '../../core/delivery/refusal-words.ts';
import type { Reply } from '../../core/command/reply.ts';
import { SECOND } from '../../core/time/duration.ts';
import { selectRefusals, waitingFor } from '../../edges/store/outbox/refusals.ts';
import type { ChatDeps } from './context.ts';
import { bold, line, text } from './parts.ts';

/** By then another receiver has been told, where there is one. */
const UNTOLD_AFTER = 30 * SECOND;

/** The answer, and below it what nobody could be told of otherwise. */
export async function withUntoldRefusals(
  { store, now, zone }: Pick<ChatDeps, 'store' | 'now' | 'zone'>,
  reply: Reply,
): Promise<Reply> {
  const untold = (await selectRefusals(store.db)).filter(
    ({ toldTo, endedAt, since }) =>
      toldTo === undefined && endedAt === undefined && now() - since > UNTOLD_AFTER,
  );
  if (untold.length === 0) return reply;
  const blocks = [];
  for (const refusal of untold) {
    const { title, lines } = refusalWords(
      { ...refusal, ...(await waitingFor(store.db, refusal.receiver)) },
      zone?.() ?? 'UTC',
    );
    blocks.push(line(bold(title)), ...lines.map((each) => line(text(each))));
  }
  return { ...reply, blocks: [...reply.blocks, ...blocks] };
}
