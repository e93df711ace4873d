/** Labels of stories: what people said is one event or two, with the texts as they stood, so that the fit can learn of it. */
import { z } from 'zod';
import { fromJson, toJson } from '../engine/json.ts';
import { slicesOf } from '../engine/slices.ts';
import type { Db } from '../open-store.ts';

const Kind = z.enum(['apart', 'same']);

/** A report as it stood when somebody spoke of it; `at` is its event time, epoch milliseconds. */
export const LabelledReport = z.strictObject({
  title: z.string(),
  summary: z.string(),
  outlet: z.string(),
  lang: z.string(),
  at: z.number(),
  link: z.string().optional(),
  /** Ids of the indicators that it answered, as `brief/indicator`. */
  labels: z.array(z.string()),
});
export type LabelledReport = z.infer<typeof LabelledReport>;

export type StoryLabel = {
  readonly id: number;
  /** `apart`: two events; the other report left the story. `same`: one event; the other's story was joined to it. */
  readonly kind: z.infer<typeof Kind>;
  readonly keptStory: string;
  /** The story that was parted off, or the one that was joined and has no reports any more. */
  readonly otherStory: string;
  /** Number of the alert that tells the story that was kept. */
  readonly keptAlert: number;
  /** `discord:1234`, and the name people know them by. */
  readonly actor: string;
  readonly actorName: string;
  readonly at: number;
  readonly one: LabelledReport;
  readonly other: LabelledReport;
};

/** Keeps a label; the answer is its number. */
export async function insertStoryLabel(db: Db, label: Omit<StoryLabel, 'id'>): Promise<number> {
  const row = await db
    .insertInto('story_labels')
    .values({
      kind: label.kind,
      kept_story: label.keptStory,
      other_story: label.otherStory,
      kept_alert: label.keptAlert,
      by_id: label.actor,
      by_name: label.actorName,
      at: label.at,
      one: toJson(label.one),
      other: toJson(label.other),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Number of the newest label, 0 where there is none: whoever keeps stories in mind reads them anew where it changed. */
export async function newestStoryLabel(db: Db): Promise<number> {
  const row = await db
    .selectFrom('story_labels')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** Labels that one of the stories was kept or left by, or all of them where none are named; oldest first. */
export async function selectStoryLabels(db: Db, stories?: readonly string[]): Promise<readonly StoryLabel[]> {
  const base = db.selectFrom('story_labels').selectAll().orderBy('id');
  if (stories === undefined) return (await base.execute()).map(storyLabel);
  const found: StoryLabel[] = [];
  for (const slice of slicesOf(stories)) {
    const rows = await base
      .where((eb) => eb.or([eb('kept_story', 'in', slice), eb('other_story', 'in', slice)]))
      .execute();
    found.push(...rows.map(storyLabel));
  }
  return found.sort((a, b) => a.id - b.id);
}

type LabelRow = {
  readonly id: number;
  readonly kind: string;
  readonly kept_story: string;
  readonly other_story: string;
  readonly kept_alert: number;
  readonly by_id: string;
  readonly by_name: string;
  readonly at: number;
  readonly one: string;
  readonly other: string;
};

function storyLabel(row: LabelRow): StoryLabel {
  return {
    id: row.id,
    kind: Kind.parse(row.kind),
    keptStory: row.kept_story,
    otherStory: row.other_story,
    keptAlert: row.kept_alert,
    actor: row.by_id,
    actorName: row.by_name,
    at: row.at,
    one: fromJson(LabelledReport, row.one),
    other: fromJson(LabelledReport, row.other),
  };
}
