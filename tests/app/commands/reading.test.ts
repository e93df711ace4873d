import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ChartData } from '../../../src/app/commands/reading/chart-data.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';
import {
  fillNewsroom,
  HARBOURS,
  type Newsroom,
  NOON,
  openNewsroom,
  READER,
  report,
  wordsOf,
} from './newsroom.ts';
import { describeOnStores } from '../../stores.ts';

let room: Newsroom;
let charts: ChartData[];

beforeEach(async () => {
  charts = [];
  room = await openNewsroom({
    chart: (data) => {
      charts.push(data);
      return Promise.resolve(new Uint8Array([1, 2, 3]));
    },
  });
  await fillNewsroom(room);
});
afterEach(() => room.store.close());

describeOnStores('/signals', () => {
  it('shows each indicator with level, trend, count and newest headline, the liveliest first', async () => {
    const reply = await room.ask('signals', {}, READER);
    const words = wordsOf(reply);
    expect(words.split('\n')[0]).toBe('Harbours for sale');
    expect(words).toMatch(/◔ Ports change hands\nseen \S+ 1 in 7 days/);
    expect(words).toMatch(/◔ Dockers strike\nseen \S+ 1 in 7 days/);
    expect(words).toContain('Dockers at Fernhollow strike over night shifts · Tern Post · <ago:');
    expect(reply.visibility).toBe('private');
    expect(reply.image?.alt).toContain('Ports change hands: 1 story, now seen');
    expect(charts[0]?.series.find(({ name }) => name === 'Dockers strike')?.counts.at(-1)).toBe(1);
    expect(charts[0]?.rows.every(({ levels }) => levels.length === charts[0]?.weeks.length)).toBe(true);
  });

  it('says since when, and how blind it is', async () => {
    await room.poll([report('Harbour of Skerry sold to Anchor Group', 10_000, { feed: 'skerry' })]);
    room.down.count = 2;
    const words = wordsOf(await room.ask('signals', { public: true }));
    expect(words).toMatch(/^◐ Ports change hands\nactive \S+ 2 in 7 days · since <ago:/m);
    expect(words).toContain('⚠ 2 of 3 feeds do not speak');
  });

  it('groups the signs by the hypothesis that they speak for, the liveliest first', async () => {
    const words = wordsOf(await room.ask('signals', {}));
    expect(words.split('\n').filter((each) => /^(?:Owners capture|Other signs|◔)/.test(each))).toEqual([
      'Owners capture trade',
      '◔ Ports change hands',
      'Other signs',
      '◔ Dockers strike',
      '◔ Owners speak',
    ]);
    await room.poll(
      [1, 2, 3].map((n) =>
        report(`Dockers at quay ${n} strike for reason ${n * 11}`, n * 1000, { feed: 'tern' }),
      ),
    );
    const later = wordsOf(await room.ask('signals', {}));
    expect(later.indexOf('Other signs')).toBeLessThan(later.indexOf('Owners capture trade'));
  });

  it('names the sources that do not speak', async () => {
    room.down.count = 2;
    room.down.named = { silent: ['Skerry Post', 'Tern Post'] };
    expect(wordsOf(await room.ask('signals', {}))).toContain(
      '⚠ 2 of 3 feeds do not speak: Skerry Post and Tern Post;',
    );
  });

  it('says which languages and countries nobody speaks for, and /indicator those that it has words in', async () => {
    room.down.count = 2;
    room.down.named = { mute: ['pl'], muteCountries: [{ country: 'EE', languages: ['en'] }] };
    const words = wordsOf(await room.ask('signals', {}));
    expect(words).toContain(
      '⚠ 2 of 3 feeds do not speak, no Polish feed speaks, no feed from Estonia speaks;',
    );
    const blind = '2 of 3 feeds are down; no Polish feed speaks; no feed from Estonia speaks.';
    expect(wordsOf(await room.ask('indicator', { name: 'port-sales' }))).toContain(blind);
    const english = await openNewsroom({ brief: { ...HARBOURS, languages: ['en'] } });
    Object.assign(english.down, room.down);
    const ofEnglish = wordsOf(await english.ask('indicator', { name: 'port-sales' }));
    expect(ofEnglish).toContain('2 of 3 feeds are down; no feed from Estonia speaks.');
    expect(wordsOf(await english.ask('signals', {}))).not.toContain('Polish');
    await english.store.close();
  });

  it('counts as many days as asked', async () => {
    expect(wordsOf(await room.ask('signals', { days: 30, brief: 'harbours' }))).toMatch(
      /Ports change hands\nseen \S+ 1 in 7 days, 2 in 30 days/,
    );
  });

  it('answers a wrong brief or number of days with the usage and what was meant', async () => {
    const reply = await room.ask('signals', { brief: 'harbour', days: 999 });
    expect(wordsOf(reply)).toContain('did you mean harbours?');
    expect(wordsOf(reply)).toContain('the nearest is 365');
    expect(wordsOf(reply)).toContain('signals [brief] [days] [public:true]');
    expect(reply.visibility).toBe('private');
  });

  it('answers without the picture where it cannot be drawn', async () => {
    const other = await openNewsroom({ chart: () => Promise.reject(new Error('no font')) });
    const reply = await other.ask('signals');
    expect(reply.image).toBeUndefined();
    expect(reply.title).toBe('Harbours for sale');
    await other.store.close();
  });
});

describeOnStores('/indicator', () => {
  it('shows the evidence by story with links, the query and the precision', async () => {
    const reply = await room.ask('indicator', { name: 'port-sales' });
    const words = wordsOf(reply);
    expect(words).toContain('2 stories in the last 30 days');
    expect(words).toContain('Port of Larkmoor sold to Quay Holding for a song (Larkmoor Post and 1 more)');
    expect(words).toContain('Query: (port OR harbour) AND $sale AND NOT wine');
    expect(words).toContain('Precision: nobody has judged an alert yet');
    expect(words).toContain('Speaks for: Owners capture trade');
    const evidence = reply.blocks.find((block) => block.kind === 'evidence');
    expect(evidence?.kind === 'evidence' && evidence.reports[0]?.link).toMatch(
      /^https:\/\/larkmoor\.example/,
    );
    expect(reply.image?.png).toHaveLength(3);
  });

  it('counts an alert once, however many judge it, with the interval and n', async () => {
    await room.press('relevant:1');
    await room.press('irrelevant:1', READER);
    expect(wordsOf(await room.ask('indicator', { name: 'Ports change hands' }))).toContain(
      'Precision: 50 % relevant (95 %: 5 to 95 %, n = 1); too early to advise, 9 more to judge',
    );
  });

  it('says by votes what the query is worth, and which words decided', async () => {
    const towns = ['Ash', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Gorse', 'Hazel', 'Ivy', 'Juniper'];
    await room.poll(towns.map((town, at) => report(`Harbour view cottage in ${town} for sale`, at * HOUR)));
    const alerts = await room.store.db
      .selectFrom('alerts as a')
      .innerJoin('entries as e', 'e.seq', 'a.entry_seq')
      .select(['a.id', 'e.title'])
      .where('a.kind', '=', 'story')
      .where('a.indicator_id', '=', 'port-sales')
      .execute();
    expect(alerts.length).toBeGreaterThan(10);
    for (const { id, title } of alerts)
      await room.press(`${title.includes('cottage') ? 'irrelevant' : 'relevant'}:${id}`);
    const words = wordsOf(await room.ask('indicator', { name: 'port-sales' }));
    expect(words).toMatch(/Precision: \d+ % relevant \(95 %: \d+ to \d+ %, n = 1[0-2]\); drop it/);
    expect(words).toMatch(/Deciding terms: relevant where harbour 0 of (?:9|10), sale 0 of (?:9|10)/);
  });

  it('pages through more stories than fit, with buttons that carry the question', async () => {
    const places = ['Ash', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Gorse', 'Hazel', 'Ivy', 'Juniper'];
    await room.poll(places.map((place, i) => report(`Harbour ${place} on sale`, i * 4 * DAY)));
    const first = await room.ask('indicator', { name: 'port-sales', days: 60 });
    expect(first.title).toBe('Ports change hands (page 1 of 2)');
    expect(first.buttons?.map(({ label }) => label)).toEqual(['Next', 'Suggest changes']);
    const second = await room.press(first.buttons?.[0]?.id ?? '', READER);
    expect(second?.title).toBe('Ports change hands (page 2 of 2)');
    expect(second?.buttons?.map(({ label }) => label)).toEqual(['Previous', 'Suggest changes']);
    expect(wordsOf(second)).not.toBe(wordsOf(first));
    expect(second?.image).toBeUndefined();
  });

  it('guesses a misspelt indicator', async () => {
    expect(wordsOf(await room.ask('indicator', { name: 'prot-sales' }))).toContain(
      'did you mean port-sales?',
    );
    expect(wordsOf(await room.ask('indicator'))).toContain('Missing: which indicator; there are port-sales');
  });
});

describeOnStores('/brief', () => {
  it('shows the article and its signs', async () => {
    const words = wordsOf(await room.ask('brief'));
    expect(words).toContain('What to watch next: Watch for port sales and dock strikes.');
    expect(words).toContain('◔ Ports change hands · seen');
  });

  it('guesses a misspelt brief', async () => {
    expect(wordsOf(await room.ask('brief', { name: 'harbors' }))).toContain('did you mean harbours?');
  });
});

describeOnStores('/test', () => {
  it('shows what matches with the words, and what nearly did', async () => {
    const words = wordsOf(await room.ask('test', { headline: 'Port sold; dockers angry' }));
    expect(words).toContain('✓ Ports change hands · harbours/port-sales');
    expect(words).toContain('*Port*');
    expect(words).toContain('✗ Dockers strike');
    expect(words).toContain('strike*');
  });

  it('says what a NOT kept out', async () => {
    expect(wordsOf(await room.ask('test', { headline: 'Port wine sale' }))).toContain(
      'needs NOT wine, but has *wine*',
    );
  });

  it('tries a query on what is stored', async () => {
    const words = wordsOf(await room.ask('test', { headline: 'query: $sale AND port' }));
    expect(words).toContain('What the query would have brought');
    expect(words).toMatch(/As an indicator.*: \d stories of 3 entries, \d alerts/);
    expect(words).toContain('Port of Larkmoor sold to Quay Holding');
    expect(wordsOf(await room.ask('test', { headline: 'query: port AND (sold' }))).toContain('not a query');
  });

  it('wants a headline', async () => {
    expect(wordsOf(await room.ask('test', {}))).toContain('Missing: the headline');
  });
});

describeOnStores('/search', () => {
  it('finds stored entries by the query language, newest first', async () => {
    const reply = await room.ask('search', { words: '$sale AND port' });
    const evidence = reply.blocks.find((block) => block.kind === 'evidence');
    expect(evidence?.kind === 'evidence' && evidence.reports.map(({ headline }) => headline)).toEqual([
      'Port wine sale delights tasters',
      'Port of Larkmoor sold to Quay Holding',
      'Port of Larkmoor sold to Quay Holding for a song',
    ]);
    expect(wordsOf(reply)).toContain('3 hits in 30 days');
  });

  it('takes field prefixes and typographic quotation marks, and looks no further than asked', async () => {
    expect(
      wordsOf(await room.ask('search', { words: '“harbour sold” outlet:larkmoor', days: 10 })),
    ).toContain('Nothing in ');
    expect(wordsOf(await room.ask('search', { words: '“harbour sold”', days: 30 }))).toContain('1 hit');
  });

  it('points at the mistake in a query', async () => {
    const words = wordsOf(await room.ask('search', { words: 'port AND (sold' }));
    expect(words).toContain('That is not a query');
    expect(words).toContain('search <words> [days] [public:true]');
    expect(wordsOf(await room.ask('search', { words: '$salt' }))).toContain('$sale');
  });
});

describeOnStores('/feeds', () => {
  it('lists the sources with what is wrong, and what could not be delivered', async () => {
    const state = {
      configuredUrl: '',
      url: '',
      nextPollAt: NOON + HOUR,
      failures: 0,
      skipHours: [],
      skipDays: [],
    };
    const { saveFeedState } = await import('../../../src/edges/store/feeds.ts');
    for (const [feedId, over] of [
      ['larkmoor', { status: 'ok', lastOkAt: NOON - HOUR }],
      [
        'skerry',
        { status: 'failing', failures: 4, failingSince: NOON - DAY, error: 'HTTP 503', lastOkAt: NOON - DAY },
      ],
    ] as const) {
      const url = `https://${feedId}.example/feed.xml`;
      await saveFeedState(room.store.db, { ...state, feedId, ...over, configuredUrl: url, url });
    }
    const words = wordsOf(await room.ask('feeds'));
    expect(words).toContain('1 of 3 feeds answer; 1 was not polled yet.');
    expect(words.indexOf('Skerry Post')).toBeLessThan(words.indexOf('Larkmoor Post'));
    expect(words).toContain('HTTP 503 · since <ago:');
    expect(words).toContain('not polled yet');
    expect(words).toContain('Everything that was to be told was delivered');
  });

  it('takes no other arguments', async () => {
    expect(wordsOf(await room.ask('feeds', { days: 3 }))).toContain('/feeds takes no days');
  });
});

describeOnStores('/digest', () => {
  it('tells what rose and what was alerted', async () => {
    const words = wordsOf(await room.ask('digest', { days: 1 }));
    expect(words).toContain('Digest of 1 day');
    expect(words).toContain('Ports change hands');
    expect(words).toContain('quiet → seen');
  });

  it('wants a number of days', async () => {
    expect(wordsOf(await room.ask('digest', { days: 'two' }))).toContain(
      'days must be a whole number'.replace('d', 'D'),
    );
  });
});

describeOnStores('a bug in a command', () => {
  it('is answered, not thrown', async () => {
    await room.store.db.schema.dropTable('audit').execute();
    const reply = await room.ask('mute', { indicator: 'port-sales', duration: '1h' });
    expect(reply.title).toBe('Something went wrong');
    expect(await room.store.db.selectFrom('silences').selectAll().execute()).toEqual([]);
  });
});

describeOnStores('trouble of the database in a command', (_, kind) => {
  it.skipIf(kind === 'postgres')('is answered as such', async () => {
    await sql`pragma query_only = on`.execute(room.store.db);
    const words = wordsOf(await room.ask('mute', { indicator: 'port-sales', duration: '1h' }));
    expect(words).toContain('The database is in trouble');
    expect(words).toContain('the database file cannot be written');
  });
});
