/** Queues what messages have to say: posts, edits and answers, each under a name that no attempt changes. */
import { joinAnswers, StoredAnswer } from '../../core/delivery/stored-answer.ts';
import { type Post, postOf } from '../../edges/store/outbox/batches.ts';
import {
  enqueueDelivery,
  lockPost,
  type NewDelivery,
  openAnswer,
  renewEdit,
  rewordAnswer,
} from '../../edges/store/outbox/deliveries.ts';
import { fromJson, toJson } from '../../edges/store/engine/json.ts';
import { countRevision, selectMessages, type StoredMessage } from '../../edges/store/outbox/messages.ts';
import type { Db } from '../../edges/store/open-store.ts';
import type { NameDelivery } from './name-delivery.ts';

/** Queues the first post of a message. */
export async function queuePost(
  db: Db,
  nameDelivery: NameDelivery,
  message: StoredMessage,
  plan: { readonly dueAt: number; readonly group: NewDelivery['group'] },
  now: number,
): Promise<void> {
  const { id: messageId, subject, receiver } = message;
  const nonce = nameDelivery(subject, receiver, 'post', 0);
  const row = { messageId, receiver, kind: 'post', revision: 0, nonce, notice: undefined, ...plan } as const;
  await enqueueDelivery(db, row, now);
}

/**
 * The post of a message, which stays as it is until the transaction ends: nobody claims it meanwhile. Undefined where none
 * was queued.
 */
export async function holdPost(db: Db, messageId: number): Promise<Post | undefined> {
  await lockPost(db, messageId);
  return postOf(db, messageId);
}

/** Queues an edit of every message that was sent or may have been; what is still to be sent will say it all anyway. */
export async function queueEdits(
  db: Db,
  nameDelivery: NameDelivery,
  messageIds: readonly number[],
  dueAt: number,
  now: number,
): Promise<void> {
  const carriers = new Set<number>();
  for (const id of messageIds) {
    const carrier = await carrierOf(db, id);
    if (carrier !== undefined && isUnderway(carrier)) carriers.add(carrier.messageId);
  }
  for (const { id, subject, receiver } of await selectMessages(db, { ids: [...carriers] })) {
    const revision = await countRevision(db, id);
    const nonce = nameDelivery(subject, receiver, 'edit', revision);
    const edit = { messageId: id, revision, nonce, dueAt };
    if (!(await renewEdit(db, edit)))
      await enqueueDelivery(db, { ...edit, receiver, kind: 'edit', notice: undefined }, now);
  }
}

/**
 * Queues an answer to a message that was sent or may have been; false where there is nothing to answer: what is still to
 * be sent has it as a line. An answer that waits says this, too, unless it has an occasion of its own.
 */
export async function queueAnswer(
  db: Db,
  nameDelivery: NameDelivery,
  messageId: number,
  answer: StoredAnswer & { readonly occasion?: string },
  now: number,
): Promise<boolean> {
  const carrier = await carrierOf(db, messageId);
  if (carrier === undefined || !isUnderway(carrier)) return false;
  const [message] = await selectMessages(db, { ids: [carrier.messageId] });
  if (message === undefined) return false;
  const { occasion, ...words } = answer;
  const open = await openAnswer(db, message.id, message.receiver, occasion);
  if (open?.kind === 'said') return false;
  if (open?.kind === 'waiting') {
    const both = joinAnswers(fromJson(StoredAnswer, open.notice), words);
    await rewordAnswer(db, open.id, toJson(both));
    return true;
  }
  const revision = await countRevision(db, message.id);
  const { id, subject, receiver } = message;
  const row = {
    messageId: id,
    receiver,
    kind: 'answer',
    revision,
    nonce: nameDelivery(subject, receiver, 'answer', revision),
    notice: toJson(words),
    occasion,
    dueAt: now,
  } as const;
  await enqueueDelivery(db, row, now);
  return true;
}

type Carrier = Post & { readonly messageId: number };

/** The post that tells a message, its own or its group's. */
async function carrierOf(db: Db, messageId: number): Promise<Carrier | undefined> {
  const own = await holdPost(db, messageId);
  if (own?.carrier === undefined) return undefined;
  const post = own.carrier === messageId ? own : await holdPost(db, own.carrier);
  return post === undefined ? undefined : { ...post, messageId: own.carrier };
}

function isUnderway(post: Post): boolean {
  return post.carrier !== undefined && (post.status !== 'pending' || post.tried);
}
