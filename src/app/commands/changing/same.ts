/** `/same` and *Same as #12*: two alerts tell one event. */
import type { Reply } from '../../../core/command/reply.ts';
import { HOUR } from '../../../core/time/duration.ts';
import { selectAlerts, type StoredAlert } from '../../../edges/store/alerts.ts';
import { lockTransaction } from '../../../edges/store/engine/session-lock.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import { followedStory } from '../../../edges/store/stories.ts';
import { joinStories } from '../../ingest/labels/join-stories.ts';
import { type Caller, changeBy, type Command, type CommandContext } from '../context.ts';
import { note } from '../parts.ts';
import { noAlert } from './acknowledge.ts';
import { alertNumber, notANumber } from './part.ts';

export const same: Command<'same'> = async (ctx, { alert, as }, call) => {
  const [id, kept] = [alertNumber(alert), alertNumber(as)];
  return id === undefined || kept === undefined ? notANumber() : joinAlerts(ctx, id, kept, call);
};

/** Joins the story of an alert to that of another, which is kept. */
export async function joinAlerts(
  ctx: CommandContext,
  alertId: number,
  keptId: number,
  caller: Caller,
): Promise<Reply> {
  const now = ctx.now();
  const who = changeBy(caller);
  const joining = await ctx.store.transaction(async (tx) => {
    // Whoever ingests meanwhile keeps the stories in mind: one after the other.
    if (ctx.store.dialect.shared) await lockTransaction(tx, 'ingest');
    const deps = { briefs: ctx.briefs(), writer: ctx.writer() };
    const by = { actor: who.actor, actorName: who.actorName };
    const found = await joinStories(tx, deps, { alertId, keptId }, by, now);
    if (found.kind === 'joined')
      await recordAudit(
        tx,
        { action: 'join', ...who, subject: `alert:${alertId}`, detail: { to: `alert:${keptId}` } },
        now,
      );
    return found;
  });
  switch (joining.kind) {
    case 'joined':
      ctx.wake();
      return note(
        'One event from now on',
        `What alert ${alertId} tells is told with alert ${keptId}. Levels and patterns were counted anew.`,
      );
    case 'one':
      return note('One event already', `Alerts ${alertId} and ${keptId} tell of one story.`);
    case 'none':
      return notTold(ctx.store.db, [alertId, keptId]);
  }
}

async function notTold(db: Db, ids: readonly number[]): Promise<Reply> {
  for (const id of ids) {
    const [alert] = await selectAlerts(db, { id });
    if (alert === undefined) return noAlert(id);
    if (alert.storyId === undefined)
      return note(
        'No single event',
        `Alert ${id} is a pattern or a rise; join the reports that it rests on.`,
      );
  }
  return note('Gone', 'The reports of one of them are not stored any more.');
}

/** Events further apart than this are hardly one. */
const NEAR = 72 * HOUR;
const MOST = 2;

/** Alerts that may tell the same event: of the story that it follows, then of its indicator, the nearest in time first. */
export async function sameCandidates(db: Db, alert: StoredAlert): Promise<readonly StoredAlert[]> {
  if (alert.storyId === undefined) return [];
  const followed = await followedStory(db, alert.storyId);
  const before = followed === undefined ? [] : await selectAlerts(db, { stories: [followed] });
  const near = await selectAlerts(db, {
    briefId: alert.briefId,
    kind: 'story',
    openedSince: alert.openedAt - NEAR,
  });
  const likely = near
    .filter(({ indicatorId }) => indicatorId === alert.indicatorId)
    .filter(({ openedAt }) => openedAt <= alert.openedAt + NEAR)
    .toSorted(
      (a, b) => Math.abs(a.openedAt - alert.openedAt) - Math.abs(b.openedAt - alert.openedAt) || a.id - b.id,
    );
  const byStory = new Map<string, StoredAlert>();
  for (const each of [...before, ...likely])
    if (each.storyId !== undefined && each.storyId !== alert.storyId && !byStory.has(each.storyId))
      byStory.set(each.storyId, each);
  return [...byStory.values()].slice(0, MOST);
}
