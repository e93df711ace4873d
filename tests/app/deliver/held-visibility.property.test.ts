/**
 * The law of visibility where something holds back: silences of signs, briefs, outlets and events, quiet hours, floods, and
 * routes that tell several events in one message. At any time whatever matches can be read in something that was sent, or
 * waits, or is held back by something that its row names; and once nothing is held any more, all of it was sent.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Labels } from '../../../src/core/alert/route.ts';
import { selectEntries } from '../../../src/edges/store/entries.ts';
import { insertSilence } from '../../../src/edges/store/people/silences.ts';
import { selectSignals } from '../../../src/edges/store/signals.ts';
import { DAY, HOUR, MINUTE } from '../bench-of-news.ts';
import { BRIEFS, openHoldingBot, TOLD_OF } from '../holding-bot.ts';
import { entriesOfNews, news } from '../random-news.ts';

const START = Date.UTC(2026, 8, 1, 6);
const TICK = 15 * MINUTE;
type Target = { readonly labels: Labels } | { readonly alert: number };
const target: fc.Arbitrary<Target> = fc.oneof(
  fc
    .constantFrom<Labels>(
      { indicator: ['zebras'] },
      { indicator: ['resignations'] },
      { brief: ['town'] },
      {
        outlet: ['The alpha'],
      },
    )
    .map((labels) => ({ labels })),
  // Who mutes an event names the story of an alert.
  fc.nat({ max: 8 }).map((alert) => ({ alert })),
);
const silences = fc.array(
  fc.record({
    target,
    after: fc.integer({ min: 0, max: 2_000 }),
    minutes: fc.integer({ min: 20, max: 900 }),
  }),
  { maxLength: 4 },
);
/** Other outlets say the same with a word of their own, so that it joins the story for certain, and is no reprint. */
const echoes = fc.array(
  fc.record({ of: fc.nat({ max: 13 }), after: fc.integer({ min: 5, max: 1_100 }), says: fc.nat({ max: 3 }) }),
  { maxLength: 5 },
);
const SPEAKERS = ['says keeper', 'says mayor', 'says board', 'says guard'];
const grouping = fc.constantFrom<readonly string[]>([], ['brief'], ['indicator']);
const quiet = fc.boolean();
const flood = fc.constantFrom(1, 2, 50);

type Bot = Awaited<ReturnType<typeof openHoldingBot>>;

/** What matches, by receiver, and can be read in nothing that it was sent; and by which row it is held or waits. */
async function unread({ store, read }: Bot, versions: ReadonlyMap<string, readonly string[]>) {
  const each = new Set(
    BRIEFS.flatMap(({ indicators }) =>
      indicators.filter(({ alert }) => alert === 'each').map(({ id }) => id),
    ),
  );
  const signals = (await selectSignals(store.db, { since: 0 })).filter(({ indicatorId }) =>
    each.has(indicatorId),
  );
  const entries = await selectEntries(store.db, { seqs: signals.map(({ entry }) => entry) });
  const found: { readonly what: string; readonly row: boolean }[] = [];
  for (const [receiver, briefs] of Object.entries(TOLD_OF)) {
    const texts = read.get(receiver) ?? [];
    const sees = (words: string): boolean => texts.some((text) => text.includes(words));
    for (const { entry, briefId, indicatorId, story } of signals) {
      const about = entries.find(({ seq }) => seq === entry);
      if (about === undefined || !briefs.some((id) => id === briefId)) continue;
      // Rewording is a silent edit: what was held back has no message that it could be shown in.
      const titles = [about.title, ...(versions.get(about.id) ?? [])];
      if (titles.some(sees) || (about.relation === 'reprint' && sees(about.outlet))) continue;
      const row = await store.db
        .selectFrom('message_alerts as ma')
        .innerJoin('messages as m', 'm.id', 'ma.message_id')
        .innerJoin('alerts as a', 'a.id', 'ma.alert_id')
        .leftJoin('deliveries as list', 'list.id', 'ma.told_in')
        .select(['ma.status', 'ma.reason', 'ma.told_in', 'list.status as list'])
        .where('m.receiver', '=', receiver)
        .where('a.story_id', '=', story)
        .where('a.indicator_id', '=', indicatorId)
        .executeTakeFirst();
      const waits = row?.status === 'due' || row?.status === 'shown';
      // A list that tells of it may itself wait for the end of quiet hours.
      const isHeld =
        row?.status === 'withheld' && row.reason !== null && (row.told_in === null || row.list === 'pending');
      // A list that is full says how many more there are, which `/why` and `/indicator` tell.
      if (row?.list === 'sent' && texts.some((text) => /^and \d+ more$/.test(text))) continue;
      found.push({
        what: `${receiver}: ${about.title} (${row?.status} ${row?.reason})`,
        row: waits || isHeld,
      });
    }
  }
  return found;
}

const cases = fc.record({
  items: news,
  echoed: echoes,
  planned: silences,
  groupBy: grouping,
  isQuiet: quiet,
  most: flood,
});

it('what matches is sent, waits, or is held back by what its row names; and is sent once that is over', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ items, echoed, planned, groupBy, isQuiet, most }) => {
      const bot = await openHoldingBot({ startAt: START, groupBy, quiet: isQuiet, flood: most });
      const { store, clock, pipeline } = bot;
      const again = echoed.flatMap(({ of, after, says }) => {
        const item = items[of];
        if (item === undefined) return [];
        const title = `${item.title}, ${SPEAKERS[says] ?? ''}`;
        return [{ title, feed: `echo${says}`, after: item.after + after, corrected: undefined }];
      });
      const entries = entriesOfNews([...items, ...again], START);
      const versions = new Map(
        [...Map.groupBy(entries, ({ id }) => id)].map(([id, all]) => [id, all.map(({ title }) => title)]),
      );
      const batches = Map.groupBy(entries, ({ publishedAt }) => Math.ceil(publishedAt / TICK) * TICK);
      const begins = Map.groupBy(planned, ({ after }) => START + after * MINUTE);
      for (const at of [...new Set([...batches.keys(), ...begins.keys()])].toSorted((a, b) => a - b)) {
        await bot.until(at);
        for (const { target: muted, minutes } of begins.get(at) ?? []) {
          const labels = 'labels' in muted ? muted.labels : await eventOf(bot, muted.alert);
          if (labels === undefined) continue;
          const silence = { matchers: labels, startsAt: at, expiresAt: at + minutes * MINUTE };
          await insertSilence(
            store.db,
            { ...silence, author: 'x:1', authorName: 'Ann', reason: undefined },
            at,
          );
        }
        const batch = batches.get(at);
        if (batch !== undefined) await pipeline.ingest({ entries: batch, history: false, now: at });
        expect((await unread(bot, versions)).filter(({ row }) => !row)).toEqual([]);
        await bot.until(at + MINUTE);
      }
      // The longest silence, then the longest night, then the flood.
      for (let hour = 0; hour < 48; hour += 1) await bot.until(clock.now() + HOUR);
      await bot.until(clock.now() + DAY);
      const left = await unread(bot, versions);
      await store.close();
      expect(left).toEqual([]);
    }),
    { numRuns: 15 },
  );
}, 120_000);

/** The labels by which the event of an alert is muted; undefined where there is no such alert yet. */
async function eventOf({ store }: Bot, nth: number): Promise<Labels | undefined> {
  const row = await store.db
    .selectFrom('alerts')
    .select('story_id')
    .where('story_id', 'is not', null)
    .orderBy('id')
    .offset(nth)
    .limit(1)
    .executeTakeFirst();
  const story = row?.story_id;
  return story === undefined || story === null ? undefined : { story: [story] };
}
