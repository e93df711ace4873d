/** Who reports an event, how the matter moved on, and what it follows, as a message shows them. */
import type { Development, Followed, FurtherReport, Report } from '../../core/delivery/notification.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { selectAlerts } from '../../edges/store/alerts.ts';
import { postOf } from '../../edges/store/outbox/batches.ts';
import { selectEntries, type StoredEntry } from '../../edges/store/entries.ts';
import { alertsOfMessage, selectMessages, type StoredMessage } from '../../edges/store/outbox/messages.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { followingStories } from '../../edges/store/stories.ts';
import { foundAmong, type FoundOf, type WordsFoundDeps } from './say-words-found.ts';

/** An entry as a message names it, with the words by which it was found where somebody says them. */
export function eventReportOf(entry: StoredEntry, found?: FoundOf): Report {
  const { outlet, title: headline, link, publishedAt: at } = entry;
  const wordsFound = found?.(entry);
  return { outlet, headline, link, at, ...(wordsFound === undefined ? {} : { wordsFound }) };
}

type EventDeps = WordsFoundDeps & { readonly db: Db };

/**
 * Every report of the event but the one whose headline leads, first report first; what the headline's own outlet said in
 * other words, too. `shownSeq` is the highest entry row that anything sent has shown.
 */
export function furtherReports(
  headline: StoredEntry,
  reports: readonly StoredEntry[],
  signals: readonly Signal[],
  shownSeq: number,
  found?: FoundOf,
): readonly FurtherReport[] {
  const matched = new Set(signals.map(({ entry }) => entry));
  return reports
    .filter(({ seq }) => seq !== headline.seq)
    .map((entry) => ({
      ...eventReportOf(entry, found),
      relation: entry.relation === 'reprint' ? 'reprint' : 'report',
      matched: matched.has(entry.seq),
      fresh: entry.seq > shownSeq,
    }));
}

/** One report per outlet, the first; without the outlet whose headline the message shows. */
export function alsoReported(
  headline: StoredEntry,
  reports: readonly StoredEntry[],
  found?: FoundOf,
): readonly Report[] {
  const byOutlet = new Map<string, StoredEntry>();
  for (const each of reports) {
    if (each.outlet !== headline.outlet && !byOutlet.has(each.outlet)) byOutlet.set(each.outlet, each);
  }
  return [...byOutlet.values()].map((entry) => eventReportOf(entry, found));
}

/**
 * How the matter moved on: what follows the message's story, where this receiver is told of it, or where it turns the
 * matter into its opposite.
 */
export async function developmentsOf(
  deps: EventDeps,
  message: StoredMessage,
): Promise<readonly Development[]> {
  const { db } = deps;
  if (message.storyId === undefined) return [];
  const told = new Set<string>();
  for (const { id, storyId } of await selectMessages(db, { follows: message.id }))
    if (storyId !== undefined && (await alertsOfMessage(db, id)).some(isTold)) told.add(storyId);
  const stories = new Set([...told, ...(await followingStories(db, message.storyId))]);
  const developments: Development[] = [];
  for (const story of stories) {
    const [first] = (await selectEntries(db, { story })).toSorted((a, b) => a.seq - b.seq);
    if (first === undefined || first.history || (!told.has(story) && first.reversal.length === 0)) continue;
    const fresh = first.seq > message.shownSeq;
    const found = await foundAmong(db, deps, [first]);
    developments.push({ ...eventReportOf(first, found), turned: turnedBy(first), fresh });
  }
  return developments.sort((a, b) => a.at - b.at);
}

function isTold({
  status,
  withheldBy,
}: {
  readonly status: string;
  readonly withheldBy: string | undefined;
}) {
  return status !== 'withheld' || withheldBy?.startsWith('silence/') !== true;
}

function turnedBy({ reversal }: StoredEntry): string | undefined {
  return reversal.length === 0 ? undefined : reversal.join(', ');
}

/** What a message answers; undefined where that was never sent, so that it speaks for itself. */
export async function followedBy(deps: EventDeps, message: StoredMessage): Promise<Followed | undefined> {
  const { db } = deps;
  if (message.follows === undefined || message.storyId === undefined) return undefined;
  const post = await postOf(db, message.follows);
  if (post?.carrier === undefined) return undefined;
  const [first] = (await selectEntries(db, { story: message.storyId })).toSorted((a, b) => a.seq - b.seq);
  const about = await aboutMessage(deps, message.follows);
  return about && { ...about, turned: first && turnedBy(first) };
}

/** The headline and number by which a message is named elsewhere. */
export async function aboutMessage(deps: EventDeps, messageId: number): Promise<Followed | undefined> {
  const { db } = deps;
  const members = await alertsOfMessage(db, messageId);
  const first = members.find(({ status }) => status === 'shown') ?? members[0];
  const [alert] = first === undefined ? [] : await selectAlerts(db, { id: first.alertId });
  const [entry] = alert === undefined ? [] : await selectEntries(db, { seqs: [alert.entry] });
  if (alert === undefined || entry === undefined) return undefined;
  const found = await foundAmong(db, deps, [entry]);
  return { ...eventReportOf(entry, found), alertId: alert.id, turned: undefined };
}
