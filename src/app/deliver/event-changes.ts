/** What people said of the event that a message tells: which report is another's, and which story is the same. */
import type { EventChange } from '../../core/delivery/notification.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { selectStoryLabels, type StoryLabel } from '../../edges/store/people/story-labels.ts';

/** One for each label that concerns the story, oldest first. */
export async function eventChangesOf(db: Db, storyId: string | undefined): Promise<readonly EventChange[]> {
  if (storyId === undefined) return [];
  const labels = await selectStoryLabels(db, [storyId]);
  return labels.map((label) => changeOf(label, label.keptStory === storyId));
}

function changeOf({ kind, actorName, at, keptAlert, one, other }: StoryLabel, kept: boolean): EventChange {
  const { title: headline, outlet, link } = kept ? other : one;
  return {
    kind: kind === 'apart' ? (kept ? 'parted' : 'parted-from') : kept ? 'joined' : 'told-with',
    by: actorName,
    alertId: keptAlert,
    headline,
    outlet,
    link,
    at,
  };
}
