/** Writes into the signal log what entries matched, with what it was read by and whose voice it is. */
import type { Signal } from '../../core/indicator/signal.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { voiceOf } from '../../edges/store/signal-record.ts';
import { saveSignal } from '../../edges/store/signals.ts';
import { textHash } from '../../edges/store/identity/versions.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import type { NewsEntry } from './place-entries.ts';
import { textOf } from './text-of.ts';

export type SavedSignal = { readonly signal: Signal; readonly history: boolean };

type Rules = {
  readonly matcher: BriefMatcher;
  /** Each query's hash by `brief/indicator`. */
  readonly hashes: ReadonlyMap<string, string>;
};

/** Saves the signals of some entries. The answer has them as saved. */
export async function saveSignals(
  tx: Db,
  { matcher, hashes }: Rules,
  news: readonly NewsEntry[],
): Promise<readonly SavedSignal[]> {
  const signals: SavedSignal[] = [];
  const yieldOften = createYieldOften();
  for (const each of news) {
    const text = textHash(each.entry);
    for (const signal of signalsOf(each)) {
      await yieldOften();
      const { briefId, indicatorId } = signal;
      const words = matcher.wordCount(briefId, indicatorId, textOf(each.entry));
      const query = hashes.get(`${briefId}/${indicatorId}`) ?? '';
      const voiced = { ...signal, words, outlet: await voiceOf(tx, signal, each.entry) };
      await saveSignal(tx, voiced, each.history, { query, text });
      signals.push({ signal: voiced, history: each.history });
    }
  }
  return signals;
}

function signalsOf({ seq, entry, storyId, hits }: NewsEntry): readonly Signal[] {
  return hits.map(({ briefId, indicatorId, actors, spans }) => ({
    briefId,
    indicatorId,
    entry: seq,
    story: storyId,
    at: entry.publishedAt,
    actors,
    spans,
    outlet: entry.outlet,
    country: entry.country,
    lang: entry.lang,
  }));
}
