/** People part and join events: by what the receivers were sent and what the database holds. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLabelledSet } from '../../../bench/labelled-set.ts';
import type { AlertNotification, AnswerNotification } from '../../../src/core/delivery/notification.ts';
import { MINUTE } from '../../../src/core/time/duration.ts';
import { selectStoryLabels } from '../../../src/edges/store/people/story-labels.ts';
import { describeOnStores } from '../../stores.ts';
import { EDITOR, type Newsroom, openNewsroom, READER, report, wordsOf } from './newsroom.ts';

let room: Newsroom;

const FIRST = 'Port of Larkmoor sold to Quay Holding after a year of talks';
/** The same article by its address, so that it joins for certain. */
const joined = (title: string) => {
  const link = 'https://larkmoor.example/news/one';
  return [
    report(FIRST, 3 * MINUTE, { link, article: link }),
    report(title, 2 * MINUTE, { feed: 'skerry', article: link }),
  ] as const;
};
const alertsTo = (receiver: string): readonly AlertNotification[] =>
  room.sends.flatMap(({ receiver: to, notification }) =>
    to === receiver && notification.kind === 'alert' ? [notification] : [],
  );
const answersTo = (receiver: string): readonly AnswerNotification[] =>
  room.sends.flatMap(({ receiver: to, notification }) =>
    to === receiver && notification.kind === 'answer' ? [notification] : [],
  );
const settle = async (): Promise<void> => {
  await room.clock.advance(MINUTE);
  await room.drain();
};
const stories = async (): Promise<readonly string[]> =>
  (await room.store.db.selectFrom('signals').select('story_id').distinct().orderBy('story_id').execute()).map(
    ({ story_id: story }) => story,
  );
const buttons = async (alert: string, by = EDITOR): Promise<readonly string[]> =>
  ((await room.ask('why', { alert }, by)).buttons ?? []).map(({ label }) => label);

describeOnStores('what people say of events', () => {
  beforeEach(async () => {
    room = await openNewsroom();
  });
  afterEach(() => room.store.close());

  describe('parting', () => {
    beforeEach(async () => {
      await room.poll(joined('Harbour of Skerry sold to Anchor Group'));
    });

    it('tells the report in a message of its own, and the message that showed it says so', async () => {
      expect(alertsTo('discord').map(({ messageId }) => messageId)).toEqual([1]);
      const [button] = ((await room.ask('why', { alert: '1' })).buttons ?? []).filter(
        ({ label }) => label === 'Not the same event',
      );
      const reply = await room.press(button?.id ?? '');
      expect(reply?.title).toBe('Two events from now on');
      await settle();
      const posted = room.sends.filter(
        ({ prior, notification, receiver }) =>
          receiver === 'discord' && prior === undefined && notification.kind === 'alert',
      );
      expect(posted).toHaveLength(2);
      const [last] = alertsTo('discord').filter(({ messageId }) => messageId !== 1);
      expect(last).toMatchObject({
        headline: { text: 'Harbour of Skerry sold to Anchor Group' },
        eventChanges: [{ kind: 'parted-from', by: 'Editor', headline: FIRST }],
        reports: [],
      });
      const edited = alertsTo('discord').findLast(({ messageId }) => messageId === 1);
      expect(edited).toMatchObject({
        headline: { text: FIRST },
        reports: [],
        eventChanges: [{ kind: 'parted', by: 'Editor', headline: 'Harbour of Skerry sold to Anchor Group' }],
      });
      expect(await stories()).toHaveLength(2);
      expect((await room.audit()).map(({ action, subject }) => [action, subject])).toEqual([
        ['part', 'alert:1'],
      ]);
    });

    it('is kept as a label with both texts, and holds for what comes later', async () => {
      await room.ask('part', { alert: '1' });
      expect(await selectStoryLabels(room.store.db)).toMatchObject([
        {
          kind: 'apart',
          actor: 'discord:77',
          one: { title: FIRST, labels: ['harbours/owner-talk', 'harbours/port-sales'] },
          other: { title: 'Harbour of Skerry sold to Anchor Group' },
        },
      ]);
      const exported = await room.ask('export', { of: 'port-sales', format: 'json' });
      expect(JSON.parse(exported.file?.text ?? '')).toMatchObject({
        storyLabels: [{ kind: 'apart', by: 'Editor', one: { title: FIRST } }],
      });
      const before = (await stories()).length;
      await room.poll([
        report('Harbour of Skerry sold to Anchor Group', 0, { feed: 'tern' }),
        report('Nothing at all', 0),
      ]);
      const rows = await room.store.db
        .selectFrom('entries')
        .select(['story_id', 'title'])
        .where('title', 'like', 'Harbour of Skerry%')
        .execute();
      expect(new Set(rows.map(({ story_id: story }) => story)).size).toBe(1);
      expect(await stories()).toHaveLength(before);
    });

    it('counts one story more', async () => {
      const count = async (): Promise<number | undefined> => {
        await settle();
        return room.shown(1)['discord']?.standing?.week.reduce((a, b) => a + b, 0);
      };
      expect(await count()).toBe(1);
      await room.ask('part', { alert: '1' });
      expect(await count()).toBe(2);
    });

    it('asks which report is meant where there are several', async () => {
      await room.poll([
        report('Third outlet on the port sale', MINUTE, {
          feed: 'tern',
          article: 'https://larkmoor.example/news/one',
        }),
      ]);
      const asked = await room.press('part:1');
      expect(asked?.title).toBe('Which report tells another event?');
      expect(asked?.buttons?.map(({ label }) => label)).toEqual([
        '1. Skerry Post',
        '2. Tern Post',
        'The headline itself',
      ]);
      expect(await stories()).toHaveLength(1);
      await room.press(asked?.buttons?.[0]?.id ?? '');
      expect(await stories()).toHaveLength(2);
      expect(wordsOf(await room.ask('part', { alert: '1', report: 7 }))).toContain('1. ');
    });

    it('is offered to those who may change things, and says what cannot be parted', async () => {
      expect(await buttons('1')).toContain('Not the same event');
      expect(await buttons('1', READER)).not.toContain('Not the same event');
      await room.ask('part', { alert: '1' });
      expect((await room.ask('part', { alert: '1' })).title).toBe('Nothing to part');
      expect((await room.ask('part', { alert: '99' })).title).toBe('No such alert');
      expect((await room.ask('part', { alert: 'Port sold' })).title).toBe('Which alert?');
    });
  });

  describe('parting the headline itself', () => {
    const SECOND = 'Harbour of Skerry sold to Anchor Group';
    const THIRD = 'Skerry harbour sold for nine crowns';
    const link = 'https://larkmoor.example/news/one';
    const one = (title: string, feed: string, age: number) => report(title, age, { feed, article: link });
    const posts = (receiver: string): readonly AlertNotification[] =>
      room.sends.flatMap(({ receiver: to, prior, notification }) =>
        to === receiver && prior === undefined && notification.kind === 'alert' ? [notification] : [],
      );

    it('leaves the other reports one story, which the alert shows, at every receiver', async () => {
      await room.poll([
        report(FIRST, 4 * MINUTE, { link, article: link }),
        one(SECOND, 'skerry', 3 * MINUTE),
        one(THIRD, 'tern', 2 * MINUTE),
      ]);
      const asked = await room.press('part:1');
      expect(asked?.buttons?.map(({ label }) => label)).toEqual([
        '1. Skerry Post',
        '2. Tern Post',
        'The headline itself',
      ]);
      const reply = await room.press(asked?.buttons?.[2]?.id ?? '');
      expect(reply?.title).toBe('Two events from now on');
      expect(wordsOf(reply)).toContain(`Without it: ${SECOND}`);
      await settle();
      expect(await stories()).toHaveLength(2);
      for (const receiver of ['discord', 'slack']) {
        expect(posts(receiver).map(({ headline }) => headline.text)).toEqual([FIRST, FIRST]);
        const [told, anew] = posts(receiver);
        const edited = alertsTo(receiver).findLast(({ messageId }) => messageId === told?.messageId);
        expect(edited).toMatchObject({
          alertId: 1,
          headline: { text: SECOND },
          outlet: 'Skerry Post',
          reports: [{ headline: THIRD, outlet: 'Tern Post' }],
          alsoReported: [{ outlet: 'Tern Post' }],
          eventChanges: [{ kind: 'parted', by: 'Editor', headline: FIRST, alertId: 1 }],
        });
        expect(anew).toMatchObject({
          reports: [],
          eventChanges: [{ kind: 'parted-from', by: 'Editor', headline: SECOND, alertId: 1 }],
        });
      }
      const rows = await room.store.db
        .selectFrom('entries')
        .innerJoin('stories', 'stories.id', 'entries.story_id')
        .select(['entries.title', 'entries.relation', 'stories.headline'])
        .where('entries.title', 'in', [FIRST, SECOND, THIRD])
        .orderBy('entries.seq')
        .execute();
      expect(rows.map(({ title, relation, headline }) => [title, relation, headline])).toEqual([
        [FIRST, 'first', FIRST],
        [SECOND, 'first', SECOND],
        [THIRD, 'reprint', SECOND],
      ]);
      expect(await selectStoryLabels(room.store.db)).toMatchObject([
        { kind: 'apart', keptAlert: 1, one: { title: SECOND }, other: { title: FIRST } },
      ]);
      const alert = await room.store.db
        .selectFrom('alerts')
        .select('labels')
        .where('id', '=', 1)
        .executeTakeFirstOrThrow();
      expect(JSON.parse(alert.labels)).toMatchObject({ outlet: ['Skerry Post'] });
    });

    it('is typed as 0, and counts one story more', async () => {
      await room.poll(joined(SECOND));
      expect((await room.ask('part', { alert: '1', report: 0 })).title).toBe('Two events from now on');
      await settle();
      expect(room.shown(1)['discord']).toMatchObject({ headline: { text: SECOND }, reports: [] });
      expect(room.shown(1)['discord']?.standing?.week.reduce((a, b) => a + b, 0)).toBe(2);
    });

    it('lets the others go where none of them is a sign, and the alert keeps its headline', async () => {
      await room.poll(joined('Quiet day at the lighthouse of Skerry'));
      const reply = await room.ask('part', { alert: '1', report: 0 });
      expect(reply.title).toBe('Two events from now on');
      await settle();
      expect(posts('discord')).toHaveLength(1);
      expect(room.shown(1)['discord']).toMatchObject({
        headline: { text: FIRST },
        reports: [],
        eventChanges: [{ kind: 'parted', headline: 'Quiet day at the lighthouse of Skerry' }],
      });
    });

    it('takes reprints of the headline along, and cannot part it from nothing else', async () => {
      await room.poll([report(FIRST, 3 * MINUTE, { link, article: link }), one(FIRST, 'skerry', 2 * MINUTE)]);
      expect((await room.ask('part', { alert: '1', report: 0 })).title).toBe(
        'Which report tells another event?',
      );
      expect(await stories()).toHaveLength(1);
      await room.poll([one(SECOND, 'tern', MINUTE)]);
      await room.ask('part', { alert: '1', report: 0 });
      await settle();
      expect(room.shown(1)['discord']).toMatchObject({ headline: { text: SECOND }, reports: [] });
      expect(posts('discord').at(-1)).toMatchObject({
        headline: { text: FIRST },
        reports: [{ headline: FIRST, outlet: 'Skerry Post' }],
      });
    });

    it('takes along what it followed: the others follow nothing', async () => {
      await room.poll([
        report('Quay Holding tables new offer for port of Larkmoor sold in May', 20 * MINUTE),
      ]);
      const withdrawn = 'Quay Holding withdraws offer for port of Larkmoor sold in May';
      await room.poll([
        report(withdrawn, 9 * MINUTE, { feed: 'skerry', link, article: link }),
        one(SECOND, 'tern', 8 * MINUTE),
      ]);
      const [, second] = posts('discord');
      expect(second).toMatchObject({ headline: { text: withdrawn }, follows: { alertId: 1 } });
      await room.ask('part', { alert: String(second?.alertId), report: 0 });
      await settle();
      const edited = alertsTo('discord').findLast(({ messageId }) => messageId === second?.messageId);
      expect(edited).toMatchObject({ headline: { text: SECOND }, follows: undefined });
      expect(posts('discord').at(-1)).toMatchObject({
        headline: { text: withdrawn },
        follows: { alertId: 1 },
      });
    });
  });

  describe('joining', () => {
    beforeEach(async () => {
      await room.poll([report('Port of Larkmoor sold to Quay Holding after a year of talks', 3 * MINUTE)]);
      await room.poll([report('Harbour by the lighthouse gets sold', 2 * MINUTE, { feed: 'skerry' })]);
    });

    it('tells both in one message, and the other says where', async () => {
      expect(alertsTo('discord').map(({ alertId }) => alertId)).toEqual([1, 2]);
      expect(await buttons('2')).toContain('Same as #1');
      expect(await buttons('2', READER)).not.toContain('Same as #1');
      expect((await room.press('same:2-1'))?.title).toBe('One event from now on');
      await settle();
      expect(room.shown(1)['discord']).toMatchObject({
        reports: [{ headline: 'Harbour by the lighthouse gets sold', outlet: 'Skerry Post' }],
        eventChanges: [{ kind: 'joined', by: 'Editor' }],
        standing: { level: 'seen' },
      });
      expect(room.shown(2)['discord']).toMatchObject({
        eventChanges: [{ kind: 'told-with', alertId: 1, headline: FIRST }],
      });
      expect(await stories()).toHaveLength(1);
      expect(await selectStoryLabels(room.store.db)).toMatchObject([{ kind: 'same', keptAlert: 1 }]);
      expect((await room.ask('same', { alert: '2', as: '1' })).title).toBe('One event already');
    });

    it('counts one story less, and says at the patterns that rested on two', async () => {
      await room.poll([report('Dockers at Fernhollow strike over night shifts', MINUTE, { feed: 'tern' })]);
      const pattern = await room.store.db
        .selectFrom('alerts')
        .select(['id', 'finding'])
        .where('kind', '=', 'correlation')
        .executeTakeFirstOrThrow();
      await room.ask('same', { alert: '2', as: '1' });
      const strike = await room.store.db
        .selectFrom('alerts')
        .select('id')
        .where('indicator_id', '=', 'dock-strikes')
        .where('kind', '=', 'story')
        .executeTakeFirstOrThrow();
      // A sale and then a strike are two events; told as one there is no pattern.
      await room.ask('same', { alert: String(strike.id), as: '1' });
      await settle();
      const after = await room.store.db
        .selectFrom('alerts')
        .select('finding')
        .where('id', '=', pattern.id)
        .executeTakeFirstOrThrow();
      expect(after.finding).toBe('No longer holds: Editor joined two of its reports.');
      expect(answersTo('discord').flatMap(({ title }) => title)).toContainEqual(
        expect.stringContaining('no longer holds. Editor says'),
      );
    });

    it('drops a message that was not sent yet, and loses none of its signs', async () => {
      await room.store.db
        .updateTable('deliveries')
        .set({ status: 'pending', maybe_sent_at: null })
        .where('message_id', '=', 3)
        .execute();
      await room.ask('same', { alert: '2', as: '1' });
      const open = await room.store.db
        .selectFrom('deliveries')
        .select('status')
        .where('message_id', '=', 3)
        .where('kind', '=', 'post')
        .execute();
      expect(open).toEqual([{ status: 'superseded' }]);
    });

    it('is read by the fit from what /export writes', async () => {
      await room.ask('same', { alert: '2', as: '1' });
      const exported = await room.ask('export', { of: 'harbours', format: 'json' });
      const folder = mkdtempSync(join(tmpdir(), 'signpost-labels-'));
      const file = join(folder, 'labels.json');
      writeFileSync(file, exported.file?.text ?? '');
      const { items } = readLabelledSet(file);
      rmSync(folder, { recursive: true });
      expect(items.map(({ title, story }) => [title, story])).toEqual([
        [FIRST, 'label-0'],
        ['Harbour by the lighthouse gets sold', 'label-0'],
      ]);
    });

    it('says what is no event', async () => {
      expect((await room.ask('same', { alert: '2', as: '99' })).title).toBe('No such alert');
      expect((await room.ask('same', { alert: '2', as: 'x' })).title).toBe('Which alert?');
      expect((await room.press('same:2'))?.title).toBe('Unknown button');
    });
  });
});
