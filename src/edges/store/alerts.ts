/** Alerts as rows: opened once per key, revised in place. */
import { z } from 'zod';
import { ALERT_KINDS, type AlertDraft, type AlertKind, TRIAL } from '../../core/alert/alert.ts';
import { ALERT_LABELS } from '../../core/alert/route.ts';
import { Severity } from '../../core/indicator/brief.ts';
import type { AlertsTable } from './engine/alerting-tables.ts';
import { fromJson, toJson } from './engine/json.ts';
import type { EntriesTable } from './engine/tables.ts';
import type { Db } from './open-store.ts';

export type StoredAlert = AlertDraft & {
  readonly id: number;
  readonly revision: number;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly acknowledged: { readonly by: string; readonly at: number } | undefined;
};

const LabelsJson = z.partialRecord(z.enum(ALERT_LABELS), z.array(z.string()));
const EvidenceJson = z.array(z.int());
const Kind = z.enum(ALERT_KINDS);

/** Opens the alert unless one with its key was ever opened; the answer is its row number, or undefined. */
export async function openAlert(db: Db, draft: AlertDraft, now: number): Promise<number | undefined> {
  // An insert that is refused would still use up a number, and people type these.
  const open = await db.selectFrom('alerts').select('id').where('key', '=', draft.key).executeTakeFirst();
  if (open !== undefined) return undefined;
  const row = await db
    .insertInto('alerts')
    .values({
      key: draft.key,
      kind: draft.kind,
      brief_id: draft.briefId,
      indicator_id: draft.indicatorId,
      correlation_id: draft.correlationId ?? null,
      story_id: draft.storyId ?? null,
      entry_seq: draft.entry,
      severity: draft.severity,
      labels: toJson(draft.labels),
      evidence: toJson(draft.evidence),
      finding: draft.finding ?? null,
      revision: 0,
      opened_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Notes that there is more to say: counts the revision up and takes over new evidence; the answer is the revision. */
export async function reviseAlert(
  db: Db,
  id: number,
  change: { readonly evidence?: readonly number[]; readonly finding?: string },
  now: number,
): Promise<number> {
  const row = await db
    .updateTable('alerts')
    .set((eb) => ({
      revision: eb('revision', '+', 1),
      updated_at: now,
      ...(change.evidence === undefined ? {} : { evidence: toJson(change.evidence) }),
      ...(change.finding === undefined ? {} : { finding: change.finding }),
    }))
    .where('id', '=', id)
    .returning('revision')
    .executeTakeFirstOrThrow();
  return row.revision;
}

/** Notes who took an alert on; false where somebody had before, or where there is no such alert. */
export async function acknowledgeAlert(db: Db, id: number, by: string, now: number): Promise<boolean> {
  const row = await db
    .updateTable('alerts')
    .set({ acknowledged_by: by, acknowledged_at: now })
    .where('id', '=', id)
    .where('acknowledged_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes an acknowledgement back; false where there is none. */
export async function unacknowledgeAlert(db: Db, id: number): Promise<boolean> {
  const row = await db
    .updateTable('alerts')
    .set({ acknowledged_by: null, acknowledged_at: null })
    .where('id', '=', id)
    .where('acknowledged_at', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

type AlertQuery =
  | { readonly id: number }
  | { readonly key: string }
  | { readonly stories: readonly string[] }
  | { readonly entries: readonly number[] }
  | { readonly briefId: string; readonly kind: AlertKind; readonly openedSince: number };

/** Alerts by number, by key, of some stories or headlines, or of one kind since an instant; oldest first. */
export async function selectAlerts(db: Db, query: AlertQuery): Promise<readonly StoredAlert[]> {
  let select = db.selectFrom('alerts').selectAll().orderBy('id');
  if ('id' in query) select = select.where('id', '=', query.id);
  else if ('key' in query) select = select.where('key', '=', query.key);
  else if ('briefId' in query)
    select = select
      .where('brief_id', '=', query.briefId)
      .where('kind', '=', query.kind)
      .where('opened_at', '>=', query.openedSince);
  else if ('stories' in query) select = select.where('story_id', 'in', [...query.stories]);
  else select = select.where('entry_seq', 'in', [...query.entries]);
  return (await select.execute()).map((row) => ({
    id: row.id,
    key: row.key,
    kind: Kind.parse(row.kind),
    briefId: row.brief_id,
    indicatorId: row.indicator_id,
    correlationId: row.correlation_id ?? undefined,
    storyId: row.story_id ?? undefined,
    entry: row.entry_seq,
    severity: Severity.parse(row.severity),
    labels: fromJson(LabelsJson, row.labels),
    evidence: fromJson(EvidenceJson, row.evidence),
    finding: row.finding ?? undefined,
    revision: row.revision,
    openedAt: row.opened_at,
    updatedAt: row.updated_at,
    acknowledged:
      row.acknowledged_by === null || row.acknowledged_at === null
        ? undefined
        : { by: row.acknowledged_by, at: row.acknowledged_at },
  }));
}

/**
 * When the story alerts of an alert's indicator were opened (epoch milliseconds), within `reach` of it either way: of
 * those before it and with it, and of those after it, the nearest `most` each, so that a flood is not read whole for
 * every alert in it.
 */
export async function storyAlertTimes(
  db: Db,
  alert: Pick<StoredAlert, 'briefId' | 'indicatorId' | 'openedAt'>,
  reach: number,
  most: number,
): Promise<readonly number[]> {
  const near = db
    .selectFrom('alerts')
    .select('opened_at')
    .where('brief_id', '=', alert.briefId)
    .where('indicator_id', '=', alert.indicatorId)
    .where('kind', '=', 'story')
    .limit(most);
  const before = await near
    .where('opened_at', '<=', alert.openedAt)
    .where('opened_at', '>', alert.openedAt - reach)
    .orderBy('opened_at', 'desc')
    .execute();
  const after = await near
    .where('opened_at', '>', alert.openedAt)
    .where('opened_at', '<', alert.openedAt + reach)
    .orderBy('opened_at')
    .execute();
  return [...before, ...after].map((row) => row.opened_at);
}

/** An alert, and the entry whose headline it shows. */
export type OpenedAlert = {
  readonly alertId: number;
  /** The entry whose headline it shows. */
  readonly entry: number;
  readonly briefId: string;
  readonly indicatorId: string;
  readonly correlationId: string | undefined;
  readonly headline: string;
  readonly link: string | undefined;
  readonly outlet: string;
};

/** What a query selects of alerts `a` joined with their entries `e` for `openedAlertOf` to read. */
export const OPENED_ALERT_COLUMNS = [
  'a.id',
  'a.entry_seq',
  'a.brief_id',
  'a.indicator_id',
  'a.correlation_id',
  'e.title',
  'e.link',
  'e.outlet',
] as const;

type OpenedAlertRow = Pick<AlertsTable, 'entry_seq' | 'brief_id' | 'indicator_id' | 'correlation_id'> &
  Pick<EntriesTable, 'title' | 'link' | 'outlet'> & { readonly id: number };

export function openedAlertOf(row: OpenedAlertRow): OpenedAlert {
  return {
    alertId: row.id,
    entry: row.entry_seq,
    briefId: row.brief_id,
    indicatorId: row.indicator_id,
    correlationId: row.correlation_id ?? undefined,
    headline: row.title,
    link: row.link ?? undefined,
    outlet: row.outlet,
  };
}

/**
 * The alerts opened from one instant until before another (epoch milliseconds), with their headlines, but for those of
 * trials; oldest first.
 */
export async function openedAlerts(db: Db, from: number, to: number): Promise<readonly OpenedAlert[]> {
  const rows = await db
    .selectFrom('alerts as a')
    .innerJoin('entries as e', 'e.seq', 'a.entry_seq')
    .select(OPENED_ALERT_COLUMNS)
    .where('a.opened_at', '>=', from)
    .where('a.opened_at', '<', to)
    .where('a.key', 'not like', `${TRIAL}%`)
    .orderBy('a.id')
    .execute();
  return rows.map(openedAlertOf);
}

/** The entries that correlations and rises were made of, over all alerts. */
export async function evidenceOfAlert(db: Db): Promise<ReadonlySet<number>> {
  const rows = await db.selectFrom('alerts').select('evidence').where('evidence', '!=', '[]').execute();
  return new Set(rows.flatMap((row) => fromJson(EvidenceJson, row.evidence)));
}
