/** Finds stored entries by what people have of them: an address or a headline. */
import type { Feed } from '../../../core/feed/feed.ts';
import { titleKey } from '../../../core/feed/title-key.ts';
import { selectEntries, type StoredEntry } from '../entries.ts';
import { findKeys } from './entry-names.ts';
import type { Db } from '../open-store.ts';
import { selectSignals } from '../signals.ts';

export type FoundEntry =
  | { readonly kind: 'entry'; readonly entry: StoredEntry }
  /** It was seen, and its row was pruned since. */
  | { readonly kind: 'pruned'; readonly lastSeenAt: number }
  | { readonly kind: 'unknown' };

type Followed = Pick<Feed, 'id' | 'outlet'>;

/** The entry behind a canonical address, whichever feed listed it. */
export async function findByAddress(
  db: Db,
  canonicalUrl: string,
  feeds: readonly Followed[],
): Promise<FoundEntry> {
  const keys = [`url:${canonicalUrl}`, ...feeds.map(({ id }) => `page:${id}:${canonicalUrl}`)];
  return resolve(db, await findKeys(db, keys), await selectEntries(db, { article: canonicalUrl }));
}

/** The newest entry that any of these feeds listed under a headline, whatever its case and punctuation. */
export async function findByHeadline(
  db: Db,
  headline: string,
  feeds: readonly Followed[],
): Promise<FoundEntry> {
  const keys = feeds.flatMap(({ id, outlet }) => {
    const key = titleKey(headline, outlet);
    return [`said:${id}:${key}`, `title:${outlet}:${key}`];
  });
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

/** Of several entries the newest that matched something, else the newest. */
async function resolve(
  db: Db,
  known: Awaited<ReturnType<typeof findKeys>>,
  more: readonly StoredEntry[] = [],
): Promise<FoundEntry> {
  const seqs = new Set([
    ...[...known.values()].flatMap(({ seq }) => (seq === undefined ? [] : [seq])),
    ...more.map(({ seq }) => seq),
  ]);
  const entries = await selectEntries(db, { seqs: [...seqs] });
  const matched = new Set((await selectSignals(db, { entries: [...seqs] })).map((signal) => signal.entry));
  const entry = entries.findLast(({ seq }) => matched.has(seq)) ?? entries.at(-1);
  if (entry !== undefined) return { kind: 'entry', entry };
  const [tombstone] = known.values();
  return tombstone === undefined ? { kind: 'unknown' } : { kind: 'pruned', lastSeenAt: tombstone.lastSeenAt };
}
