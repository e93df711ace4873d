/** Says once a day what indicators on trial brought, where no receiver is told of each story. */
import type { NoticeNotification } from '../../core/delivery/notification.ts';
import type { Brief, Indicator } from '../../core/indicator/brief.ts';
import { scoreWords } from '../../core/indicator/score.ts';
import { lastDue } from '../../core/time/local-time.ts';
import type { Db, Store } from '../../edges/store/open-store.ts';
import { lastOccasion } from '../../edges/store/outbox/held.ts';
import { judgedAlerts } from '../../edges/store/people/judged-matches.ts';
import { storyTimes } from '../../edges/store/signals.ts';
import { noticeReceivers } from '../ingest/notice-receivers.ts';
import type { AlertWriter } from '../ingest/open-alerts.ts';
import { loadTrials } from '../ingest/trials.ts';
import { plainLine } from './notice-lines.ts';
import { tellOccasion } from './tell-occasion.ts';

type Deps = {
  readonly store: Store;
  readonly writer: () => AlertWriter;
  readonly briefs: () => readonly Brief[];
};

/** When the day's line comes. */
type Appointment = { readonly at: string; readonly zone: string };

const OCCASION = 'trials/';

/** Queues the day's notice where trials brought something since the last one; the answer counts notices. */
export async function tellTrials(deps: Deps, { at, zone }: Appointment, now: number): Promise<number> {
  const { db } = deps.store;
  const writer = deps.writer();
  if (writer.trial !== undefined) return 0;
  const trials = await loadTrials(db, deps.briefs());
  const own = deps
    .briefs()
    .flatMap((brief) =>
      brief.indicators
        .filter((each) => trials.has({ briefId: brief.id, indicatorId: each.id }))
        .map((indicator) => ({ brief, indicator })),
    );
  if (own.length === 0) return 0;
  const daily = { at, days: undefined, zone };
  const due = lastDue(daily, now);
  const last = await lastOccasion(db, OCCASION);
  if (last !== undefined && Number(last.slice(OCCASION.length)) >= due) return 0;
  const from = lastDue(daily, due - 1);
  const lines: string[] = [];
  for (const { brief, indicator } of own) {
    const line = await lineOf(db, brief, indicator, from, due);
    if (line !== undefined) lines.push(line);
  }
  if (lines.length === 0) return 0;
  const body: NoticeNotification = { kind: 'notice', title: 'On trial', lines: lines.map(plainLine) };
  return tellOccasion(deps.store, writer, noticeReceivers(writer), `${OCCASION}${due}`, body, now);
}

/** "Ports change hands: 3 stories, 80 % relevant (…); /indicator port-sales to judge or start it". */
async function lineOf(
  db: Db,
  brief: Brief,
  { id, name }: Indicator,
  from: number,
  to: number,
): Promise<string | undefined> {
  const stories = (await storyTimes(db, brief.id, id, from)).filter((time) => time < to).length;
  if (stories === 0) return undefined;
  const judged = await judgedAlerts(db, brief.id, id);
  const relevant = judged.reduce((sum, { share }) => sum + share, 0);
  const score = scoreWords({ relevant, judged: judged.length }) ?? 'nobody has judged one yet';
  return `${name}: ${stories} ${stories === 1 ? 'story' : 'stories'}; ${score}; /indicator ${id} to judge them or to start it`;
}
