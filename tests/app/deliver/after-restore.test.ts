import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgottenSince, lastRestoration } from '../../../src/app/deliver/after-restore.ts';
import type { AlertNotification } from '../../../src/core/delivery/notification.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';
import { setFact } from '../../../src/edges/store/engine/facts.ts';
import { type AlertRig, openAlertRig, posted } from '../rig-alerts.ts';

const NOON = Date.UTC(2026, 8, 1, 12);
const restored = { at: NOON, since: NOON - 5 * DAY };

describe('what a restored backup may have forgotten', () => {
  const alert = (at: number) => ({ kind: 'alert', at }) as AlertNotification;
  it.each([
    ['news of before, told at once', 'post', NOON - HOUR, NOON + HOUR, NOON - HOUR - 2 * DAY],
    ['news of before, told days later', 'post', NOON - HOUR, NOON + 9 * DAY, NOON - HOUR - 2 * DAY],
    ['news with a date that may be wrong', 'post', NOON + HOUR, NOON + HOUR, NOON - 2 * DAY],
    ['news of long before', 'post', NOON - 30 * DAY, NOON + HOUR, restored.since - HOUR],
    ['news that is newer', 'post', NOON + 3 * DAY, NOON + 3 * DAY, undefined],
    ['an edit, which repeats nothing', 'edit', NOON - HOUR, NOON + HOUR, undefined],
  ] as const)('%s', (_, kind, publishedAt, dueAt, since) => {
    expect(forgottenSince({ kind, dueAt }, alert(publishedAt), restored)).toBe(since);
  });

  it('is nothing where nothing was restored', () => {
    expect(forgottenSince({ kind: 'post', dueAt: NOON }, alert(NOON), undefined)).toBeUndefined();
  });
});

describe('a dispatcher on a restored database', () => {
  let rig: AlertRig;
  beforeEach(async () => {
    rig = await openAlertRig({ startAt: NOON });
    await setFact(rig.store.db, 'restored-at', String(restored.at));
    await setFact(rig.store.db, 'restored-since', String(restored.since));
  });
  afterEach(() => rig.close());

  it('has the sink look first, then brings what it found up to date under its number of now', async () => {
    const restoredAs = await lastRestoration(rig.store.db);
    expect(restoredAs).toEqual(restored);
    await rig.alert('a', 'Harbour sold');
    await rig.clock.advance(60_000);
    const dispatcher = rig.newDispatcher('restored', restoredAs);
    await dispatcher.drain();
    const [post, edit] = rig.told;
    expect(post?.send.maybeSentAt).toBe(NOON - 2 * DAY);
    expect(edit?.send.prior).toEqual({ channel: 'room', message: 'm1' });
    expect(posted(rig.told)).toEqual([['Harbour sold']]);
  });

  it('looks as far back at the next attempt, where the first could not look', async () => {
    let refusals = 1;
    rig.rig.answer = () => (refusals-- > 0 ? { kind: 'uncertain', reason: 'could not look' } : undefined);
    await rig.alert('a', 'Harbour sold');
    const dispatcher = rig.newDispatcher('restored', await lastRestoration(rig.store.db));
    await rig.clock.advance(60_000);
    await dispatcher.drain();
    await rig.clock.advance(60_000);
    await dispatcher.drain();
    expect(rig.told[0]?.send.maybeSentAt).toBe(NOON - 2 * DAY);
  });

  it('still holds back what a silence withholds', async () => {
    const matchers = JSON.stringify({ indicator: ['a'] });
    await rig.store.db
      .insertInto('silences')
      .values({
        matchers,
        starts_at: NOON - HOUR,
        expires_at: NOON + HOUR,
        author: 'discord:1',
        author_name: 'Ann',
        created_at: NOON - HOUR,
      })
      .execute();
    await rig.alert('a', 'Harbour sold');
    await rig.clock.advance(60_000);
    await rig.newDispatcher('restored', restored).drain();
    expect(rig.told).toEqual([]);
    expect((await rig.rows()).map(({ status }) => status)).toEqual(['suppressed']);
  });
});

describe('a post that may have been made before its alert changed', () => {
  let rig: AlertRig;
  beforeEach(async () => {
    rig = await openAlertRig({ startAt: NOON });
  });
  afterEach(() => rig.close());

  it('is edited all the same: what was found in the channel shows the earlier state', async () => {
    rig.rig.answer = () => ({ kind: 'uncertain', reason: 'the answer was lost' });
    const id = await rig.alert('a', 'Harbour sold');
    await rig.clock.advance(30_000);
    await rig.newDispatcher('first').drain();
    await rig.revise(id);
    rig.rig.answer = () => undefined;
    await rig.pass(60_000);
    expect(rig.told.map(({ send }) => send.prior?.message)).toEqual([undefined, 'm1']);
  });

  it('is edited, too, where it now tells of alerts that the first attempt did not know', async () => {
    await rig.close();
    rig = await openAlertRig({ startAt: NOON, route: { group_by: ['brief'], group_wait: '10s' } });
    let lost = 1;
    rig.rig.answer = () => (lost-- > 0 ? { kind: 'uncertain', reason: 'the answer was lost' } : undefined);
    await rig.alert('a', 'Harbour sold');
    await rig.alert('a', 'Council votes');
    await rig.pass(60_000);
    expect(rig.told.map(({ send }) => send.prior?.message)).toEqual([undefined, 'm1']);
    expect(posted(rig.told)).toEqual([['Harbour sold', '+ Council votes']]);
  });
});
