/** Fetches what the pictures show from a replay of the sample fortnight, so that it is what the bot really gives. */
import { type ChartData, loadChartData } from '../../src/app/chart-data.ts';
import { readBriefs } from '../../src/app/cli/read-briefs.ts';
import { readRecording } from '../../src/app/recorded-feeds.ts';
import { replay } from '../../src/app/replay.ts';
import type { AlertNotification } from '../../src/core/delivery/notification.ts';
import type { Sink } from '../../src/core/delivery/sink.ts';
import { createLog } from '../../src/edges/log/log.ts';
import type { Moments } from './moments.ts';

/** As the last edit of the message has it, seen at the moment of that edit on the simulated clock. */
export type ReplayedAlert = Moments & { readonly alert: AlertNotification };

export type ReplayedFortnight = {
  readonly alert: ReplayedAlert;
  /** As they are drawn when the fortnight has passed. */
  readonly charts: ChartData;
};

/** The charts, and the alert for the story whose headline begins so. Throws where the brief no longer finds it. */
export async function replayedFortnight(headline: string): Promise<ReplayedFortnight> {
  const briefs = await readBriefs(['config/briefs/nato-loyalty.yaml']);
  const [brief] = briefs ?? [];
  if (briefs === undefined || brief === undefined)
    throw new Error('the shipped brief has errors; npm run check lists them');
  const { entries } = await readRecording('feeds/sample');
  const told: ReplayedAlert[] = [];
  const listen: Sink = (send) => {
    const { notification: alert, now } = send;
    if (alert.kind === 'alert' && alert.headline.text.startsWith(headline)) {
      const first = told.find((each) => each.alert.alertId === alert.alertId);
      told.push({ alert, postedAt: first?.postedAt ?? now, seenAt: now });
    }
    return Promise.resolve({ kind: 'sent', ref: { channel: 'picture', message: send.deliveryId } });
  };
  const { store } = await replay({
    entries,
    briefs,
    route: { match: {}, receiver: 'picture', continue: false, routes: [] },
    groupWait: 0,
    sinks: new Map([['picture', listen]]),
    log: createLog({ level: 'error', secrets: [] }),
  });
  const now = Math.max(...entries.map((entry) => entry.publishedAt));
  const charts = await loadChartData(store.db, brief, { now, days: 14, zone: 'UTC' });
  await store.close();
  const first = told[0];
  const alert = told.findLast((each) => each.alert.alertId === first?.alert.alertId);
  if (alert === undefined) throw new Error(`no alert on a headline that begins "${headline}"`);
  return { alert, charts };
}
