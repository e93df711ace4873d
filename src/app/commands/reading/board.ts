/** The board: every indicator of a brief with its standing and its newest sign. */
import type { BoardRow } from '../../../core/indicator/board.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import { spokenLanguages } from '../../../core/lists/spoken-languages.ts';
import { selectEntries } from '../../../edges/store/entries.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { newestSignal } from '../../../edges/store/signals.ts';
import { currentStanding } from '../../ingest/watch-standings.ts';

/** One row per indicator, in the order of the brief, as the signal log has it now. */
export async function loadBoard(db: Db, brief: Brief, now: number): Promise<readonly BoardRow[]> {
  const rows: BoardRow[] = [];
  for (const indicator of brief.indicators) {
    const standing = await currentStanding(db, brief, indicator.id, now);
    if (standing === undefined) continue;
    const newest = await newestSignal(db, brief.id, indicator.id);
    const [last] = newest === undefined ? [] : await selectEntries(db, { seqs: [newest] });
    rows.push({
      indicatorId: indicator.id,
      name: indicator.name,
      level: standing.level,
      week: standing.week,
      sentence: standing.sentence,
      languages: spokenLanguages(indicator, brief),
      last: last && { headline: last.title, outlet: last.outlet, at: last.publishedAt },
    });
  }
  return rows;
}
