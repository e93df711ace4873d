/** Reports in mind by what names them: the article, the wording, and the story that they belong to. */
import { createPackedLists } from './packed/packed-lists.ts';
import type { KnownReport } from './read-report.ts';

export type ReportNames = {
  readonly enter: (report: KnownReport, number: number) => void;
  readonly remove: (report: KnownReport, number: number) => void;
  /** Lets a report have the names that another had which came later and was removed. */
  readonly nameAgain: (number: number) => void;
  /** The same for the reports that lost a name to one which came later and is older, so that it is removed before them. */
  readonly nameOutlived: () => void;
  /** The last report of an article's address, and with a wording. */
  readonly ofArticle: (article: number | undefined) => KnownReport | undefined;
  readonly ofIdentity: (identity: number | undefined) => KnownReport | undefined;
  /** The last report with a wording but for a part that is set off. */
  readonly ofBareIdentity: (identity: number | undefined) => KnownReport | undefined;
  /** How many reports of a story are on the shelf. */
  readonly countOf: (storyId: string) => number;
  readonly eachOf: (storyId: string, visit: (number: number) => void) => void;
};

/** No reports at first; they are known by their numbers. */
export function createReportNames(reportOf: (number: number) => KnownReport | undefined): ReportNames {
  const byIdentity = new Map<number, number>();
  const byBareIdentity = new Map<number, number>();
  const byArticle = new Map<number, number>();
  const byStory = new Map<string, number>();
  /** The numbers of each story's reports, by the number of the story. */
  const members = createPackedLists();
  /** Numbers that no story has any more. */
  const free: number[] = [];
  let stories = 0;
  const outlived = new Set<number>();

  const namesOf = ({ identity, bareIdentity, article }: KnownReport) =>
    [
      [byIdentity, identity],
      [byBareIdentity, bareIdentity],
      [byArticle, article],
    ] as const;
  const storyOf = (storyId: string): number => {
    const known = byStory.get(storyId);
    if (known !== undefined) return known;
    const story = free.pop() ?? stories++;
    byStory.set(storyId, story);
    return story;
  };
  const nameAgain = (number: number): void => {
    const report = reportOf(number);
    if (report === undefined) return;
    for (const [numbers, name] of namesOf(report))
      if (name !== undefined && !numbers.has(name)) numbers.set(name, number);
  };
  const holderIsOlder = (
    report: KnownReport,
    [numbers, name]: ReturnType<typeof namesOf>[number],
  ): boolean => {
    const holder = name === undefined ? undefined : reportOf(numbers.get(name) ?? -1);
    return holder !== undefined && holder.at < report.at;
  };

  return {
    enter: (report, number) => {
      for (const [numbers, name] of namesOf(report)) {
        if (name === undefined) continue;
        const before = numbers.get(name) ?? -1;
        if ((reportOf(before)?.at ?? Number.NEGATIVE_INFINITY) > report.at) outlived.add(before);
        numbers.set(name, number);
      }
      members.push(storyOf(report.storyId), number);
    },
    remove: (report, number) => {
      outlived.delete(number);
      for (const [numbers, name] of namesOf(report))
        if (name !== undefined && numbers.get(name) === number) numbers.delete(name);
      const story = byStory.get(report.storyId);
      if (story === undefined) return;
      members.remove(story, number);
      if (members.lengthOf(story) > 0) return;
      byStory.delete(report.storyId);
      free.push(story);
    },
    nameAgain,
    nameOutlived: () => {
      for (const number of outlived) {
        nameAgain(number);
        const report = reportOf(number);
        const isOutlived =
          report !== undefined && namesOf(report).some((name) => holderIsOlder(report, name));
        if (!isOutlived) outlived.delete(number);
      }
    },
    ofArticle: (article) => reportOf(byArticle.get(article ?? -1) ?? -1),
    ofIdentity: (identity) => reportOf(byIdentity.get(identity ?? -1) ?? -1),
    ofBareIdentity: (identity) => reportOf(byBareIdentity.get(identity ?? -1) ?? -1),
    countOf: (storyId) => {
      const story = byStory.get(storyId);
      return story === undefined ? 0 : members.lengthOf(story);
    },
    eachOf: (storyId, visit) => {
      const story = byStory.get(storyId);
      if (story !== undefined) members.each(story, visit);
    },
  };
}
