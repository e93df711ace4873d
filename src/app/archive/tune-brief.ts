/** Proposes changes of a brief by what people judged, and says what each would have added and removed. */
import type { Brief } from '../../core/indicator/brief.ts';
import { createLexicon } from '../../core/lists/lexicon.ts';
import type { Lists } from '../../core/lists/list.ts';
import { wordQueryOf } from '../../core/query/engine/word-query.ts';
import { compileBriefs } from '../../core/query/language/compile-briefs.ts';
import { parseQuery } from '../../core/query/language/parse.ts';
import { type Change, changeInWords, withChange } from '../../core/tune/change.ts';
import type { Matches } from '../../core/tune/evidence.ts';
import { proposeChanges } from '../../core/tune/propose.ts';
import { selectTexts } from '../../edges/store/entry-texts.ts';
import { signalledEntries } from '../../edges/store/signals.ts';
import { textOf } from '../ingest/text-of.ts';
import { gatherEvidence, type JudgedHeadline } from './gather-evidence.ts';
import { type Archive, scanArchive } from './scan-archive.ts';

export type TuneRequest = {
  /** Found sound by `checkBrief`. */
  readonly brief: Brief;
  /** Those that suggestions are wanted for; all where left out. */
  readonly indicatorId?: string;
  /** The shared lists, which say what is a name and what means nothing. */
  readonly lists: Lists;
  /** Headlines that were judged outside of the bot. */
  readonly judged: readonly JudgedHeadline[];
  /** Stored entries that changes are tried on: publication, epoch milliseconds, both included. */
  readonly since: number;
  readonly until: number;
  /** Milliseconds that looking for what a change adds may take. */
  readonly patience: number;
};

/** A headline that a change adds or removes, as people know it. */
export type Affected = { readonly title: string; readonly outlet: string };

export type Suggestion = {
  readonly indicatorId: string;
  readonly name: string;
  readonly change: Change;
  readonly words: string;
  /** Judged false alarms that it ends, and reports of the sign that it adds, by their titles. */
  readonly freed: readonly string[];
  readonly gained: readonly string[];
  /** Stories of stored entries that it would have added and removed, each by a headline. */
  readonly added: readonly Affected[];
  readonly removed: readonly Affected[];
};

export type Tuned = {
  readonly suggestions: readonly Suggestion[];
  /** The brief with all of them. */
  readonly brief: Brief;
  /** Judged-relevant headlines and hits among the examples that match, before and after each change. */
  readonly kept: number;
  /** What is known: headlines judged relevant and not, and other reports of stories that matched. */
  readonly known: { readonly relevant: number; readonly not: number; readonly reports: number };
};

/** Suggests; where nothing was judged there is nothing to suggest. */
export async function tuneBrief(archive: Archive, request: TuneRequest): Promise<Tuned> {
  const { brief, indicatorId, lists, judged, since } = request;
  const evidence = await gatherEvidence(archive.db, brief, judged, since);
  const wanted = (id: string): boolean => indicatorId === undefined || id === indicatorId;
  const proposed = proposeChanges(brief, evidence, createLexicon(lists), wanted);
  const suggestions: Suggestion[] = [];
  let before = brief;
  for (const { indicatorId: id, change, freed, gained } of proposed.proposals) {
    const after = withChange(before, id, change);
    if (after === undefined) continue;
    const effect = await effectOf(archive, request, { before, after, indicatorId: id, change });
    suggestions.push({
      indicatorId: id,
      name: brief.indicators.find((each) => each.id === id)?.name ?? id,
      change,
      words: changeInWords(change),
      freed: freed.map(({ text }) => text.title),
      gained: gained.map(({ text }) => text.title),
      ...effect,
    });
    before = after;
  }
  const all = [...evidence].flatMap(([id, each]) => (wanted(id) ? each : []));
  return {
    suggestions,
    brief: proposed.brief,
    kept: proposed.kept,
    known: {
      relevant: all.filter(({ relevant, from }) => relevant && from === 'vote').length,
      not: all.filter(({ relevant, from }) => !relevant && from === 'vote').length,
      reports: all.filter(({ from }) => from === 'story').length,
    },
  };
}

type Step = {
  readonly before: Brief;
  readonly after: Brief;
  readonly indicatorId: string;
  readonly change: Change;
};

/** The stories of stored entries that match on one side of a change only. */
async function effectOf(
  archive: Archive,
  { since, until, patience }: TuneRequest,
  { before, after, indicatorId, change }: Step,
): Promise<{ readonly added: readonly Affected[]; readonly removed: readonly Affected[] }> {
  const [matched, matches] = [matcherOf(before, indicatorId), matcherOf(after, indicatorId)];
  const seqs = await signalledEntries(archive.db, before.id, indicatorId, since);
  const own = (await selectTexts(archive.db, seqs)).filter((entry) => matched(textOf(entry)));
  const kept = new Set(own.filter((entry) => matches(textOf(entry))).map(({ storyId }) => storyId));
  const removed = new Map(
    own.filter(({ storyId }) => !kept.has(storyId)).map((entry) => [entry.storyId, entry]),
  );
  const added = new Map<string, Affected>();
  const parsed = change.kind === 'add' || change.kind === 'or' ? parseQuery(change.term) : undefined;
  const words = parsed?.kind === 'ok' ? wordQueryOf(parsed.ast, {}) : undefined;
  if (words !== undefined)
    await scanArchive(archive, { words, since, until, patience }, (entry) => {
      const text = textOf(entry);
      if (!kept.has(entry.storyId) && matches(text) && !matched(text)) added.set(entry.storyId, entry);
      return false;
    });
  const plain = ({ title, outlet }: Affected): Affected => ({ title, outlet });
  return { added: [...added.values()].map(plain), removed: [...removed.values()].map(plain) };
}

function matcherOf(brief: Brief, indicatorId: string): Matches {
  const indicators = brief.indicators.filter(({ id }) => id === indicatorId);
  const matcher = compileBriefs([{ ...brief, indicators, correlations: [] }]);
  return (text) => matcher.matches(brief.id, indicatorId, text);
}
