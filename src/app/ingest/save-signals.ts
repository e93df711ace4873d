/** Writes into the signal log what entries matched, with what it was read by and whose voice it is. */
import type { Signal } from '../../core/indicator/signal.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { voiceOf } from '../../edges/store/signal-record.ts';
import { saveSignal } from '../../edges/store/signals.ts';
import { textHash } from '../../edges/store/identity/versions.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import type { NewsEntry } from './place-entries.ts';

export type SavedSignal = { readonly signal: Signal; readonly history: boolean };

/** Saves the signals of some entries; `hashes` has each query's hash by `brief/indicator`. The answer has them as saved. */
export async function saveSignals(
  tx: Db,
  hashes: ReadonlyMap<string, string>,
  news: readonly NewsEntry[],
): Promise<readonly SavedSignal[]> {
  const signals: SavedSignal[] = [];
  const yieldOften = createYieldOften();
  for (const each of news) {
    const text = textHash(each.entry);
    for (const signal of signalsOf(each)) {
      await yieldOften();
      const query = hashes.get(`${signal.briefId}/${signal.indicatorId}`) ?? '';
      const voiced = { ...signal, outlet: await voiceOf(tx, signal, each.entry) };
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
