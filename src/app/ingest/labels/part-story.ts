/** Parts a report from its story, where somebody says that it tells another event: both are told, counted and shown so. */
import { isTrialAlert, storyAlert, storyAlertKey, trialAlert } from '../../../core/alert/alert.ts';
import type { Signal } from '../../../core/indicator/signal.ts';
import { fold } from '../../../core/story/headline.ts';
import { storyIdOf } from '../../../core/story/story-id.ts';
import { selectAlerts, type StoredAlert } from '../../../edges/store/alerts.ts';
import { selectEntries, type StoredEntry } from '../../../edges/store/entries.ts';
import { leaveMessage, moveAlert, moveEntries, moveMessage } from '../../../edges/store/move-stories.ts';
import { alertsOfMessage, selectMessages, storySubject } from '../../../edges/store/outbox/messages.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { insertStoryLabel } from '../../../edges/store/people/story-labels.ts';
import { selectSignals } from '../../../edges/store/signals.ts';
import { saveStories } from '../../../edges/store/stories.ts';
import { correlate } from '../correlate.ts';
import { indicatorOf } from '../indicator-of.ts';
import { labelledReport, type StoryDeps, type Person } from './label-stories.ts';
import { loadTrials } from '../trials.ts';
import { EDIT_PAUSE, raise, tell } from '../open-alerts.ts';
import { queueEdits } from '../queue.ts';
import { watchStandings } from '../watch-standings.ts';

/** `none`: the story has no such report beside the one that the alert shows. */
export type Parting =
  | { readonly kind: 'parted'; readonly report: StoredEntry; readonly storyId: string }
  | { readonly kind: 'none' };

/**
 * Parts the report, and with it whatever has the very same headline, from the story of an alert. What the report is a sign
 * of is told in a message of its own; levels and correlations count one event more.
 */
export async function partStory(
  tx: Db,
  deps: StoryDeps,
  { alertId, entry }: { readonly alertId: number; readonly entry: number },
  by: Person,
  now: number,
): Promise<Parting> {
  const [alert] = await selectAlerts(tx, { id: alertId });
  const from = alert?.storyId;
  if (alert === undefined || from === undefined) return { kind: 'none' };
  const reports = await selectEntries(tx, { story: from });
  const report = reports.find(({ seq }) => seq === entry && seq !== alert.entry);
  const lead = reports.find(({ seq }) => seq === alert.entry);
  if (report === undefined || lead === undefined) return { kind: 'none' };
  const moved = reports.filter(({ seq, title }) => seq !== lead.seq && fold(title) === fold(report.title));
  const seqs = moved.map(({ seq }) => seq);
  const signals = await selectSignals(tx, { entries: [...seqs, lead.seq] });
  const storyId = storyIdOf(`${report.id} apart ${alertId} ${now}`, report.title, report.publishedAt);
  await insertStoryLabel(tx, {
    kind: 'apart',
    keptStory: from,
    otherStory: storyId,
    keptAlert: alertId,
    ...by,
    at: now,
    one: labelledReport(lead, signals),
    other: labelledReport(report, signals),
  });
  await saveStories(
    tx,
    moved.map(({ title, publishedAt }) => ({ id: storyId, headline: title, at: publishedAt })),
  );
  const reasons = [{ name: 'somebody parted it', words: [], effect: 0 }];
  await moveEntries(tx, seqs, { storyId, relation: 'first', reasons });
  await moveAlerts(tx, deps, { from, to: storyId, seqs }, now);
  const own = signals
    .filter((signal) => signal.entry !== lead.seq)
    .map((signal) => ({ ...signal, story: storyId }));
  await tellApart(tx, deps, moved, own, now);
  const told = await selectMessages(tx, { stories: [from, storyId] });
  const ids = told.map(({ id }) => id);
  await queueEdits(tx, deps.writer.nameDelivery, ids, now + EDIT_PAUSE, now);
  return { kind: 'parted', report, storyId };
}

/** Alerts whose headline moved show another report of the story, or go with it where there is none. */
async function moveAlerts(
  tx: Db,
  { writer }: StoryDeps,
  { from, to, seqs }: { readonly from: string; readonly to: string; readonly seqs: readonly number[] },
  now: number,
): Promise<void> {
  const left = await selectSignals(tx, { story: from });
  for (const alert of await selectAlerts(tx, { stories: [from] })) {
    // A trial's alert is a message by itself, and is opened anew.
    if (!seqs.includes(alert.entry) || isTrialAlert(alert)) continue;
    const other = left.find(
      ({ briefId, indicatorId }) => briefId === alert.briefId && indicatorId === alert.indicatorId,
    );
    if (other !== undefined) {
      await moveAlert(tx, alert.id, { entry: other.entry });
      continue;
    }
    const labels = { ...alert.labels, story: [to] };
    const key = storyAlertKey(to, alert.briefId, alert.indicatorId);
    await moveAlert(tx, alert.id, { key, storyId: to, labels });
    await moveOutOf(tx, alert, from, to);
    await tell(tx, writer, { ...alert, key, storyId: to, labels }, now);
  }
}

/** A message that shows nothing else goes with the alert; out of others it is taken. */
async function moveOutOf(tx: Db, alert: StoredAlert, from: string, to: string): Promise<void> {
  for (const message of await selectMessages(tx, { alerts: [alert.id] })) {
    if (message.storyId !== from) continue;
    const members = await alertsOfMessage(tx, message.id);
    if (members.length === 1) await moveMessage(tx, message.id, { subject: storySubject(to), storyId: to });
    else await leaveMessage(tx, message.id, alert.id);
  }
}

/** Opens what the parted reports are signs of, and counts them anew. */
async function tellApart(
  tx: Db,
  deps: StoryDeps,
  moved: readonly StoredEntry[],
  signals: readonly Signal[],
  now: number,
): Promise<void> {
  const live = signals.filter(({ entry }) => moved.some(({ seq, history }) => seq === entry && !history));
  const trials = await loadTrials(tx, deps.briefs);
  for (const { briefId, indicatorId, entry, story } of live) {
    const indicator = indicatorOf(deps.briefs, briefId, indicatorId);
    const text = moved.find(({ seq }) => seq === entry);
    if (indicator?.alert !== 'each' || text === undefined) continue;
    const draft = storyAlert(indicator, story, { briefId, entry, text });
    await raise(tx, deps.writer, trials.has({ briefId, indicatorId }) ? trialAlert(draft) : draft, now);
  }
  if (live.length === 0) return;
  await correlate(tx, { ...deps, trials }, live, now);
  await watchStandings(tx, { ...deps, trials }, live, now);
}
