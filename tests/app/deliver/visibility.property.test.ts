/**
 * The law of visibility on random news: whatever matches can be read in something that each receiver was sent that is told
 * of the indicator. Two briefs, two receivers of which one is told of a brief alone, corrections, and patterns in whose
 * message alone their indicators speak.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { replay } from '../../../src/app/replay/replay.ts';
import type { Notification } from '../../../src/core/delivery/notification.ts';
import type { Sink } from '../../../src/core/delivery/sink.ts';
import { Brief } from '../../../src/core/indicator/brief.ts';
import { MINUTE } from '../../../src/core/time/duration.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { selectEntries } from '../../../src/edges/store/entries.ts';
import { selectSignals } from '../../../src/edges/store/signals.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';
import { entriesOf, ZOO } from '../bench-of-news.ts';

const START = Date.UTC(2026, 8, 1);
const word = fc.constantFrom('zebra', 'lion', 'giraffe', 'whisper');
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
    // The outlet may change its headline some time later.
    corrected: fc.option(headline, { freq: 4, nil: undefined }),
  }),
  { minLength: 1, maxLength: 14 },
);

/** Another brief, some of whose signs are the first one's, too. */
const TOWN = Brief.parse({
  ...ZOO,
  id: 'town',
  title: 'The town',
  indicators: [
    {
      ...pick(ZOO.indicators[0]),
      id: 'lions-in-town',
      name: 'Lions in town',
      query: 'lion',
      examples: { hits: ['lion'], misses: ['nothing'] },
    },
    {
      ...pick(ZOO.indicators[0]),
      id: 'resignations',
      name: 'Resignations',
      query: 'resigns',
      examples: { hits: ['resigns'], misses: ['nothing'] },
    },
  ],
  correlations: [],
});

function pick(indicator: (typeof ZOO.indicators)[number] | undefined): object {
  return { quote: indicator?.quote, active_at: 100 };
}

/** Which briefs each receiver is told of. */
const TOLD_OF = { room: ['zoo', 'town'], hall: ['town'] } as const;

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
      const entries = items.flatMap(({ title, feed, after, corrected }, index) => {
        const at = START + after * MINUTE;
        const item = { id: `${feed}-${index}`, link: `https://${feed}.example/${index}`, feed, at };
        return [
          ...entriesOf([{ ...item, title }], at),
          ...(corrected === undefined
            ? []
            : entriesOf([{ ...item, title: corrected, at: at + 40 * MINUTE }], at + 40 * MINUTE)),
        ];
      });
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
