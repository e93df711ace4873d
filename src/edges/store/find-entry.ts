/** Finds stored entries by what people have of them: an address or a headline. */
import { titleKey } from '../../core/feed/title-key.ts';
import { selectEntries, type StoredEntry } from './entries.ts';
import { findKeys } from './entry-names.ts';
import type { Db } from './open-store.ts';

export type FoundEntry =
  | { readonly kind: 'entry'; readonly entry: StoredEntry }
  /** It was seen, and its row was pruned since. */
  | { readonly kind: 'pruned'; readonly lastSeenAt: number }
  | { readonly kind: 'unknown' };

/** The entry behind a canonical address. */
export async function findByAddress(db: Db, canonicalUrl: string): Promise<FoundEntry> {
  const key = `url:${canonicalUrl}`;
  return resolve(db, await findKeys(db, [key]));
}

/** The newest entry that any of these outlets published under a headline, whatever its case and punctuation. */
export async function findByHeadline(
  db: Db,
  headline: string,
  outlets: readonly string[],
): Promise<FoundEntry> {
  const keys = outlets.map((outlet) => `title:${outlet}:${titleKey(headline, outlet)}`);
  return resolve(db, await findKeys(db, keys));
}

/** A stored entry, and how many of all the words of both headlines they share: 1 for the same words. */
export type Alike = { readonly entry: StoredEntry; readonly alike: number };

/**
 * The stored entry most like a headline among the newest `recent`, if at least half of all words of both are shared.
 * `breathe` is awaited every few hundred rows.
 */
export async function mostAlike(
  db: Db,
  headline: string,
  recent: number,
  yieldOften: () => Promise<void>,
): Promise<Alike | undefined> {
  const wanted = wordsOf(headline);
  const rows = await db
    .selectFrom('entries')
    .select(['seq', 'title'])
    .orderBy('published_at', 'desc')
    .limit(recent)
    .execute();
  let best: { seq: number; alike: number } | undefined;
  for (const [index, { seq, title }] of rows.entries()) {
    if (index % 250 === 0) await yieldOften();
    const words = wordsOf(title);
    const shared = wanted.intersection(words).size;
    const alike = shared / Math.max(1, wanted.size + words.size - shared);
    if (alike >= 0.5 && alike > (best?.alike ?? 0)) best = { seq, alike };
  }
  const [entry] = best === undefined ? [] : await selectEntries(db, { seqs: [best.seq] });
  return best === undefined || entry === undefined ? undefined : { entry, alike: best.alike };
}

function wordsOf(headline: string): ReadonlySet<string> {
  return new Set(
    headline
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  );
}

async function resolve(db: Db, known: Awaited<ReturnType<typeof findKeys>>): Promise<FoundEntry> {
  const seqs = [...known.values()].flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
  const entry = (await selectEntries(db, { seqs })).at(-1);
  if (entry !== undefined) return { kind: 'entry', entry };
  const [tombstone] = known.values();
  return tombstone === undefined ? { kind: 'unknown' } : { kind: 'pruned', lastSeenAt: tombstone.lastSeenAt };
}
