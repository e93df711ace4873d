/** Gathers from the store what is known of a brief's indicators: examples, votes, judged misses, other reports of stories. */
import type { Brief, Indicator } from '../../core/indicator/brief.ts';
import { textOfExample } from '../../core/query/language/check-brief.ts';
import type { Evidence } from '../../core/tune/evidence.ts';
import { selectEntries } from '../../edges/store/entries.ts';
import { selectTexts } from '../../edges/store/entry-texts.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { judgedAlerts } from '../../edges/store/people/judged-matches.ts';
import { judgedMissesOf } from '../../edges/store/people/judged-misses.ts';
import { selectSignals } from '../../edges/store/signals.ts';
import { textOf } from '../ingest/text-of.ts';

/** Stories of which other reports are looked at, the newest. */
const MOST_STORIES = 500;

/** Headlines that somebody judged outside of the bot, by indicator. */
export type JudgedHeadline = Pick<Evidence, 'text' | 'relevant'> & { readonly indicatorId: string };

/** What is known of each indicator, by its id; votes on what both voters disagree about are left out. */
export async function gatherEvidence(
  db: Db,
  brief: Brief,
  given: readonly JudgedHeadline[],
  since: number,
): Promise<ReadonlyMap<string, readonly Evidence[]>> {
  const evidence = new Map<string, readonly Evidence[]>();
  for (const indicator of brief.indicators) {
    const own = given.filter(({ indicatorId }) => indicatorId === indicator.id);
    evidence.set(indicator.id, [
      ...examplesOf(indicator),
      ...own.map(({ text, relevant }) => ({ text, relevant, story: text.title, from: 'vote' as const })),
      ...(await votedOf(db, brief.id, indicator.id, since)),
    ]);
  }
  return evidence;
}

function examplesOf({ examples }: Indicator): readonly Evidence[] {
  return (['hits', 'misses'] as const).flatMap((kind) =>
    examples[kind].map((example) => ({
      text: textOfExample(example),
      story: example.title,
      relevant: kind === 'hits',
      from: 'example' as const,
    })),
  );
}

async function votedOf(
  db: Db,
  briefId: string,
  indicatorId: string,
  since: number,
): Promise<readonly Evidence[]> {
  const judged = [
    ...(await judgedAlerts(db, briefId, indicatorId)),
    ...(await judgedMissesOf(db, briefId, indicatorId)),
  ].filter(({ share }) => share !== 0.5);
  const shares = new Map(judged.map(({ entry, share }) => [entry, share]));
  const texts = await selectTexts(db, [...shares.keys()]);
  const voted = texts.map((entry): Evidence => ({
    text: textOf(entry),
    story: entry.storyId,
    relevant: (shares.get(entry.seq) ?? 0) > 0.5,
    from: 'vote',
  }));
  const spoilt = new Set(voted.filter(({ relevant }) => !relevant).map(({ story }) => story));
  const signals = (await selectSignals(db, { briefId, since })).filter(
    (each) => each.indicatorId === indicatorId,
  );
  const matched = new Set(signals.map(({ entry }) => entry));
  const stories = [...new Set(signals.toReversed().map(({ story }) => story))]
    .filter((story) => !spoilt.has(story))
    .slice(0, MOST_STORIES);
  const others: Evidence[] = [];
  for (const story of stories) {
    const entries = await selectEntries(db, { story });
    for (const entry of entries)
      if (!matched.has(entry.seq) && !shares.has(entry.seq))
        others.push({ text: textOf(entry), story, relevant: true, from: 'story' });
  }
  return [...voted, ...others];
}
