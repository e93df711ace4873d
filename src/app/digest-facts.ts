/** What a stretch of days brought, brief by brief: the facts that a digest is written from. */
import type { Brief } from '../core/indicator/brief.ts';
import { DAY } from '../core/time/duration.ts';
import { alertsOpened, withheldSince } from '../edges/store/digest-counts.ts';
import { selectEntries, type StoredEntry } from '../edges/store/entries.ts';
import type { Db } from '../edges/store/open-store.ts';
import { signalledEntries } from '../edges/store/signals.ts';
import { type IndicatorStanding, loadStandings } from './standings.ts';

export type DigestStory = {
  /** The first report. */
  readonly entry: StoredEntry;
  readonly outlets: number;
  readonly indicators: readonly string[];
};

export type BriefDigest = {
  readonly brief: Brief;
  /** Every indicator with the number of its stories in these days and in as many days before. */
  readonly indicators: readonly (IndicatorStanding & { readonly stories: number; readonly before: number })[];
  /** The most reported first. */
  readonly stories: readonly DigestStory[];
  readonly alerts: number;
};

export type Digest = {
  readonly briefs: readonly BriefDigest[];
  /** Alerts that some receiver was not told of, for a reason that stands in their rows. */
  readonly withheld: number;
};

/** Gathers the last `days` days up to `now` (epoch milliseconds). */
export async function digestFacts(
  db: Db,
  briefs: readonly Brief[],
  days: number,
  now: number,
): Promise<Digest> {
  const since = now - days * DAY;
  const digests: BriefDigest[] = [];
  for (const brief of briefs) {
    const standings = await loadStandings(db, brief, now, 2 * days * DAY);
    const within = (times: readonly number[], from: number, to: number): number =>
      times.filter((at) => at > from && at <= to).length;
    digests.push({
      brief,
      indicators: standings.map((each) => ({
        ...each,
        stories: within(each.times, since, now),
        before: within(each.times, since - days * DAY, since),
      })),
      stories: await topStories(db, brief, since),
      alerts: await alertsOpened(db, brief.id, since, now),
    });
  }
  return { briefs: digests, withheld: await withheldSince(db, since) };
}

async function topStories(db: Db, brief: Brief, since: number): Promise<readonly DigestStory[]> {
  const names = new Map<number, string[]>();
  for (const { id, name } of brief.indicators)
    for (const seq of await signalledEntries(db, brief.id, id, since))
      names.set(seq, [...(names.get(seq) ?? []), name]);
  const entries = await selectEntries(db, { seqs: [...names.keys()] });
  return [...Map.groupBy(entries, (entry) => entry.storyId).values()]
    .flatMap((reports): readonly DigestStory[] => {
      const [entry] = reports;
      if (entry === undefined) return [];
      const outlets = new Set(reports.map(({ outlet }) => outlet)).size;
      const indicators = [...new Set(reports.flatMap(({ seq }) => names.get(seq) ?? []))];
      return [{ entry, outlets, indicators }];
    })
    .sort((a, b) => b.outlets - a.outlets || b.entry.publishedAt - a.entry.publishedAt);
}
