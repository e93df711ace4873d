/**
 * The law of visibility on random news: whatever matches can be read in something that each receiver was sent that is told
 * of the indicator. Two briefs, two receivers of which one is told of a brief alone, corrections, and patterns in whose
 * message alone their indicators speak.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { replay } from '../../../src/app/replay/replay.ts';
import type { Sink } from '../../../src/core/delivery/sink.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { selectEntries } from '../../../src/edges/store/entries.ts';
import { selectSignals } from '../../../src/edges/store/signals.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';
import { ZOO } from '../bench-of-news.ts';
import { entriesOfNews, news, readable, TOWN } from '../random-news.ts';

const START = Date.UTC(2026, 8, 1);
/** Which briefs each receiver is told of. */
const TOLD_OF = { room: ['zoo', 'town'], hall: ['town'] } as const;

it('every report that matches is seen by whoever is told of its sign, and nothing is posted twice', async () => {
  await fc.assert(
    fc.asyncProperty(news, async (items) => {
      const told = new Map<string, string[]>();
      const posted: string[] = [];
      const sinkOf = (receiver: string): [string, Sink] => [
        receiver,
        (send) => {
          told.set(receiver, [...(told.get(receiver) ?? []), ...readable(send.notification)]);
          if (send.prior === undefined) posted.push(`${receiver} ${send.deliveryId}`);
          return Promise.resolve({
            kind: 'sent',
            ref: send.prior ?? { channel: receiver, message: send.deliveryId },
          });
        },
      ];
      const entries = entriesOfNews(items, START);
      const { store } = await replay({
        entries,
        briefs: [ZOO, TOWN],
        lists: SHIPPED_LISTS,
        route: {
          match: {},
          receiver: 'room',
          continue: false,
          routes: [
            { match: { brief: ['town'] }, receiver: 'hall', continue: true, routes: [] },
            { match: {}, receiver: 'room', continue: false, routes: [] },
          ],
        },
        groupWait: 0,
        sinks: new Map([sinkOf('room'), sinkOf('hall')]),
        log: createLog({ level: 'silent', secrets: [] }),
      });
      const each = new Set(
        [ZOO, TOWN].flatMap(({ indicators }) =>
          indicators.filter(({ alert }) => alert === 'each').map(({ id }) => id),
        ),
      );
      const signals = await selectSignals(store.db, { since: 0 });
      const unseen: string[] = [];
      for (const [receiver, briefs] of Object.entries(TOLD_OF)) {
        const read = told.get(receiver) ?? [];
        const due = signals.filter(
          ({ briefId, indicatorId }) => briefs.some((id) => id === briefId) && each.has(indicatorId),
        );
        const matched = await selectEntries(store.db, { seqs: due.map(({ entry }) => entry) });
        for (const { title, outlet, relation } of matched)
          if (!read.includes(title) && !(relation === 'reprint' && read.includes(outlet)))
            unseen.push(`${receiver}: ${title}`);
      }
      await store.close();
      expect(unseen).toEqual([]);
      expect(new Set(posted).size).toBe(posted.length);
    }),
    { numRuns: 15 },
  );
});
