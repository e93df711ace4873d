/** Headlines in other languages, from their entries to what a receiver is shown. */
import { expect, it } from 'vitest';
import { replay } from '../../../src/app/replay/replay.ts';
import type { Notification } from '../../../src/core/delivery/notification.ts';
import { Brief } from '../../../src/core/indicator/brief.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';
import { entriesOf, ZOO } from '../bench-of-news.ts';

const AT = Date.UTC(2026, 8, 1);
const BRIEF = Brief.parse({
  ...ZOO,
  title: 'What becomes of the harbour and of the talks of its owners',
  lists: {
    strikes: { en: ['walkout'], pl: ['strajk*'], de: ['streik*'] },
    dockers: { en: ['dockers'], pl: ['doker*'], de: ['hafenarbeiter*'] },
  },
  indicators: [
    {
      id: 'strike',
      name: 'Strike of the dockers',
      quote: 'a strike of the dockers',
      query: '$strikes AND $dockers',
      examples: { hits: ['dockers in a walkout'], misses: ['a strike'] },
    },
  ],
  correlations: [],
});

it('an alert of a foreign headline carries the words by which it was found, others do not', async () => {
  const shown = new Map<string, Notification>();
  const items = [
    ['pl', 'Dokerzy zaczynają strajk w Larkmoor'],
    ['de', 'Streik der Hafenarbeiter von Glosmere findet nicht statt'],
    ['en', 'Dockers of Fernhollow begin a walkout'],
  ] as const;
  const { store } = await replay({
    entries: items.flatMap(([lang, title], index) =>
      entriesOf(
        [{ id: lang, link: `https://${lang}.example/1`, title, feed: lang, at: AT + index * 86_400_000 }],
        AT,
      ).map((entry) => ({ ...entry, lang })),
    ),
    briefs: [BRIEF],
    lists: SHIPPED_LISTS,
    route: { match: {}, receiver: 'room', continue: false, routes: [] },
    groupWait: 0,
    sinks: new Map([
      [
        'room',
        ({ notification, deliveryId, prior }) => {
          if (notification.kind === 'alert') shown.set(notification.headline.text, notification);
          return Promise.resolve({ kind: 'sent', ref: prior ?? { channel: 'room', message: deliveryId } });
        },
      ],
    ]),
    log: createLog({ level: 'silent', secrets: [] }),
  });
  await store.close();
  const words = items.map(([, title]) => {
    const n = shown.get(title);
    return n?.kind === 'alert' ? n.wordsFound : 'not told';
  });
  expect(words).toEqual([{ lang: 'pl', words: ['dockers', 'walkout'] }, undefined, undefined]);
});
