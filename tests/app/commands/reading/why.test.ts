import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY } from '../../../../src/core/time/duration.ts';
import { EDITOR, fillNewsroom, type Newsroom, openNewsroom, READER, report, wordsOf } from '../newsroom.ts';
import { describeOnStores } from '../../../stores.ts';

let room: Newsroom;

beforeEach(async () => {
  room = await openNewsroom();
  await fillNewsroom(room);
});
afterEach(() => room.store.close());

const why = async (alert: string | number): Promise<string> =>
  wordsOf(await room.ask('why', { alert }, READER));
const correlationAlert = () =>
  room.store.db.selectFrom('alerts').select('id').where('kind', '=', 'correlation').executeTakeFirstOrThrow();

describeOnStores('/why of an alert', () => {
  it('shows the query with the matched words, the reports of the story, the route and each fate', async () => {
    const words = await why(1);
    expect(words).toContain('Port of Larkmoor sold to Quay Holding for a song · Larkmoor Post');
    expect(words).toContain('🔴 Ports change hands · a story matched · opened <ago:');
    expect(words).toMatch(/✓ .*\*Port\*/);
    expect(words).toMatch(/✓ .*\*sold\*/);
    expect(words).toContain('The story · 2 reports');
    expect(words).toContain('Port of Larkmoor sold to Quay Holding (Skerry Post)');
    expect(words).toContain('severity high');
    expect(words).toContain('everything › severity high → discord');
    expect(words).toContain('everything › severity high or medium → slack');
    expect(words).toMatch(/discord · post · sent <ago:\d+>/);
    expect(words).toMatch(/slack · post · sent <ago:\d+>/);
  });

  it('shows the signals that a correlation is made of', async () => {
    const { id } = await correlationAlert();
    const words = await why(`#${id}`);
    expect(words).toContain('Sale, then strike · a pattern was completed');
    expect(words).toContain('Ports change hands, then Dockers strike');
    expect(words).toContain('Its signals · 2 reports');
    expect(words).toContain('Dockers at Fernhollow strike over night shifts (Tern Post)');
  });

  it('names who acknowledged and judged it', async () => {
    await room.press('ack:1');
    await room.press('relevant:1');
    expect(await why(1)).toMatch(/Acknowledged by Editor <ago:\d+>\nVotes: 1 relevant, 0 not relevant/);
  });

  it('names what holds a delivery back, and what was refused', async () => {
    await room.ask('mute', { indicator: 'port-sales', duration: '4h' });
    await room.poll([report('Consortium buys deep-water harbour near Glosmere', 0, { feed: 'tern' })]);
    const held = await room.store.db
      .selectFrom('message_alerts')
      .select('alert_id')
      .where('withheld_by', 'is not', null)
      .executeTakeFirstOrThrow();
    const words = await why(held.alert_id);
    expect(words).toContain('held back by silence 1');
    expect(words).toContain('Muted now: silence 1 by Editor ends <ago:');
  });

  it('answers the Why button in private', async () => {
    const reply = await room.press('why:1', READER);
    expect(reply).toMatchObject({ title: 'Why alert 1', visibility: 'private' });
  });

  it('says so where there is none', async () => {
    expect(await why(99)).toContain('There is no alert 99');
    expect(wordsOf(await room.ask('why', {}))).toContain('Missing: an alert');
  });
});

describeOnStores('/why of a headline or an address', () => {
  it('shows what became of one that alerted', async () => {
    const words = await why('port of larkmoor SOLD to quay holding, for a song');
    expect(words).toContain('The feed larkmoor listed it');
    expect(words).toContain('Ports change hands matched.');
    expect(words).toContain('It opened alert 1');
  });

  it('says of a duplicate which alert spoke for it', async () => {
    const words = await why('Port of Larkmoor sold to Quay Holding');
    expect(words).toContain(
      'Its story had alerted already, as alert 1: Port of Larkmoor sold to Quay Holding for a song',
    );
  });

  it('finds an entry by any spelling of its address', async () => {
    const { link } = await room.store.db
      .selectFrom('entries')
      .select('link')
      .where('seq', '=', 4)
      .executeTakeFirstOrThrow();
    const words = await why(`<${link?.replace('https://', 'http://www.')}?utm_source=chat#top>`);
    expect(words).toContain('Dockers at Fernhollow strike over night shifts');
    expect(words).toContain('It opened alert');
  });

  it('names the other name of an entry that was renamed', async () => {
    const known = await room.store.db
      .selectFrom('entries')
      .selectAll()
      .where('seq', '=', 4)
      .executeTakeFirstOrThrow();
    await room.poll([
      report(known.title, 0, {
        feed: 'tern',
        id: known.entry_id,
        link: 'https://tern.example/moved/here',
        canonicalUrl: 'https://tern.example/moved/here',
      }),
    ]);
    expect(await why('https://tern.example/moved/here')).toContain('another name of this entry');
  });

  it('says of history that nobody was told', async () => {
    const words = await why('Old harbour sold to a stranger years ago');
    expect(words).toContain('History: it stood in the feed when that was first polled');
    expect(words).toContain('Nobody was told, because it is history.');
  });

  it('says of a correlated indicator that it does not speak alone', async () => {
    expect(await why('Anchor Group says it is here to stay')).toContain('only a pattern speaks');
  });

  it('shows the nearest miss of one that matched nothing', async () => {
    const words = await why('Port wine sale delights tasters');
    expect(words).toContain('No indicator matches.');
    expect(words).toContain('needs NOT wine, but has *wine*');
  });

  it('says that nothing of it occurs', async () => {
    expect(await why('Nothing happened in Glosmere today at all')).toContain('Not one word of any indicator');
  });

  it('says of one that was not seen what it would match, and what it is most like', async () => {
    const words = await why('Port of Larkmoor sold to Quay Holding for peanuts');
    expect(words).toContain('No feed has listed this headline.');
    expect(words).toContain('Most like it, and seen:\nPort of Larkmoor sold to Quay Holding');
    expect(words).toContain('✓ Ports change hands');
    expect(await why('https://elsewhere.example/story')).toContain('No feed has listed this address.');
  });

  it('says of one that was pruned that it was seen', async () => {
    const url = 'https://tern.example/long-ago';
    await room.store.db
      .insertInto('entry_keys')
      .values({ key: `url:${url}`, entry_seq: null, last_seen_at: room.clock.now() - 400 * DAY })
      .execute();
    expect(await why(url)).toContain('Seen, and forgotten since');
  });

  it('says of one that no route takes that nobody was told', async () => {
    await room.store.db.deleteFrom('delivery_attempts').execute();
    await room.store.db.deleteFrom('deliveries').execute();
    expect(await why('Dockers at Fernhollow strike over night shifts')).toContain(
      'no route names a receiver',
    );
  });

  it('shows an answer to all where that is asked', async () => {
    const reply = await room.ask('why', { alert: 1, public: true }, EDITOR);
    expect(reply.visibility).toBe('public');
  });
});
