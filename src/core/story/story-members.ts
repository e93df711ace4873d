/** Which reports in mind each story has, by their numbers. */
import { createPackedLists } from './packed/packed-lists.ts';

export type StoryMembers = {
  readonly add: (storyId: string, number: number) => void;
  readonly remove: (storyId: string, number: number) => void;
  readonly countOf: (storyId: string) => number;
  readonly eachOf: (storyId: string, visit: (number: number) => void) => void;
};

/** No stories at first; one is forgotten with its last report. */
export function createStoryMembers(): StoryMembers {
  const stories = new Map<string, number>();
  const lists = createPackedLists();
  /** Numbers that no story has any more. */
  const free: number[] = [];

  return {
    add: (storyId, number) => {
      // Those in use and those that are free are all that there are.
      const story = stories.get(storyId) ?? free.pop() ?? stories.size;
      stories.set(storyId, story);
      lists.push(story, number);
    },
    remove: (storyId, number) => {
      const story = stories.get(storyId);
      if (story === undefined) return;
      lists.remove(story, number);
      if (lists.lengthOf(story) > 0) return;
      stories.delete(storyId);
      free.push(story);
    },
    countOf: (storyId) => {
      const story = stories.get(storyId);
      return story === undefined ? 0 : lists.lengthOf(story);
    },
    eachOf: (storyId, visit) => {
      const story = stories.get(storyId);
      if (story !== undefined) lists.each(story, visit);
    },
  };
}
