/** Goes through stored entries, newest first: candidates from the index of words, or all of them, in short turns. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WordQuery } from '../../core/query/engine/word-query.ts';
import type { SqlDialect } from '../../edges/store/engine/dialect.ts';
import { type WordCandidate, findCandidates } from '../../edges/store/entry-words.ts';
import { type EntryText, selectTexts, textsBefore } from '../../edges/store/entry-texts.ts';
import type { Db } from '../../edges/store/open-store.ts';

/** Where entries stand, and the time by which a search measures how long it takes (milliseconds). */
export type Archive = { readonly db: Db; readonly dialect: SqlDialect; readonly elapsed: () => number };

export type Scan = {
  /** What the entries must hold; undefined where they may hold anything. */
  readonly words: WordQuery | undefined;
  /** Publication, epoch milliseconds, both included. */
  readonly since: number;
  readonly until: number;
  /** Milliseconds after which the scan stops. */
  readonly patience: number;
  /** Candidates that are looked at, at most. */
  readonly most?: number;
};

export type Scanned = {
  /** Entries that were looked at. */
  readonly looked: number;
  /** Why the scan ended: everything was looked at, enough was found, or time was up. */
  readonly ended: 'all' | 'enough' | 'time';
  /** Publication of the oldest entry that was looked at (epoch milliseconds); `since` where all were. */
  readonly back: number;
};

/** More candidates than this take as long to gather as to look at all entries one after another. */
const MOST_CANDIDATES = 60_000;
/** Rows read at once. */
const SLICE = 200;
/** Milliseconds of work between two turns of the event loop. */
const TURN = 10;

/** Looks at entries until `look` has enough, which it says by true. */
export async function scanArchive(
  archive: Archive,
  scan: Scan,
  look: (entry: EntryText) => boolean,
): Promise<Scanned> {
  const { since, until, patience, words, most = Infinity } = scan;
  const { db, dialect, elapsed } = archive;
  const began = elapsed();
  let turned = began;
  let looked = 0;
  const candidates =
    words === undefined
      ? undefined
      : await findCandidates(db, dialect, words, { since, until, most: MOST_CANDIDATES });
  const slices = candidates === undefined ? everything(db, scan) : chosen(db, candidates);
  for await (const slice of slices) {
    for (const entry of slice) {
      looked += 1;
      if (look(entry) || looked >= most) return { looked, ended: 'enough', back: entry.publishedAt };
      const now = elapsed();
      if (now - began > patience) return { looked, ended: 'time', back: entry.publishedAt };
      if (now - turned > TURN) {
        await nextTurn();
        turned = elapsed();
      }
    }
  }
  return { looked, ended: 'all', back: since };
}

/** All entries of the time, newest first. */
async function* everything(db: Db, { since, until }: Scan): AsyncGenerator<readonly EntryText[]> {
  let cursor = { publishedAt: until, seq: Number.MAX_SAFE_INTEGER };
  for (;;) {
    const slice = await textsBefore(db, cursor, { since, limit: SLICE });
    if (slice.length > 0) yield slice;
    const last = slice.at(-1);
    if (last === undefined || slice.length < SLICE) return;
    cursor = last;
  }
}

/** The candidates, in their order. */
async function* chosen(db: Db, candidates: readonly WordCandidate[]): AsyncGenerator<readonly EntryText[]> {
  for (let from = 0; from < candidates.length; from += SLICE) {
    const seqs = candidates.slice(from, from + SLICE).map(({ seq }) => seq);
    yield await selectTexts(db, seqs);
  }
}
