/** Stories: their headline, the time they span, and who reports them. */
import type { Db } from './open-store.ts';
import { slicesOf } from './engine/slices.ts';

/** A report that begins a story or stretches it. `at` is its event time, epoch milliseconds. */
export type StoryReport = {
  readonly id: string;
  readonly headline: string;
  readonly at: number;
  readonly follows?: string | undefined;
};

type StoryRow = { id: string; headline: string; first_at: number; last_at: number; follows: string | null };

/** Creates the stories, each with the headline of its first report here, or stretches their time to hold the reports. */
export async function saveStories(db: Db, reports: readonly StoryReport[]): Promise<void> {
  const rows = new Map<string, StoryRow>();
  for (const { id, headline, at, follows } of reports) {
    const row = rows.get(id);
    rows.set(id, {
      id,
      headline: row?.headline ?? headline,
      first_at: Math.min(row?.first_at ?? at, at),
      last_at: Math.max(row?.last_at ?? at, at),
      follows: row?.follows ?? follows ?? null,
    });
  }
  for (const slice of slicesOf([...rows.values()]))
    await db
      .insertInto('stories')
      .values(slice)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => {
          const [first, last] = [eb.ref('excluded.first_at'), eb.ref('excluded.last_at')];
          return {
            first_at: eb
              .case()
              .when('stories.first_at', '>', first)
              .then(first)
              .else(eb.ref('stories.first_at'))
              .end(),
            last_at: eb
              .case()
              .when('stories.last_at', '<', last)
              .then(last)
              .else(eb.ref('stories.last_at'))
              .end(),
          };
        }),
      )
      .execute();
}

/** The story that each of the stories follows; those that follow none are left out. */
export async function followedStories(
  db: Db,
  stories: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const followed = new Map<string, string>();
  for (const slice of slicesOf(stories)) {
    const rows = await db
      .selectFrom('stories')
      .select(['id', 'follows'])
      .where('id', 'in', slice)
      .where('follows', 'is not', null)
      .execute();
    for (const { id, follows } of rows) if (follows !== null) followed.set(id, follows);
  }
  return followed;
}

/** The story that a development follows; undefined where it follows none. */
export async function followedStory(db: Db, storyId: string): Promise<string | undefined> {
  const row = await db.selectFrom('stories').select('follows').where('id', '=', storyId).executeTakeFirst();
  return row?.follows ?? undefined;
}

/** The stories that follow one. */
export async function followingStories(db: Db, storyId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('stories')
    .select('id')
    .where('follows', '=', storyId)
    .orderBy('first_at')
    .execute();
  return rows.map((row) => row.id);
}
