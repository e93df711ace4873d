/** Warns of patterns that chance often completes, by the rates of the signals in a database file. */
import { NOTABLE } from '../../core/correlation/chance.ts';
import { chanceFigures, ratesInWords } from '../../core/correlation/chance-words.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { systemClock } from '../../edges/clock/clock.ts';
import { openStoreReadOnly } from '../../edges/store/open-store.ts';
import { loadChances } from '../ingest/chances.ts';

/** A line for each; one that says so where the database cannot be read. */
export async function warnOfChance(store: string, briefs: readonly Brief[]): Promise<readonly string[]> {
  try {
    const { db, close } = await openStoreReadOnly(store);
    try {
      const lines: string[] = [];
      for (const brief of briefs)
        for (const { correlation, chance, history, stories } of await loadChances(
          db,
          brief,
          systemClock.now(),
        ))
          if (chance !== undefined && chance > NOTABLE)
            lines.push(
              `warning: the pattern ${brief.id}/${correlation.id} says little: ${chanceFigures(chance, correlation.timespan)} (${ratesInWords(stories, history)})`,
            );
      return lines;
    } finally {
      await close();
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      `warning: what chance makes of the patterns cannot be said, since ${store} cannot be read: ${why}`,
    ];
  }
}
