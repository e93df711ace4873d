/** Tells of the stories that an ingest brought: new alerts, further reports in what was sent, and turns of the matter. */
import { storyAlert, trialAlert } from '../../core/alert/alert.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import { selectMessages } from '../../edges/store/outbox/messages.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { followedStory } from '../../edges/store/stories.ts';
import { queueAnswer, queueEdits } from './queue.ts';
import { indicatorOf } from './indicator-of.ts';
import { type AlertWriter, EDIT_PAUSE, raise, retell } from './open-alerts.ts';
import type { Trials } from './trials.ts';
import type { NewsEntry } from './place-entries.ts';

type Deps = { readonly briefs: readonly Brief[]; readonly writer: AlertWriter; readonly trials: Trials };

/**
 * Opens an alert per story and indicator. Every further report brings the messages of its story up to date, whosever it
 * is; one that turns a told story into its opposite without being a sign itself is said beside that story's messages.
 */
export async function tellStories(
  tx: Db,
  deps: Deps,
  news: readonly NewsEntry[],
  now: number,
): Promise<void> {
  const yieldOften = createYieldOften();
  for (const { seq, entry, storyId, history, hits, relation } of news) {
    await yieldOften();
    if (history) continue;
    for (const { briefId, indicatorId } of hits) {
      const indicator = indicatorOf(deps.briefs, briefId, indicatorId);
      if (indicator?.alert !== 'each') continue;
      const followed = await followedStories(tx, storyId);
      const draft = storyAlert(indicator, storyId, { briefId, entry: seq, text: entry, followed });
      const onTrial = deps.trials.has({ briefId, indicatorId });
      const raised = await raise(tx, deps.writer, onTrial ? trialAlert(draft) : draft, now);
      if (raised === 'known' && relation !== 'reprint') await retell(tx, deps.writer, draft.key, now);
    }
  }
  for (const report of news) {
    await yieldOften();
    if (!report.history && report.relation === 'development' && report.reversal.length > 0)
      await sayTurn(tx, deps.writer, report, now);
  }
  const stories = [...new Set(news.map(({ storyId }) => storyId))];
  const told = await selectMessages(tx, { stories });
  await queueEdits(
    tx,
    deps.writer.nameDelivery,
    told.map(({ id }) => id),
    now + EDIT_PAUSE,
    now,
  );
}

/** Answers the messages of the story that a report turns, where the receiver is not told of the report itself. */
async function sayTurn(tx: Db, writer: AlertWriter, report: NewsEntry, now: number): Promise<void> {
  const { entry, storyId, reversal } = report;
  const own = new Set((await selectMessages(tx, { stories: [storyId] })).map(({ receiver }) => receiver));
  const said = new Set<string>();
  for (const story of await followedStories(tx, storyId)) {
    for (const { id, receiver } of await selectMessages(tx, { stories: [story] })) {
      if (own.has(receiver) || said.has(receiver)) continue;
      said.add(receiver);
      const words = reversal.map((each) => `“${each}”`).join(', ');
      const text = `${entry.title} · ${entry.outlet} · turned: ${words}`;
      const line = { text, marks: [], ...(entry.link === undefined ? {} : { link: entry.link }) };
      await queueAnswer(tx, writer.nameDelivery, id, { alerts: [], lines: [line], mention: true }, now);
      await queueEdits(tx, writer.nameDelivery, [id], now + EDIT_PAUSE, now);
    }
  }
}

/** A matter that has moved on more often than this begins anew. */
const LONGEST_CHAIN = 20;

/** The stories that a story follows, the nearest first. */
async function followedStories(tx: Db, storyId: string): Promise<readonly string[]> {
  const found: string[] = [];
  let at = await followedStory(tx, storyId);
  while (at !== undefined && found.length < LONGEST_CHAIN && !found.includes(at)) {
    found.push(at);
    at = await followedStory(tx, at);
  }
  return found;
}
