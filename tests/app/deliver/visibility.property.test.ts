/** The law of visibility on random news: whatever matches can be read in something that its receiver was sent. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { replay } from '../../../src/app/replay/replay.ts';
import type { Notification } from '../../../src/core/delivery/notification.ts';
import { MINUTE } from '../../../src/core/time/duration.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { selectEntries } from '../../../src/edges/store/entries.ts';
import { selectSignals } from '../../../src/edges/store/signals.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';
import { entriesOf, ZOO } from '../bench-of-news.ts';

const START = Date.UTC(2026, 8, 1);
const word = fc.constantFrom('zebra', 'lion', 'giraffe');
const place = fc.constantFrom('Fernhollow', 'Larkmoor', 'Glosmere');
const act = fc.constantFrom(
  'walks into the town hall',
  'is sold',
  'is not sold',
  'resigns',
  'bites the mayor',
);
const headline = fc
  .tuple(word, act, place, fc.integer({ min: 1, max: 4 }))
  .map(([who, what, where, count]) => `${count} ${who} ${what} at ${where}`);
const news = fc.array(
  fc.record({
    title: headline,
    feed: fc.constantFrom('alpha', 'beta', 'gamma'),
    after: fc.integer({ min: 0, max: 2_000 }),
  }),
  { minLength: 1, maxLength: 14 },
);

/** Every headline and outlet that can be read in a notification. */
function readable(n: Notification): readonly string[] {
  if (n.kind !== 'alert') return [n.title, ...n.lines.map(({ text }) => text)];
  return [
    n.headline.text,
    n.outlet,
    ...[...n.reports, ...n.evidence, ...n.developments, ...(n.grouped ?? [])].flatMap((each) => [
      each.headline,
      each.outlet,
    ]),
  ];
}

it('every report that matches is seen, and nothing is posted twice', async () => {
  await fc.assert(
    fc.asyncProperty(news, async (items) => {
      const told: string[] = [];
      const posted: string[] = [];
      const entries = items.flatMap(({ title, feed, after }, index) => {
        const at = START + after * MINUTE;
        return entriesOf(
          [{ id: `${feed}-${index}`, link: `https://${feed}.example/${index}`, title, feed, at }],
          at,
        );
      });
      const { store } = await replay({
        entries,
        briefs: [ZOO],
        lists: SHIPPED_LISTS,
        route: { match: {}, receiver: 'room', continue: false, routes: [] },
        groupWait: 0,
        sinks: new Map([
          [
            'room',
            (send) => {
              told.push(...readable(send.notification));
              if (send.prior === undefined) posted.push(send.deliveryId);
              return Promise.resolve({
                kind: 'sent',
                ref: send.prior ?? { channel: 'room', message: send.deliveryId },
              });
            },
          ],
        ]),
        log: createLog({ level: 'silent', secrets: [] }),
      });
      const each = new Set(ZOO.indicators.filter(({ alert }) => alert === 'each').map(({ id }) => id));
      const signals = await selectSignals(store.db, { since: 0 });
      const matched = await selectEntries(store.db, {
        seqs: signals.filter(({ indicatorId }) => each.has(indicatorId)).map(({ entry }) => entry),
      });
      await store.close();
      const unseen = matched.filter(
        ({ title, outlet, relation }) =>
          !told.includes(title) && !(relation === 'reprint' && told.includes(outlet)),
      );
      expect(unseen.map(({ title }) => title)).toEqual([]);
      expect(new Set(posted).size).toBe(posted.length);
    }),
    { numRuns: 25 },
  );
});
