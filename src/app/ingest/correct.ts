/** What becomes of entries whose text their publisher changed: edited in silence, placed anew, or taken back. */
import { saysAnother } from '../../core/feed/rewording.ts';
import type { Lexicon } from '../../core/lists/lexicon.ts';
import { reversesMatter } from '../../core/story/reading/reversals.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import { editEntry } from '../../edges/store/entries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { withdrawnSignals, withdrawSignals } from '../../edges/store/signal-record.ts';
import { selectSignals } from '../../edges/store/signals.ts';
import { saveVersions, alternates } from '../../edges/store/identity/versions.ts';
import type { ChangedEntry } from './recognise.ts';
import { textOf } from './text-of.ts';

export type CorrectedHits = ReturnType<BriefMatcher['match']>;

/** `gone` are the signals that the new text does not bear out. */
export type TextChange = { readonly gone: readonly Signal[] } &
  /** Another wording of the same: `kept` are the signals that hold, with their places in the new text. */
  (
    | { readonly kind: 'edited'; readonly change: ChangedEntry; readonly kept: CorrectedHits }
    /**
     * It matches what it did not: `fresh` is news, seen now. Where nothing of it was told before, it is placed like a new
     * report; else it stays in its story.
     */
    | {
        readonly kind: 'matched';
        readonly change: ChangedEntry;
        readonly kept: CorrectedHits;
        readonly fresh: CorrectedHits;
        readonly isTold: boolean;
      }
    /** It says another thing than before, or again what it had taken back: an entry of its own, seen now. */
    | {
        readonly kind: 'anew';
        readonly change: ChangedEntry;
        readonly hits: CorrectedHits;
        readonly again: boolean;
      }
  );

type Deps = {
  readonly matcher: BriefMatcher;
  /** Tells the words by which a matter turns. */
  readonly lexicon: Lexicon;
};

/**
 * Matches the new text of entries again, takes back the signals that it does not bear out, and keeps both wordings. A
 * wording that takes turns with the stored one changes nothing, nor does a number that counts in a summary.
 */
export async function correct(
  tx: Db,
  { matcher, lexicon }: Deps,
  changes: readonly ChangedEntry[],
  now: number,
): Promise<readonly TextChange[]> {
  const corrections: TextChange[] = [];
  for (const change of changes) {
    const { before, entry } = change;
    const hits = matcher.match(textOf(entry));
    const held = await selectSignals(tx, { entries: [before.seq] });
    const [kept, fresh] = split(hits, held);
    const gone = held.filter((signal) => !hits.some((hit) => isOne(hit, signal)));
    const isCount =
      before.title === entry.title && withoutNumbers(before.summary) === withoutNumbers(entry.summary);
    if (isCount && fresh.length === 0 && gone.length === 0) continue;
    if (await alternates(tx, before, entry, now)) continue;

    await withdrawSignals(tx, before.seq, gone, now);
    const returned = await hasTakenBack(tx, before.seq, fresh);
    const another =
      saysAnother(before, entry, decidedBySummary(hits)) ||
      reversesMatter(before.title, entry.title, entry.lang, lexicon);
    const anew = returned || (hits.length > 0 && another);
    if (anew) {
      corrections.push({ kind: 'anew', change, hits, again: returned, gone });
      continue;
    }
    await saveVersions(tx, before.seq, before, entry, now);
    if (fresh.length === 0) {
      await editEntry(tx, before.seq, entry, now);
      corrections.push({ kind: 'edited', change, kept, gone });
    } else
      corrections.push({
        kind: 'matched',
        change,
        kept,
        fresh,
        isTold: kept.length > 0 && !before.history,
        gone,
      });
  }
  return corrections;
}

function split(
  hits: CorrectedHits,
  held: readonly Signal[],
): readonly [kept: CorrectedHits, fresh: CorrectedHits] {
  const isHeld = (hit: CorrectedHits[number]): boolean => held.some((signal) => isOne(hit, signal));
  return [hits.filter(isHeld), hits.filter((hit) => !isHeld(hit))];
}

type Label = Pick<Signal, 'briefId' | 'indicatorId'>;

function isOne(a: Label, b: Label): boolean {
  return a.briefId === b.briefId && a.indicatorId === b.indicatorId;
}

/** Whether the entry had taken back what it says now. */
async function hasTakenBack(tx: Db, seq: number, fresh: CorrectedHits): Promise<boolean> {
  if (fresh.length === 0) return false;
  const withdrawn = await withdrawnSignals(tx, [seq]);
  return fresh.some((hit) => withdrawn.some((signal) => isOne(hit, signal)));
}

/** Whether the headline alone says nothing of the matter. */
function decidedBySummary(hits: CorrectedHits): boolean {
  return hits.every(({ spans }) => spans.every(({ field }) => field === 'summary'));
}

function withoutNumbers(text: string): string {
  return text.replace(/\p{N}+/gu, '0');
}
