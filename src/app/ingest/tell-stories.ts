/** Opens alerts for what fresh entries say, and brings those up to date whose story somebody else reports now. */
import { storyAlert } from '../../core/alert/alert.ts';
import type { Brief, Indicator } from '../../core/indicator/brief.ts';
import { selectAlerts } from '../../edges/store/alerts.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { countReports } from '../../edges/store/stories.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import { type AlertWriter, raise, revise } from './open-alerts.ts';
import type { NewsEntry } from './place-entries.ts';

type Deps = { readonly briefs: readonly Brief[]; readonly desk: AlertWriter };

/** Opens an alert per story and indicator, and brings those up to date whose story another outlet now reports. */
export async function tellStories(
  tx: Db,
  deps: Deps,
  news: readonly NewsEntry[],
  now: number,
): Promise<void> {
  const opened = new Set<string>();
  const yieldOften = createYieldOften();
  for (const { seq, entry, storyId, history, hits } of news) {
    await yieldOften();
    if (history) continue;
    for (const { briefId, indicatorId } of hits) {
      const indicator = findIndicator(deps.briefs, briefId, indicatorId);
      if (indicator?.alert !== 'each') continue;
      const draft = storyAlert(indicator, storyId, { briefId, entry: seq, text: entry });
      if ((await raise(tx, deps.desk, draft, now)) === 'opened') opened.add(draft.key);
    }
  }
  const revised = new Set<number>();
  const reports = await countReports(tx, [...new Set(news.map(({ storyId }) => storyId))]);
  for (const { entry, storyId } of news) {
    await yieldOften();
    const outlets = reports.get(storyId);
    // Only a further outlet's first report is news to those who were told of the story.
    if (outlets === undefined || outlets.get(entry.outlet) !== 1 || outlets.size === 1) continue;
    for (const alert of await selectAlerts(tx, { stories: [storyId] })) {
      if (opened.has(alert.key) || revised.has(alert.id)) continue;
      revised.add(alert.id);
      await revise(tx, deps.desk, alert, now);
    }
  }
}

/** The indicator of a brief, or undefined where a reload has taken it away. */
export function findIndicator(
  briefs: readonly Brief[],
  briefId: string,
  indicatorId: string,
): Indicator | undefined {
  return briefs
    .find((brief) => brief.id === briefId)
    ?.indicators.find((indicator) => indicator.id === indicatorId);
}
