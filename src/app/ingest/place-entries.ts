/** Finds new and changed entries their stories and stores them. */
import type { Entry } from '../../core/feed/entry.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import { editEntry, insertEntries } from '../../edges/store/entries.ts';
import { nameEntries } from '../../edges/store/identity/entry-names.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { moveSignals } from '../../edges/store/signal-record.ts';
import { saveStories } from '../../edges/store/stories.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import type { Placement } from '../../core/story/relation.ts';
import type { TextChange, CorrectedHits } from './correct.ts';
import type { KnownStories } from './known-stories.ts';
import type { FreshEntry } from './recognise.ts';
import { textOf } from './text-of.ts';

/** An entry that is stored, and what it says that is to be looked at. */
export type NewsEntry = Pick<Placement, 'storyId' | 'relation' | 'reversal'> & {
  readonly seq: number;
  readonly entry: Entry;
  readonly history: boolean;
  readonly hits: CorrectedHits;
};

type Deps = { readonly matcher: BriefMatcher; readonly catchUp: number };

/** What is stored as a row of its own. */
export type Unplaced = FreshEntry & { readonly again?: boolean };

/** Changed entries that say something new: rows of their own, seen now, by the names of the old ones. */
export function anewOf(corrections: readonly TextChange[], now: number): readonly Unplaced[] {
  return corrections.flatMap((each) =>
    each.kind === 'anew'
      ? [
          {
            entry: { ...each.change.entry, publishedAt: now, article: undefined },
            names: each.change.names,
            known: false,
            again: each.again,
          },
        ]
      : [],
  );
}

type PlacedEntry = Omit<NewsEntry, 'seq'> &
  Placement & { readonly names: readonly string[]; readonly seenAt: number };

/** Finds each new entry its story and stores it with its names. */
export async function storeFresh(
  tx: Db,
  deps: Deps,
  stories: KnownStories,
  fresh: readonly Unplaced[],
  batch: { readonly history: boolean; readonly now: number; readonly catchUp?: number | undefined },
): Promise<readonly NewsEntry[]> {
  const { now, catchUp = deps.catchUp } = batch;
  const yieldOften = createYieldOften();
  const placed: PlacedEntry[] = [];
  for (const { entry, names, known, again } of fresh) {
    await yieldOften();
    const hits = deps.matcher.match(textOf(entry));
    const isNew = again === undefined;
    const history = isNew && (batch.history || known || now - entry.publishedAt > catchUp);
    // What was taken back and comes again is told again, and not as part of what it was.
    const placement = again === true ? stories.beginOwn(entry, hits) : stories.place(entry, hits, now);
    placed.push({ ...placement, entry, names, history, hits, seenAt: now });
  }
  await saveStories(
    tx,
    placed.map(({ entry, storyId, follows }) => ({
      id: storyId,
      headline: entry.title,
      at: entry.publishedAt,
      follows,
    })),
  );
  const stored = await insertEntries(tx, placed);
  stories.stored(Math.max(0, ...stored.map(({ seq }) => seq)));
  await yieldOften();
  await nameEntries(
    tx,
    stored.flatMap(({ names, seq, entry }) => names.map((key) => ({ key, seq, saidAt: entry.publishedAt }))),
    now,
  );
  return stored;
}

/** Takes over new wordings in place; what matches now and did not is news of this moment, history or not. */
export async function applyEdits(
  tx: Db,
  stories: KnownStories,
  corrections: readonly TextChange[],
  now: number,
): Promise<readonly NewsEntry[]> {
  const news: NewsEntry[] = [];
  for (const correction of corrections) {
    if (correction.kind === 'anew') continue;
    const { before, entry } = correction.change;
    const { seq, history, storyId, relation, reversal } = before;
    const stays = { seq, storyId, relation, reversal };
    if (correction.kind === 'edited') {
      news.push({ ...stays, entry, history, hits: correction.kept });
      continue;
    }
    const { kept, fresh, isTold } = correction;
    const current = { ...entry, publishedAt: now };
    if (isTold) {
      await editEntry(tx, seq, entry, now);
      news.push({ ...stays, entry, history, hits: kept });
      news.push({ ...stays, entry: current, history: false, hits: fresh });
      continue;
    }
    const placement = stories.place(current, [...kept, ...fresh], now);
    await saveStories(tx, [
      { id: placement.storyId, headline: entry.title, at: now, follows: placement.follows },
    ]);
    await editEntry(tx, seq, entry, now, { ...placement, publishedAt: now });
    await moveSignals(tx, seq, placement.storyId);
    news.push({ ...placement, seq, entry, history, hits: kept });
    news.push({ ...placement, seq, entry: current, history: false, hits: fresh });
  }
  return news;
}
