/** Story alerts that people judged, each with one judgement: what a score, a thin match and proposals are worked out from. */
import { TRIAL } from '../../../core/alert/alert.ts';
import type { Db } from '../open-store.ts';

export type JudgedAlert = {
  readonly alertId: number;
  readonly entry: number;
  readonly story: string | undefined;
  readonly openedAt: number;
  /** Which part of the voters found it relevant, from 0 to 1; one alert is one judgement, however many vote. */
  readonly share: number;
  /** SHA-256 of the query that raised it; undefined where that was not kept. */
  readonly queryHash: string | undefined;
  /** Different words of the query that were found; undefined where they were not counted. */
  readonly words: number | undefined;
};

/** The judged story alerts of an indicator, oldest first; what correlations and rises told is not the query's doing. */
export async function judgedAlerts(
  db: Db,
  briefId: string,
  indicatorId: string,
): Promise<readonly JudgedAlert[]> {
  const rows = await db
    .selectFrom('verdicts as v')
    .innerJoin('alerts as a', 'a.id', 'v.alert_id')
    .leftJoin('signals as s', (join) =>
      join
        .onRef('s.entry_seq', '=', 'a.entry_seq')
        .onRef('s.brief_id', '=', 'a.brief_id')
        .onRef('s.indicator_id', '=', 'a.indicator_id'),
    )
    .select(['a.id', 'a.entry_seq', 'a.story_id', 'a.opened_at', 'v.verdict', 's.query_hash', 's.words'])
    .where('a.brief_id', '=', briefId)
    .where('a.indicator_id', '=', indicatorId)
    .where('a.kind', '=', 'story')
    .orderBy('a.id')
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((votes) => {
    const [first] = votes;
    if (first === undefined) return [];
    const relevant = votes.filter(({ verdict }) => verdict === 'relevant').length;
    return [
      {
        alertId: first.id,
        entry: first.entry_seq,
        story: first.story_id ?? undefined,
        openedAt: first.opened_at,
        share: relevant / votes.length,
        queryHash: first.query_hash ?? undefined,
        words: first.words ?? undefined,
      },
    ];
  });
}

/** The newest alerts of an indicator on trial that nobody has judged, with their headlines. */
export async function openTrialAlerts(
  db: Db,
  briefId: string,
  indicatorId: string,
  most: number,
): Promise<readonly { readonly alertId: number; readonly title: string; readonly outlet: string }[]> {
  const rows = await db
    .selectFrom('alerts as a')
    .innerJoin('entries as e', 'e.seq', 'a.entry_seq')
    .select(['a.id', 'e.title', 'e.outlet'])
    .where('a.brief_id', '=', briefId)
    .where('a.indicator_id', '=', indicatorId)
    .where('a.key', 'like', `${TRIAL}%`)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('verdicts as v').select('v.voter').whereRef('v.alert_id', '=', 'a.id'))),
    )
    .orderBy('a.id', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ id, title, outlet }) => ({ alertId: id, title, outlet }));
}
