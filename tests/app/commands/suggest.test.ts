/** What people press comes back as suggestions below an indicator, each with what it is worth. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HOUR } from '../../../src/core/time/duration.ts';
import { describeOnStores } from '../../stores.ts';
import { type Newsroom, openNewsroom, READER, report, wordsOf } from './newsroom.ts';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room.store.close());

/** Judges the alert of each headline. */
async function vote(relevant: boolean, titles: readonly string[]): Promise<void> {
  for (const [at, title] of titles.entries()) await room.poll([report(title, (at + 1) * HOUR)]);
  const alerts = await room.store.db
    .selectFrom('alerts as a')
    .innerJoin('entries as e', 'e.seq', 'a.entry_seq')
    .select(['a.id', 'e.title'])
    .where('a.kind', '=', 'story')
    .execute();
  for (const { id, title } of alerts)
    if (titles.includes(title)) await room.press(`${relevant ? 'relevant' : 'irrelevant'}:${id}`);
}

/** What the button below an indicator answers. */
async function suggested(name: string): Promise<string> {
  const reply = await room.ask('indicator', { name }, READER);
  const button = reply.buttons?.find(({ label }) => label === 'Suggest changes');
  return wordsOf(await room.press(button?.id ?? '', READER));
}

describeOnStores('Suggest changes', () => {
  it('says that nothing was judged', async () => {
    expect(await suggested('port-sales')).toContain('Nothing was judged yet');
  });

  it('suggests a NOT by votes, with what it would have removed, and changes nothing', async () => {
    await vote(true, ['Port of Larkmoor sold to Quay Holding', 'Skerry harbour for sale, council says']);
    await vote(false, ['Harbour cottage in Elm for sale', 'Cottage by the old port sold within a day']);
    await room.poll([report('Third harbour cottage goes on sale in Gorse', HOUR)]);
    const before = await room.audit();
    const words = await suggested('port-sales');
    expect(words).toContain('Suggestions for Ports change hands');
    expect(words).toContain('By 2 judged relevant, 2 not relevant');
    expect(words).toContain('Ports change hands (port-sales): add AND NOT cottage');
    expect(words).toContain('ends 2 judged not relevant: “Harbour cottage in Elm for sale”, ');
    expect(words).toContain('+0 −3 stories');
    expect(words).toContain('− Third harbour cottage goes on sale in Gorse (Larkmoor Post)');
    expect(words).toContain('signpost tune --indicator port-sales');
    expect(await room.audit()).toEqual(before);
  });

  it('learns from headlines that it missed and somebody called a sign', async () => {
    await vote(true, ['Port of Larkmoor sold to Quay Holding']);
    const missed = ['Skerry harbour changes owner overnight', 'New owner for the port of Glosmere'];
    for (const title of missed) {
      await room.poll([report(title, HOUR)]);
      const reply = await room.ask('why', { alert: title });
      const button = reply.buttons?.find(({ label }) => label === 'A sign: Ports change hands');
      expect(wordsOf(await room.press(button?.id ?? ''))).toContain('Ports change hands');
    }
    const rows = await room.store.db.selectFrom('judged_misses').selectAll().execute();
    expect(rows).toMatchObject([
      { indicator_id: 'port-sales', voter: 'discord:77', verdict: 'relevant' },
      { indicator_id: 'port-sales', voter: 'discord:77', verdict: 'relevant' },
    ]);
    await room.poll([report('Tern harbour has a different owner now', HOUR)]);
    const words = await suggested('port-sales');
    expect(words).toContain('add owner to $sale');
    expect(words).toContain('finds 2 that it missed');
    expect(words).toContain('+3 −0 stories');
    expect(words).toContain('+ Tern harbour has a different owner now (Larkmoor Post)');
  });

  it('lets no headline called no sign begin to match', async () => {
    await vote(true, ['Port of Larkmoor sold to Quay Holding']);
    for (const title of ['Skerry harbour changes owner overnight', 'New owner for the port of Glosmere']) {
      await room.poll([report(title, HOUR)]);
      const reply = await room.ask('why', { alert: title });
      await room.press(reply.buttons?.find(({ label }) => label.startsWith('A sign'))?.id ?? '');
    }
    const none = 'Dog meets owner at harbour';
    await room.poll([report(none, HOUR)]);
    const reply = await room.ask('why', { alert: none });
    expect(wordsOf(await room.press(reply.buttons?.at(-1)?.id ?? ''))).toContain('no sign of');
    expect(await suggested('port-sales')).not.toContain('owner to');
  });

  it('answers a button whose indicator or headline is gone', async () => {
    expect(wordsOf(await room.press('tune:harbours/gone'))).toContain('not in the briefs any more');
    expect(wordsOf(await room.press('sign:999/harbours/port-sales'))).toContain('nothing was changed');
    expect(wordsOf(await room.press('nosign:abc'))).toContain('nothing was changed');
    expect(await room.store.db.selectFrom('judged_misses').selectAll().execute()).toEqual([]);
  });
});
