/** Reports in mind by what names them: the article, the wording, and the story that they belong to. */
import { createNumberTable, type NumberTable } from './packed/number-table.ts';
import type { KnownReport, Names } from './read-report.ts';
import { createStoryMembers } from './story-members.ts';

export type ReportNames = {
  readonly enter: (report: KnownReport, names: Names, number: number) => void;
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
  const tables = [createNumberTable(), createNumberTable(), createNumberTable()] as const;
  const [byArticle, byIdentity, byBareIdentity] = tables;
  /** The names of each report, one after the other in the order of the tables; NaN for none. */
  let own = new Float64Array(1_024).fill(Number.NaN);
  const stories = createStoryMembers();
  const outlived = new Set<number>();

  const eachName = (number: number, visit: (table: NumberTable, name: number) => void): void => {
    tables.forEach((table, at) => {
      const name = own[number * tables.length + at] ?? Number.NaN;
      if (!Number.isNaN(name)) visit(table, name);
    });
  };
  const keepNames = (number: number, { article, identity, bareIdentity }: Names): void => {
    const end = (number + 1) * tables.length;
    if (end > own.length) {
      const larger = new Float64Array(Math.ceil(end * 1.5)).fill(Number.NaN);
      larger.set(own);
      own = larger;
    }
    own.set(
      [article, identity, bareIdentity].map((name) => name ?? Number.NaN),
      number * tables.length,
    );
  };
  const nameAgain = (number: number): void =>
    eachName(number, (table, name) => {
      if (table.get(name) === undefined) table.set(name, number);
    });
  const timeOf = (number: number | undefined): number =>
    reportOf(number ?? -1)?.at ?? Number.NEGATIVE_INFINITY;

  return {
    enter: (report, names, number) => {
      keepNames(number, names);
      eachName(number, (table, name) => {
        const before = table.get(name);
        if (before !== undefined && timeOf(before) > report.at) outlived.add(before);
        table.set(name, number);
      });
      stories.add(report.storyId, number);
    },
    remove: (report, number) => {
      outlived.delete(number);
      eachName(number, (table, name) => {
        if (table.get(name) === number) table.delete(name);
      });
      stories.remove(report.storyId, number);
    },
    nameAgain,
    nameOutlived: () => {
      for (const number of outlived) {
        nameAgain(number);
        let isOutlived = false;
        eachName(number, (table, name) => {
          isOutlived ||= timeOf(table.get(name)) < timeOf(number);
        });
        if (!isOutlived) outlived.delete(number);
      }
    },
    ofArticle: (article) => reportOf(byArticle.get(article ?? -1) ?? -1),
    ofIdentity: (identity) => reportOf(byIdentity.get(identity ?? -1) ?? -1),
    ofBareIdentity: (identity) => reportOf(byBareIdentity.get(identity ?? -1) ?? -1),
    countOf: stories.countOf,
    eachOf: stories.eachOf,
  };
}
