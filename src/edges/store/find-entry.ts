/** Finds stored entries by what people have of them: an address or a headline. */
import { titleKey } from '../../core/feed/title-key.ts';
import { findKeys, selectEntries, type StoredEntry } from './entries.ts';
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

/**
 * The newest entry with these words for a headline, whatever their case and punctuation: by the names under which it is
 * known at any of the outlets, else among the newest `recent` entries.
 */
export async function findByHeadline(
  db: Db,
  headline: string,
  outlets: readonly string[],
  recent: number,
): Promise<FoundEntry> {
  const keys = outlets.map((outlet) => `title:${outlet}:${titleKey(headline, outlet)}`);
  const named = await resolve(db, await findKeys(db, keys));
  if (named.kind === 'entry') return named;
  const wanted = titleKey(headline, '');
  const rows = await db
    .selectFrom('entries')
    .select(['seq', 'title', 'outlet'])
    .orderBy('published_at', 'desc')
    .limit(recent)
    .execute();
  const hit = rows.find((row) => titleKey(row.title, row.outlet) === wanted);
  const [entry] = hit === undefined ? [] : await selectEntries(db, { seqs: [hit.seq] });
  return entry === undefined ? named : { kind: 'entry', entry };
}

/** The stored entry most like a headline among the newest `recent`: at least half of the words of both are shared. */
export async function mostAlike(db: Db, headline: string, recent: number): Promise<StoredEntry | undefined> {
  const wanted = wordsOf(headline);
  const rows = await db
    .selectFrom('entries')
    .select(['seq', 'title'])
    .orderBy('published_at', 'desc')
    .limit(recent)
    .execute();
  let best: { seq: number; alike: number } | undefined;
  for (const { seq, title } of rows) {
    const words = wordsOf(title);
    const shared = wanted.intersection(words).size;
    const alike = shared / Math.max(1, wanted.size + words.size - shared);
    if (alike >= 0.5 && alike > (best?.alike ?? 0)) best = { seq, alike };
  }
  const [entry] = best === undefined ? [] : await selectEntries(db, { seqs: [best.seq] });
  return entry;
}

function wordsOf(headline: string): ReadonlySet<string> {
  return new Set(titleKey(headline, '').split(' '));
}

async function resolve(db: Db, known: Awaited<ReturnType<typeof findKeys>>): Promise<FoundEntry> {
  const seqs = [...known.values()].flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
  const entry = (await selectEntries(db, { seqs })).at(-1);
  if (entry !== undefined) return { kind: 'entry', entry };
  const [tombstone] = known.values();
  return tombstone === undefined ? { kind: 'unknown' } : { kind: 'pruned', lastSeenAt: tombstone.lastSeenAt };
}
