/** Measures the parse path, from bytes to a feed, against the bare parser on the same documents, interleaved. */
import Parser from 'rss-parser';
import { openOwnParser } from '../src/app/run/open-bot-helper.ts';
import { documentOf, type DocumentKind } from './poll-documents.ts';
import { median } from './measure.ts';

export type ParseFigures = {
  /** Kilobytes of a document on average. */
  readonly size: number;
  /** CPU milliseconds a document, medians over the rounds. */
  readonly ours: number;
  readonly bare: number;
  /** Our throughput as a share of the bare parser's: the median over rounds of bare time by ours. */
  readonly share: number;
};

const WARM_UP = 3;

/**
 * Parses `documents` documents of the mix that the other measurements serve, `rounds` times. The bare parser is
 * `rss-parser` alone: a new one for each document, given text that needs no guessing.
 */
export async function measureParsing({
  documents,
  rounds,
}: {
  readonly documents: number;
  readonly rounds: number;
}): Promise<ParseFigures> {
  const bodies = Array.from({ length: documents }, (_, feed) => {
    const kind = kindOf(feed);
    return Buffer.from(
      documentOf({ feed, kind, items: 30, newest: 1_000, at: Date.UTC(2026, 10, 1), gap: 3_600_000 }),
    );
  });
  const parser = openOwnParser();
  const { signal } = new AbortController();
  const read = {
    ours: async (body: Buffer): Promise<number> => {
      const outcome = await parser.parse(
        body,
        { url: 'https://outlet.example/feed', contentType: 'application/rss+xml' },
        signal,
      );
      return outcome.kind === 'feed' ? outcome.feed.items.length : 0;
    },
    bare: async (body: Buffer): Promise<number> =>
      (await new Parser().parseString(body.toString('utf8'))).items.length,
  };
  const rates: { readonly ours: number; readonly bare: number }[] = [];
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const spent = { ours: 0, bare: 0 };
    for (const [nth, body] of bodies.entries()) {
      // Whoever goes second finds the document in the processor's cache, so they take turns.
      const order = nth % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const);
      for (const who of order) {
        const before = process.cpuUsage();
        const items = await read[who](body);
        const { user, system } = process.cpuUsage(before);
        if (items !== 30) throw new Error(`${who} read ${items} of 30 items`);
        spent[who] += (user + system) / 1_000;
      }
    }
    if (round >= 0) rates.push(spent);
  }
  await parser.close();
  return {
    size: bodies.reduce((sum, body) => sum + body.length, 0) / bodies.length / 1_024,
    ours: median(rates.map(({ ours }) => ours)) / documents,
    bare: median(rates.map(({ bare }) => bare)) / documents,
    share: median(rates.map(({ ours, bare }) => bare / ours)),
  };
}

/** Half of all feeds are short RSS, three in ten carry whole articles, two in ten are Atom. */
export function kindOf(feed: number): DocumentKind {
  return feed % 10 < 5 ? 'brief' : feed % 10 < 8 ? 'full' : 'atom';
}
