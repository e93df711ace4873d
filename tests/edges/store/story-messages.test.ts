import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAlert } from '../../../src/edges/store/alerts.ts';
import { openStore, type Store } from '../../../src/edges/store/open-store.ts';
import { firstTold } from '../../../src/edges/store/story-messages.ts';
import { givenAlert } from '../../store-rows.ts';

const AT = Date.UTC(2026, 10, 20);

describe('firstTold', () => {
  let store: Store;
  let first: number;
  let nonce = 0;
  beforeEach(async () => {
    store = await openStore(':memory:');
    first = await givenAlert(store, AT);
  });
  afterEach(async () => {
    await store.close();
  });

  const alert = async (indicatorId: string, storyId: string | undefined): Promise<number> => {
    const { entry_seq: entry } = await store.db
      .selectFrom('alerts')
      .select('entry_seq')
      .executeTakeFirstOrThrow();
    const id = await openAlert(
      store.db,
      {
        key: `${storyId}/${indicatorId}`,
        kind: 'story',
        briefId: 'brief',
        indicatorId,
        correlationId: undefined,
        storyId,
        entry,
        severity: 'high',
        labels: {},
        evidence: [],
        finding: undefined,
      },
      AT,
    );
    if (id === undefined) throw new Error('opened before');
    return id;
  };
  const told = (alertId: number, receiver: string, message: string | null, kind = 'post') =>
    store.db
      .insertInto('deliveries')
      .values({
        alert_id: alertId,
        receiver,
        kind,
        revision: 1,
        nonce: `n-${(nonce += 1)}`,
        status: message === null ? 'pending' : 'sent',
        created_at: AT,
        next_attempt_at: AT,
        attempts: 1,
        fence: 0,
        ref: message === null ? null : JSON.stringify({ channel: message, message }),
        sent_at: AT + nonce,
      })
      .execute();

  it('finds the first message of the story at that receiver, and of no other', async () => {
    const second = await alert('other-indicator', 'a-story');
    const third = await alert('third-indicator', 'a-story');
    expect(await firstTold(store.db, third, 'forum')).toBeUndefined();
    await told(first, 'elsewhere', '9');
    await told(first, 'forum', null);
    expect(await firstTold(store.db, third, 'forum')).toBeUndefined();
    await told(second, 'forum', '1');
    await told(first, 'forum', '2', 'edit');
    expect(await firstTold(store.db, third, 'forum')).toEqual({ channel: '1', message: '1' });
    expect(await firstTold(store.db, second, 'forum')).toBeUndefined();
  });

  it('finds nothing for what has no story', async () => {
    const lone = await alert('rising', undefined);
    await told(await alert('also', undefined), 'forum', '1');
    expect(await firstTold(store.db, lone, 'forum')).toBeUndefined();
  });
});
