/** What a message warns of: that a match is thin, or that chance often completes a pattern. */
import { chanceCaution } from '../../core/correlation/chance-words.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import type { StoredAlert } from '../../edges/store/alerts.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { loadChances } from '../ingest/chances.ts';
import { thinMatch } from './thin-match.ts';

/** What a reader should know of the leading alert before acting on it. */
export async function cautionsOf(
  db: Db,
  brief: Brief | undefined,
  lead: StoredAlert,
  signals: readonly Signal[],
  now: number,
): Promise<readonly string[]> {
  if (lead.kind === 'correlation') {
    const chances = brief === undefined ? [] : await loadChances(db, brief, now);
    const own = chances.find(({ correlation }) => correlation.id === lead.correlationId);
    const caution = chanceCaution(own?.chance);
    return caution === undefined ? [] : [caution];
  }
  const signal = signals.find(({ entry }) => entry === lead.entry);
  const thin = lead.kind === 'story' && signal !== undefined ? await thinMatch(db, signal) : undefined;
  return thin === undefined ? [] : [thin];
}
