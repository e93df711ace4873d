/** Random news of a zoo and a town, and what can be read of it in what a receiver was sent. */
import * as fc from 'fast-check';
import type { Notification } from '../../src/core/delivery/notification.ts';
import type { Entry } from '../../src/core/feed/entry.ts';
import { Brief } from '../../src/core/indicator/brief.ts';
import { entriesOf, MINUTE, ZOO } from './bench-of-news.ts';

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
/** News of some hours, by three feeds, some of which change their headlines. */
export const news = fc.array(
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
export const TOWN = Brief.parse({
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

type Item = {
  readonly title: string;
  readonly feed: string;
  /** Minutes after the start. */
  readonly after: number;
  readonly corrected: string | undefined;
};

/** The entries of the news, with what is corrected as a version of its own. */
export function entriesOfNews(items: readonly Item[], start: number): readonly Entry[] {
  return items.flatMap(({ title, feed, after, corrected }, index) => {
    const at = start + after * MINUTE;
    const item = { id: `${feed}-${index}`, link: `https://${feed}.example/${index}`, feed, at };
    return [
      ...entriesOf([{ ...item, title }], at),
      ...(corrected === undefined
        ? []
        : entriesOf([{ ...item, title: corrected, at: at + 40 * MINUTE }], at + 40 * MINUTE)),
    ];
  });
}

/** Every headline and outlet that can be read in a notification. */
export function readable(n: Notification): readonly string[] {
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
