/** Parts a report from its story, where somebody says that it tells another event: both are told, counted and shown so. */
import { isTrialAlert, storyAlert, storyAlertKey, trialAlert } from '../../../core/alert/alert.ts';
import type { Signal } from '../../../core/indicator/signal.ts';
import { fold } from '../../../core/story/reading/headline-words.ts';
import { storyIdOf } from '../../../core/story/story-id.ts';
import { selectAlerts, type StoredAlert } from '../../../edges/store/alerts.ts';
import { selectEntries, type StoredEntry } from '../../../edges/store/entries.ts';
import {
  beginStory,
  leaveMessage,
  moveAlert,
  moveEntries,
  moveMessage,
} from '../../../edges/store/move-stories.ts';
import { alertsOfMessage, selectMessages, storySubject } from '../../../edges/store/outbox/messages.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { insertStoryLabel } from '../../../edges/store/people/story-labels.ts';
import { selectSignals } from '../../../edges/store/signals.ts';
import { followedStory, saveStories } from '../../../edges/store/stories.ts';
import { correlate } from '../correlate.ts';
import { indicatorOf } from '../indicator-of.ts';
import { labelledReport, type StoryDeps, type Person } from './label-stories.ts';
import { loadTrials } from '../trials.ts';
import { EDIT_PAUSE, raise, tell } from '../open-alerts.ts';
import { queueEdits } from '../queue.ts';
import { watchStandings } from '../watch-standings.ts';

/**
 * `none`: the story has no such report, or no other beside it. `kept` is what the story is known by from now on, `moved`
 * what begins the other.
 */
export type Parting =
  | {
      readonly kind: 'parted';
      readonly kept: StoredEntry;
      readonly moved: StoredEntry;
      readonly storyId: string;
      /** Whether the alert shows another headline now. */
      readonly corrected: boolean;
    }
  | { readonly kind: 'none' };

/**
 * Parts the report, and with it whatever has the very same headline, from the story of an alert. What the report is a sign
 * of is told in a message of its own; levels and correlations count one event more. Where it is the headline that the alert
 * shows, the other reports stay one story, and the alert shows the first of them that answers; where none of them
 * does, it is they that leave.
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
  const signals = await selectSignals(tx, { entries: reports.map(({ seq }) => seq) });
  const parts = partsOf(reports, signals, { headline: alert.entry, entry });
  if (parts === undefined) return { kind: 'none' };
  const { moved, report, lead } = parts;
  const seqs = moved.map(({ seq }) => seq);
  const storyId = storyIdOf(`${report.id} apart ${alertId} ${now}`, report.title, report.publishedAt);
  const follows = await moveReports(tx, { from, storyId, moved, rest: parts.rest });
  await moveAlerts(tx, deps, { from, to: storyId, seqs, follows, rest: parts.rest }, now);
  const [kept] = await selectAlerts(tx, { stories: [from] });
  await insertStoryLabel(tx, {
    kind: 'apart',
    keptStory: from,
    otherStory: storyId,
    keptAlert: kept?.id ?? alertId,
    ...by,
    at: now,
    one: labelledReport(lead, signals),
    other: labelledReport(report, signals),
  });
  const own = signals
    .filter((signal) => seqs.includes(signal.entry))
    .map((signal) => ({ ...signal, story: storyId }));
  await tellApart(tx, deps, { moved, signals: own, follows }, now);
  const told = await selectMessages(tx, { stories: [from, storyId] });
  const ids = told.map(({ id }) => id);
  await queueEdits(tx, deps.writer.nameDelivery, ids, now + EDIT_PAUSE, now);
  return { kind: 'parted', kept: lead, moved: report, storyId, corrected: seqs.includes(alert.entry) };
}

type Parts = {
  readonly moved: readonly StoredEntry[];
  readonly rest: readonly StoredEntry[];
  /** What the moved and the rest are known by: the first report, if possible one that answers to a sign. */
  readonly report: StoredEntry;
  readonly lead: StoredEntry;
};

/** What leaves a story with an entry, and what stays; undefined where one of the two is nothing. */
function partsOf(
  reports: readonly StoredEntry[],
  signals: readonly Signal[],
  { headline, entry }: { readonly headline: number; readonly entry: number },
): Parts | undefined {
  const report = reports.find(({ seq }) => seq === entry);
  if (report === undefined) return undefined;
  const [own, others] = [[] as StoredEntry[], [] as StoredEntry[]];
  for (const each of reports) {
    const goes = fold(each.title) === fold(report.title) && (entry === headline || each.seq !== headline);
    (goes ? own : others).push(each);
  }
  const answers = ({ seq }: StoredEntry): boolean => signals.some((signal) => signal.entry === seq);
  const [other] = [others.find(answers), ...others].filter((each) => each !== undefined);
  if (other === undefined) return undefined;
  if (entry === headline && !others.some(answers))
    return { moved: others, rest: own, report: other, lead: report };
  const shown = others.find(({ seq }) => seq === headline);
  return { moved: own, rest: others, report, lead: shown ?? other };
}

/** Puts reports into a story of their own; the answer is what they follow, where it is they by which the story followed it. */
async function moveReports(
  tx: Db,
  {
    from,
    storyId,
    moved,
    rest,
  }: {
    readonly from: string;
    readonly storyId: string;
    readonly moved: readonly StoredEntry[];
    readonly rest: readonly StoredEntry[];
  },
): Promise<string | undefined> {
  const isDevelopment = moved.some(({ relation }) => relation === 'development');
  const follows = isDevelopment ? await followedStory(tx, from) : undefined;
  await saveStories(
    tx,
    moved.map(({ title, publishedAt }) => ({ id: storyId, headline: title, at: publishedAt, follows })),
  );
  const reasons = [{ name: 'somebody parted it', words: [], effect: 0 }];
  const relation = follows === undefined ? 'first' : 'development';
  await moveEntries(
    tx,
    moved.map(({ seq }) => seq),
    { storyId, relation, reasons },
  );
  const begins = moved.some((each) => each.relation === 'first' || each.relation === 'development');
  const [first] = rest.toSorted((a, b) => a.publishedAt - b.publishedAt || a.seq - b.seq);
  if (begins && first !== undefined) {
    await moveEntries(tx, [first.seq], { storyId: from, relation: 'first', reasons });
    await beginStory(tx, from, { headline: first.title, at: first.publishedAt, follows: !isDevelopment });
  }
  return follows;
}

type Moving = {
  readonly from: string;
  readonly to: string;
  readonly seqs: readonly number[];
  /** The story that the moved reports follow. */
  readonly follows: string | undefined;
  readonly rest: readonly StoredEntry[];
};

/** Alerts whose headline moved show another report of the story, or go with it where there is none. */
async function moveAlerts(
  tx: Db,
  { writer, briefs }: StoryDeps,
  { from, to, seqs, follows, rest }: Moving,
  now: number,
): Promise<void> {
  const left = await selectSignals(tx, { story: from });
  for (const alert of await selectAlerts(tx, { stories: [from] })) {
    // A trial's alert is a message by itself, and is opened anew.
    if (!seqs.includes(alert.entry) || isTrialAlert(alert)) continue;
    const other = left
      .filter(({ briefId, indicatorId }) => briefId === alert.briefId && indicatorId === alert.indicatorId)
      .toSorted((a, b) => a.at - b.at || a.entry - b.entry)[0];
    const text = rest.find(({ seq }) => seq === other?.entry);
    if (other !== undefined && text !== undefined) {
      const indicator = indicatorOf(briefs, alert.briefId, alert.indicatorId);
      const place = { briefId: alert.briefId, entry: other.entry, text };
      const labels = indicator === undefined ? alert.labels : storyAlert(indicator, from, place).labels;
      const story = follows === undefined ? (alert.labels.story ?? [from]) : [from];
      await moveAlert(tx, alert.id, { entry: other.entry, labels: { ...labels, story } });
      continue;
    }
    const labels = { ...alert.labels, story: storiesOf(to, follows) };
    const key = storyAlertKey(to, alert.briefId, alert.indicatorId);
    await moveAlert(tx, alert.id, { key, storyId: to, labels });
    await moveOutOf(tx, alert, from, to);
    await tell(tx, writer, { ...alert, key, storyId: to, labels }, now);
  }
}

/** A story as alerts carry it: with what it follows. */
function storiesOf(story: string, follows: string | undefined): readonly string[] {
  return follows === undefined ? [story] : [story, follows];
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
  {
    moved,
    signals,
    follows,
  }: {
    readonly moved: readonly StoredEntry[];
    readonly signals: readonly Signal[];
    readonly follows: string | undefined;
  },
  now: number,
): Promise<void> {
  const live = signals.filter(({ entry }) => moved.some(({ seq, history }) => seq === entry && !history));
  const trials = await loadTrials(tx, deps.briefs);
  for (const { briefId, indicatorId, entry, story } of live) {
    const indicator = indicatorOf(deps.briefs, briefId, indicatorId);
    const text = moved.find(({ seq }) => seq === entry);
    if (indicator?.alert !== 'each' || text === undefined) continue;
    const followed = follows === undefined ? [] : [follows];
    const draft = storyAlert(indicator, story, { briefId, entry, text, followed });
    await raise(tx, deps.writer, trials.has({ briefId, indicatorId }) ? trialAlert(draft) : draft, now);
  }
  if (live.length === 0) return;
  await correlate(tx, { ...deps, trials }, live, now);
  await watchStandings(tx, { ...deps, trials }, live, now);
}
