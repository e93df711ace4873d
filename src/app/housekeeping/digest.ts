/** The digest: what rose and fell, what was alerted, what was held back and who is silent, over a stretch of time. */
import { foreignWords } from '../../core/delivery/foreign-words.ts';
import type { NoticeLine, NoticeNotification } from '../../core/delivery/notification.ts';
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { LEVELS } from '../../core/indicator/standing.ts';
import { answeringInWords } from '../../core/feed/poll/answering-in-words.ts';
import { clockTime } from '../../core/time/local-time.ts';
import { type OpenedAlert, openedAlerts } from '../../edges/store/alerts.ts';
import { loadFeedStates } from '../../edges/store/feeds.ts';
import { selectHeld } from '../../edges/store/outbox/held.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { nameOfAlert } from '../../core/alert/alert-names.ts';
import type { SayWordsFound } from '../deliver/say-words-found.ts';
import { alerts, andMore, heading, type HeadlineLine, headlinesOf, plainLine } from './notice-lines.ts';
import { loadTrials } from '../ingest/trials.ts';
import { standingKnownAt } from '../ingest/watch-standings.ts';

/** Headlines in all: platforms show about thirty lines of a notice. */
const MOST_HEADLINES = 15;
const MOST_OF_ONE = 5;
const MOST_NAMES = 6;

type Options = {
  /** The configured feeds, of which the silent ones are named. */
  readonly feeds?: readonly ConfiguredFeed[];
  /** Zone of the times in the title. */
  readonly zone?: string;
  /** Says by which words headlines in other languages were found. */
  readonly wordsFound?: SayWordsFound | undefined;
};

/** What happened from one instant until just before another (epoch milliseconds), for all of the briefs given. */
export async function composeDigest(
  db: Db,
  briefs: readonly Brief[],
  from: number,
  to: number,
  { feeds = [], zone = 'UTC', wordsFound }: Options = {},
): Promise<NoticeNotification> {
  const ids = new Set(briefs.map((brief) => brief.id));
  const opened = (await openedAlerts(db, from, to)).filter((alert) => ids.has(alert.briefId));
  const changes = await boardChanges(db, briefs, from, to);
  const held = await heldBack(db, ids, from, to);
  const say = await headlinesOf(db, { briefs, wordsFound }, opened);
  const news = [...changes, ...openedLines(briefs, opened, say), ...held];
  const silent = await silentFeeds(db, feeds);
  return {
    kind: 'notice',
    title: `Digest: ${clockTime(from, zone)} to ${clockTime(to, zone)}`,
    lines: [
      ...(news.length === 0 ? [plainLine('No alert, and no indicator rose or fell.')] : news),
      ...silent,
    ],
  };
}

/** Indicators whose standing at the end is not what it was at the beginning. */
async function boardChanges(
  db: Db,
  briefs: readonly Brief[],
  from: number,
  to: number,
): Promise<readonly NoticeLine[]> {
  const lines: NoticeLine[] = [];
  const trials = await loadTrials(db, briefs);
  for (const brief of briefs) {
    for (const { id, name } of brief.indicators) {
      if (trials.has({ briefId: brief.id, indicatorId: id })) continue;
      const before = (await standingKnownAt(db, brief, id, from))?.level ?? 'quiet';
      const after = await standingKnownAt(db, brief, id, to);
      if (after === undefined || after.level === before) continue;
      const rose = LEVELS.indexOf(after.level) > LEVELS.indexOf(before);
      lines.push(
        plainLine(`${rose ? '▲' : '▼'} ${foreignWords(name)}: ${before} → ${after.level}. ${after.sentence}`),
      );
    }
  }
  return lines.length === 0 ? [] : [heading('The board'), ...lines];
}

/** The headlines of new alerts under the names of what they are signs of, the liveliest first. */
function openedLines(
  briefs: readonly Brief[],
  opened: readonly OpenedAlert[],
  say: HeadlineLine,
): readonly NoticeLine[] {
  const groups = [...Map.groupBy(opened, (alert) => nameOfAlert(briefs, alert))].sort(
    (a, b) => b[1].length - a[1].length,
  );
  const each = Math.min(MOST_OF_ONE, Math.max(1, Math.floor(MOST_HEADLINES / Math.max(1, groups.length))));
  return groups.flatMap(([name, own]) => [
    heading(`${foreignWords(name)}: ${alerts(own.length)}`),
    ...own.slice(0, each).map(say),
    ...andMore(own.length - each),
  ]);
}

/** "Held back: 4 alerts by silence 12, 40 alerts by the flood guard." An alert counts once, to however many it was to go. */
async function heldBack(
  db: Db,
  briefIds: ReadonlySet<string>,
  from: number,
  to: number,
): Promise<readonly NoticeLine[]> {
  const held = (await selectHeld(db, { since: from, until: to })).filter(({ briefId }) =>
    briefIds.has(briefId),
  );
  const counts = [...Map.groupBy(held, (each) => each.by)].map(
    ([by, own]) => `${alerts(new Set(own.map(({ alertId }) => alertId)).size)} by ${reasonWords(by)}`,
  );
  return counts.length === 0 ? [] : [plainLine(`Held back: ${counts.join(', ')}.`)];
}

function reasonWords(by: string): string {
  if (by === 'quiet-hours') return 'quiet hours';
  return by === 'flood' ? 'the flood guard' : by.replace('/', ' ');
}

/** Feeds that do not answer, by name: quiet may be theirs, not the world's. */
async function silentFeeds(db: Db, feeds: readonly ConfiguredFeed[]): Promise<readonly NoticeLine[]> {
  if (feeds.length === 0) return [];
  const status = new Map((await loadFeedStates(db)).map((state) => [state.feedId, state.status]));
  const silent = feeds.filter(({ id }) => ['failing', 'gone'].includes(status.get(id) ?? 'new'));
  const unasked = feeds.filter(({ id }) => (status.get(id) ?? 'new') === 'new');
  if (silent.length === 0)
    return [
      plainLine(
        unasked.length === 0
          ? `All ${feeds.length} feeds answer.`
          : answeringInWords(feeds.map(({ id }) => status.get(id))),
      ),
    ];
  const names = [...new Set(silent.map(({ outlet }) => foreignWords(outlet, 60)))];
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  const which = `${names.slice(0, MOST_NAMES).join(', ')}${more}`;
  return [plainLine(`${silent.length} of ${feeds.length} feeds do not answer: ${which}.`)];
}
