/** Lets in as many new entries of a document as its feed may bring, those that match an indicator before all others. */
import type { Entry } from '../../core/feed/entry.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import type { Store } from '../../edges/store/open-store.ts';
import { documentNames, recognise } from './recognise.ts';
import { textOf } from './text-of.ts';

/** Entries that are looked up at once: as many as are ingested at once. */
const SLICE = 100;

/** Entries to be ingested, and how many new ones have to wait. Known ones are always let in: they may have changed. */
export async function admit(
  store: Store,
  matcher: BriefMatcher,
  batch: { readonly entries: readonly Entry[]; readonly room?: number; readonly now: number },
): Promise<{ readonly admitted: readonly Entry[]; readonly left: number }> {
  const { entries, room = Number.POSITIVE_INFINITY, now } = batch;
  if (entries.length <= room) return { admitted: entries, left: 0 };
  const yieldOften = createYieldOften();
  const document = documentNames(entries);
  const fresh: Awaited<ReturnType<typeof recognise>>['fresh'][number][] = [];
  for (let from = 0; from < entries.length; from += SLICE) {
    const slice = entries.slice(from, from + SLICE);
    fresh.push(...(await store.transaction((tx) => recognise(tx, slice, document, now))).fresh);
    await yieldOften();
  }
  if (fresh.length <= room) return { admitted: entries, left: 0 };
  const ranked: { readonly name: string; readonly place: number; readonly matches: boolean }[] = [];
  for (const [place, { entry }] of fresh.entries()) {
    await yieldOften();
    ranked.push({ name: nameOf(entry), place, matches: matcher.match(textOf(entry)).length > 0 });
  }
  ranked.sort((one, other) => Number(other.matches) - Number(one.matches) || one.place - other.place);
  const waiting = new Set(ranked.slice(room).map(({ name }) => name));
  return { admitted: entries.filter((entry) => !waiting.has(nameOf(entry))), left: waiting.size };
}

/** Items of one document may share an id. */
function nameOf({ id, title, publishedAt }: Entry): string {
  return JSON.stringify([id, title, publishedAt]);
}
