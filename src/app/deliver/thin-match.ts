/** Says of an alert that its match is thin, by the votes on other alerts of the same query. */
import { thinUpTo, thinWords } from '../../core/indicator/thin.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { judgedAlerts } from '../../edges/store/people/judged-matches.ts';
import { readBysOf } from '../../edges/store/signal-record.ts';

/** "only 2 words matched"; undefined where it is not thin, or where its words were not counted. */
export async function thinMatch(
  db: Db,
  { briefId, indicatorId, entry, words }: Pick<Signal, 'briefId' | 'indicatorId' | 'entry' | 'words'>,
): Promise<string | undefined> {
  if (words === undefined) return undefined;
  const query = (await readBysOf(db, [entry])).get(`${entry}/${briefId}/${indicatorId}`)?.query;
  const judged = (await judgedAlerts(db, briefId, indicatorId)).flatMap((each) =>
    each.words === undefined || each.queryHash !== query || each.share === 0.5
      ? []
      : [{ words: each.words, relevant: each.share > 0.5 }],
  );
  return thinWords(words, thinUpTo(judged));
}
