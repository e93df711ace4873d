/** What people subscribed to in direct messages ends when they have left, and nothing else does. */
import { expect, it } from 'vitest';
import { forgetPeople } from '../../../src/app/housekeeping/forget-people.ts';
import { addSubscription, selectSubscriptions } from '../../../src/edges/store/people/subscriptions.ts';
import { describeOnStores } from '../../stores.ts';

describeOnStores('forgetPeople', (open) => {
  it('ends the subscriptions of who has left, and leaves those of others and of channels', async () => {
    const store = await open();
    const add = (channel: string, value: string, person?: string) =>
      addSubscription(
        store.db,
        { platform: 'slack', channel, label: 'severity', value },
        { by: 'slack:U1', space: person === undefined ? 'T1' : undefined, person },
        1,
      );
    await add('D1', 'high', 'U1');
    await add('D1', 'low', 'U1');
    await add('D2', 'high', 'U2');
    await add('C1', 'high');
    const asked: string[] = [];
    const isGone = (platform: string, person: string) => {
      asked.push(`${platform}:${person}`);
      return Promise.resolve(person === 'U1');
    };
    expect(await forgetPeople(store, isGone, 5)).toBe(1);
    expect(asked.toSorted()).toEqual(['slack:U1', 'slack:U2']);
    expect((await selectSubscriptions(store.db)).map(({ channel }) => channel)).toEqual(['D2', 'C1']);
    const audit = await store.db.selectFrom('audit').selectAll().execute();
    expect(audit.map(({ action, actor, place }) => [action, actor, place])).toEqual([
      ['unsubscribe', 'signpost', 'slack:D1'],
    ]);
    await store.close();
  });
});
