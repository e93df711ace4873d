/** Asks the database what lights are lit by, and lets nobody wait for one that does not answer. */
import { SECOND } from '../../../core/time/duration.ts';
import { setFact } from '../../../edges/store/engine/facts.ts';
import type { Store } from '../../../edges/store/open-store.ts';
import { oldestDue } from '../../../edges/store/outbox/delivery-records.ts';

/** Whoever asks waits five seconds, and a database that takes longer than this is none to work with. */
const ANSWER_WITHIN = 3 * SECOND;

/**
 * Tries a write, since a full disk answers every question and stores nothing; then says when the oldest delivery was due
 * that waits (epoch milliseconds; undefined where none does). Rejects where either fails or takes longer than 3 s, and
 * where the database's file is not there any more.
 */
export async function probeStore(store: Store, now: number): Promise<number | undefined> {
  const lost = store.lost();
  if (lost !== undefined) throw new Error(lost);
  await inTime(setFact(store.db, 'last-probe', String(now)));
  return inTime(oldestDue(store.db, now));
}

/** The answer, or an error after 3 s. */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${ANSWER_WITHIN / SECOND} s`)),
      ANSWER_WITHIN,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // Where the time is up nobody waits for it any more.
    work.catch(() => undefined);
  }
}
