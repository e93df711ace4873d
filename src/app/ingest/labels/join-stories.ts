/** Joins two stories, where somebody says that they tell one event: both are told, counted and shown as one from then on. */
import { isTrialAlert, storyAlertKey } from '../../../core/alert/alert.ts';
import type { Signal } from '../../../core/indicator/signal.ts';
import { selectAlerts, type StoredAlert } from '../../../edges/store/alerts.ts';
import { selectEntries } from '../../../edges/store/entries.ts';
import {
  dropPost,
  moveAlert,
  moveEntries,
  moveFollowers,
  moveMessage,
} from '../../../edges/store/move-stories.ts';
import {
  alertsOfMessage,
  joinMessage,
  selectMessages,
  type StoredMessage,
  storySubject,
} from '../../../edges/store/outbox/messages.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { insertStoryLabel } from '../../../edges/store/people/story-labels.ts';
import { selectSignals } from '../../../edges/store/signals.ts';
import { saveStories } from '../../../edges/store/stories.ts';
import { labelledReport, type Person, type StoryDeps } from './label-stories.ts';
import { EDIT_PAUSE, revise, tell } from '../open-alerts.ts';
import { queueEdits } from '../queue.ts';
import { recheckCorrelations } from './recheck-correlations.ts';
import { sweepStandings } from '../watch-standings.ts';

/** `none`: one of the alerts is not there, or tells of no story; `one`: they tell of one story already. */
export type Joining = { readonly kind: 'joined' } | { readonly kind: 'one' } | { readonly kind: 'none' };

/**
 * Joins the story of one alert to that of another, which is kept. A receiver that has a message of the kept story is told
 * there; a message of the other that was sent says so, and one that was not is dropped. Levels and correlations count
 * one event less, and a correlation that does not hold any more is said to.
 */
export async function joinStories(
  tx: Db,
  deps: StoryDeps,
  { alertId, keptId }: { readonly alertId: number; readonly keptId: number },
  by: Person,
  now: number,
): Promise<Joining> {
  const [alert] = await selectAlerts(tx, { id: alertId });
  const [kept] = await selectAlerts(tx, { id: keptId });
  const [from, to] = [alert?.storyId, kept?.storyId];
  if (alert === undefined || kept === undefined || from === undefined || to === undefined)
    return { kind: 'none' };
  if (from === to) return { kind: 'one' };
  const [one] = await selectEntries(tx, { seqs: [kept.entry] });
  const [other] = await selectEntries(tx, { seqs: [alert.entry] });
  if (one === undefined || other === undefined) return { kind: 'none' };
  const reports = await selectEntries(tx, { story: from });
  const seqs = reports.map(({ seq }) => seq);
  const signals = await selectSignals(tx, { entries: [...seqs, one.seq, other.seq] });
  await insertStoryLabel(tx, {
    kind: 'same',
    keptStory: to,
    otherStory: from,
    keptAlert: keptId,
    ...by,
    at: now,
    one: labelledReport(one, signals),
    other: labelledReport(other, signals),
  });
  await saveStories(
    tx,
    reports.map(({ title, publishedAt }) => ({ id: to, headline: title, at: publishedAt })),
  );
  const reasons = [{ name: 'somebody joined it', words: [], effect: 0 }];
  await moveEntries(tx, seqs, { storyId: to, relation: 'report', reasons });
  await moveFollowers(tx, from, to);
  const before = await selectMessages(tx, { stories: [from, to] });
  await joinAlerts(tx, deps, from, to, now);
  const ids = before.map(({ id }) => id);
  await queueEdits(tx, deps.writer.nameDelivery, ids, now + EDIT_PAUSE, now);
  await countLess(
    tx,
    deps,
    signals.filter(({ entry }) => seqs.includes(entry)),
    by,
    now,
  );
  return { kind: 'joined' };
}

/** An alert of an indicator that the kept story has one of, too, stays with its number beside that; others become its own. */
async function joinAlerts(
  tx: Db,
  { writer }: StoryDeps,
  from: string,
  to: string,
  now: number,
): Promise<void> {
  const kept = await selectAlerts(tx, { stories: [to] });
  const joined = await selectAlerts(tx, { stories: [from] });
  for (const message of await selectMessages(tx, { stories: [from] })) await joinTo(tx, message, to, now);
  for (const alert of joined) {
    const labels = { ...alert.labels, story: [to, from] };
    const isTwin = isTrialAlert(alert) || kept.some((each) => isOfOne(each, alert));
    const key = isTwin ? alert.key : storyAlertKey(to, alert.briefId, alert.indicatorId);
    await moveAlert(tx, alert.id, { key, storyId: to, labels });
    if (!isTwin) await tell(tx, writer, { ...alert, key, storyId: to, labels }, now);
    await revise(tx, writer, alert, now);
  }
}

function isOfOne(one: StoredAlert, other: StoredAlert): boolean {
  return one.briefId === other.briefId && one.indicatorId === other.indicatorId;
}

/** Becomes the kept story's message where its receiver has none; a post that was not tried goes into the one it has. */
async function joinTo(tx: Db, message: StoredMessage, to: string, now: number): Promise<void> {
  const [own] = await selectMessages(tx, { subject: storySubject(to), receiver: message.receiver });
  if (own === undefined) return moveMessage(tx, message.id, { subject: storySubject(to), storyId: to });
  if (!(await dropPost(tx, message.id, `told in message ${own.id}`))) return;
  const indicators = new Set<string>();
  for (const { alertId } of await alertsOfMessage(tx, own.id))
    for (const { briefId, indicatorId } of await selectAlerts(tx, { id: alertId }))
      indicators.add(`${briefId}/${indicatorId}`);
  for (const { alertId } of await alertsOfMessage(tx, message.id))
    for (const { briefId, indicatorId } of await selectAlerts(tx, { id: alertId }))
      if (!indicators.has(`${briefId}/${indicatorId}`)) await joinMessage(tx, own.id, alertId, now);
}

async function countLess(
  tx: Db,
  deps: StoryDeps,
  signals: readonly Signal[],
  { actorName }: Person,
  now: number,
): Promise<void> {
  const because = {
    short: `${actorName} joined two of its reports`,
    full: `${actorName} says that two of its reports tell one event`,
  };
  for (const [briefId, own] of Map.groupBy(signals, (signal) => signal.briefId)) {
    const brief = deps.briefs.find(({ id }) => id === briefId);
    if (brief === undefined) continue;
    const entries = own.map(({ entry }) => entry);
    const indicatorIds = own.map(({ indicatorId }) => indicatorId);
    const since = Math.min(...own.map(({ at }) => at));
    await recheckCorrelations(tx, deps, { brief, entries, indicatorIds, since, because }, now);
    await sweepStandings(tx, [brief], now);
  }
}
