import { afterEach, expect, it } from 'vitest';
import { composeDigest } from '../../../src/app/housekeeping/digest.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time/duration.ts';
import { type ConfiguredFeed, Feed } from '../../../src/core/feed/feed.ts';
import { initialState } from '../../../src/core/feed/poll/feed-state.ts';
import { saveFeedState } from '../../../src/edges/store/feeds.ts';
import { insertSilence } from '../../../src/edges/store/people/silences.ts';
import { type AlertRig, BRIEF, openAlertRig, posted, words } from '../rig-alerts.ts';
import { describeOnStores } from '../../stores.ts';

/** A Tuesday, 07:00 in Brussels. */
const MORNING = Date.UTC(2026, 8, 1, 5);
const open: AlertRig[] = [];
const openRig = async (over: Partial<Parameters<typeof openAlertRig>[0]> = {}): Promise<AlertRig> => {
  const rig = await openAlertRig({ startAt: MORNING, ...over });
  open.push(rig);
  return rig;
};
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close();
});
const feeds: readonly ConfiguredFeed[] = ['gazette', 'herald'].map((id) => ({
  ...Feed.parse({ id, url: `https://${id}.example/feed`, outlet: `The ${id}`, lang: 'en' }),
  desk: 'test',
}));

describeOnStores('composeDigest', () => {
  it('says that nothing happened', async () => {
    const { store } = await openRig();
    const digest = await composeDigest(store.db, [BRIEF], MORNING - DAY, MORNING, {
      zone: 'Europe/Brussels',
    });
    expect(words(digest)).toEqual([
      'Digest: Mon 31 Aug 07:00 to Tue 1 Sep 07:00',
      'No alert, and no indicator rose or fell.',
    ]);
  });

  it('says what rose and fell, what was alerted and held back, and who is silent', async () => {
    const rig = await openRig();
    const { db } = rig.store;
    // Three stories of a week ago leave the window; three new ones come.
    for (const title of ['Old 1', 'Old 2', 'Old 3']) await rig.entry('b', title, MORNING - 7 * DAY + HOUR);
    for (let i = 1; i <= 7; i += 1) await rig.alert('a', `New ${i}`);
    const author = { author: 'slack:U1', authorName: 'Ann', reason: undefined };
    const matchers = { indicator: ['b'] };
    await insertSilence(db, { matchers, startsAt: MORNING, expiresAt: MORNING + DAY, ...author }, MORNING);
    await rig.alert('b', 'Muted');
    await rig.pass(MINUTE);
    for (const feed of feeds) {
      const state = initialState(feed, MORNING, 0);
      await saveFeedState(db, feed.id === 'herald' ? { ...state, status: 'failing' } : state);
    }
    const digest = await composeDigest(db, [BRIEF], MORNING, MORNING + 2 * HOUR, { feeds });
    expect(words(digest)).toEqual([
      'Digest: Tue 1 Sep 05:00 to Tue 1 Sep 07:00',
      'The board',
      expect.stringMatching(/^▲ Sign A: quiet → active\. 7 stories in 7 days/),
      '▼ Sign B: active → seen. 1 story in 7 days, active from 3.',
      'Sign A: 7 alerts',
      ...[1, 2, 3, 4, 5].map((i) => `#${i} New ${i} · The Gazette`),
      'and 2 more',
      'Sign B: 1 alert',
      '#8 Muted · The Gazette',
      'Held back: 1 alert by silence 1.',
      '1 of 2 feeds do not answer: The herald.',
    ]);
    expect(digest.lines[4]?.link).toBe('https://gazette.example/4');
  });

  it('stays short however much there was', async () => {
    const rig = await openRig();
    for (let i = 0; i < 40; i += 1) await rig.alert(i % 2 === 0 ? 'a' : 'b', `Headline ${i}`);
    const digest = await composeDigest(rig.store.db, [BRIEF], MORNING, MORNING + HOUR, { feeds });
    expect(digest.lines.length).toBeLessThan(30);
  });
});

describeOnStores('the scheduled digest', () => {
  const settings = {
    time_zone: 'Europe/Brussels',
    digest: { at: '08:00', receivers: ['desk'] },
  };
  const digests = (rig: AlertRig) => rig.told.filter(({ receiver }) => receiver === 'desk');

  it('comes once a day, from the last to this one, also across restarts', async () => {
    const rig = await openRig({ settings });
    await rig.alert('a', 'One');
    await rig.pass(HOUR + MINUTE, MINUTE);
    await rig.restart();
    await rig.pass(DAY - MINUTE, 10 * MINUTE);
    await rig.restart();
    await rig.pass(HOUR, 10 * MINUTE);
    expect(digests(rig).map(({ at }) => at)).toEqual([MORNING + HOUR, MORNING + HOUR + DAY]);
    expect(posted(digests(rig)).map(([title, line]) => [title, line])).toEqual([
      ['Digest: Mon 31 Aug 08:00 to Tue 1 Sep 08:00', 'The board'],
      ['Digest: Tue 1 Sep 08:00 to Wed 2 Sep 08:00', 'No alert, and no indicator rose or fell.'],
    ]);
  });

  it('that fell due while the bot was off comes when it is back; a first one before it ever ran does not', async () => {
    const rig = await openRig({ settings, startAt: MORNING + 2 * HOUR });
    await rig.pass(MINUTE);
    expect(digests(rig)).toEqual([]);
    await rig.pass(DAY, HOUR);
    await rig.clock.advance(2 * DAY);
    await rig.restart();
    await rig.pass(MINUTE);
    expect(posted(digests(rig)).map(([title]) => title)).toEqual([
      'Digest: Tue 1 Sep 08:00 to Wed 2 Sep 08:00',
      'Digest: Wed 2 Sep 08:00 to Fri 4 Sep 08:00',
    ]);
  });

  it('keeps to its days, reaching back over those left out', async () => {
    const rig = await openRig({
      settings: { ...settings, digest: { ...settings.digest, days: ['fri', 'mon'] } },
    });
    await rig.pass(7 * DAY, HOUR);
    expect(posted(digests(rig)).map(([title]) => title)).toEqual([
      'Digest: Mon 31 Aug 08:00 to Fri 4 Sep 08:00',
      'Digest: Fri 4 Sep 08:00 to Mon 7 Sep 08:00',
    ]);
  });

  it('goes to whom the routes tell of feeds where it names nobody', async () => {
    const rig = await openRig({
      settings: { ...settings, digest: { at: '08:00' } },
      route: { routes: [{ receiver: 'desk', match: { severity: 'high' } }] },
    });
    await rig.pass(2 * HOUR, 10 * MINUTE);
    expect(rig.told.map(({ receiver }) => receiver)).toEqual(['room']);
  });
});
