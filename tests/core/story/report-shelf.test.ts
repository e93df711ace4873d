import { array, assert, boolean, constantFrom, nat, property, record, uniqueArray } from 'fast-check';
import { expect, test } from 'vitest';
import type { KnownReport, Names } from '../../../src/core/story/read-report.ts';
import { createReportShelf, type ReportShelf } from '../../../src/core/story/report-shelf.ts';
import { HOUR } from '../../../src/core/time/duration.ts';

const drawn = record({
  hours: nat(96),
  story: nat(12),
  name: nat(20),
  signed: boolean(),
  terms: uniqueArray(nat(30), { minLength: 1, maxLength: 8 }),
});
type Drawn = Readonly<{
  hours: number;
  story: number;
  name: number;
  signed: boolean;
  terms: readonly number[];
}>;

const byText = (one: unknown, other: unknown): number =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;

function reportOf({ hours, story, signed }: Drawn, nth: number): KnownReport {
  return {
    key: `${nth}`,
    storyId: `story ${story}`,
    at: hours * HOUR,
    outlet: 'Harbour Gazette',
    lang: 'en',
    labels: signed ? ['b/sign'] : [],
    asked: [],
    names: 0,
    towns: [],
    sides: [],
    named: '',
    turned: false,
    reaction: false,
    rolling: false,
  };
}

/** Everything that can be asked of a shelf, with reports by their keys. */
function toldBy(shelf: ReportShelf) {
  const keyOf = (number: number): string => shelf.reportOf(number)?.key ?? '';
  const wordsOf = (number: number): readonly number[] => {
    const terms: number[] = [];
    const place = shelf.placeOf(number);
    place?.segment.words.eachOfTitle(place.slot, (term) => terms.push(term));
    place?.segment.words.eachOfLede(place.slot, (term) => terms.push(term));
    return terms;
  };
  const found = (onlySigns: boolean) =>
    shelf
      .between(0, 200 * HOUR, onlySigns)
      .flatMap(({ reports, words }) => {
        const seen: (readonly [string, readonly number[]])[] = [];
        words.eachAbove(
          [{ term: 3, weight: 1 }],
          0.5,
          (slot) => void seen.push([keyOf(reports[slot] ?? -1), wordsOf(reports[slot] ?? -1)]),
        );
        return seen;
      })
      .toSorted(byText);
  const stories = Array.from({ length: 13 }, (_, story) => {
    const keys: string[] = [];
    shelf.eachOf(`story ${story}`, (number) => keys.push(keyOf(number)));
    return [shelf.countOf(`story ${story}`), keys.toSorted(byText)];
  });
  return {
    size: shelf.size(),
    all: found(false),
    signs: found(true),
    stories,
    articles: Array.from({ length: 21 }, (_, name) => shelf.ofArticle(name)?.key),
    identities: Array.from({ length: 21 }, (_, name) => shelf.ofIdentity(name + 100)?.key),
    days: Array.from({ length: 9 }, (_, half) => shelf.aDayUpTo(half * 12 * HOUR)),
    oldest: shelf.oldest(),
  };
}

test('what is left after reports were dropped, and others came, is what a shelf of them alone has', () => {
  const batches = array(
    record({
      // In the order of their time, as most come, so that the last of a name is the youngest.
      reports: array(drawn, { maxLength: 120 }).map((all) => all.toSorted((a, b) => a.hours - b.hours)),
      before: constantFrom(-1, 12, 20, 24, 37, 96),
    }),
    { maxLength: 3 },
  );
  assert(
    property(batches, (all) => {
      const shelf = createReportShelf(() => true);
      let kept: {
        readonly report: KnownReport;
        readonly names: Names;
        readonly terms: readonly number[];
      }[] = [];
      let nth = 0;
      for (const { reports, before } of all) {
        for (const each of reports) {
          const report = reportOf(each, nth);
          nth += 1;
          const names = { article: each.name, identity: each.name + 100, bareIdentity: undefined };
          shelf.enter(report, names, each.terms.slice(0, 2), each.terms.slice(2));
          kept.push({ report, names, terms: each.terms });
        }
        const isKept = ({ at, labels }: KnownReport): boolean =>
          at >= before * HOUR || (labels.length > 0 && at >= (before - 30) * HOUR);
        const dropped: (readonly [string, readonly number[]])[] = [];
        Array.from(
          shelf.drop(before * HOUR, isKept, ({ key }, terms) => void dropped.push([key, [...terms]])),
        );
        expect(dropped.toSorted(byText)).toEqual(
          kept
            .filter(({ report }) => !isKept(report))
            .map(({ report, terms }) => [report.key, terms])
            .toSorted(byText),
        );
        kept = kept.filter(({ report }) => isKept(report));
      }
      const alone = createReportShelf(() => true);
      for (const { report, names, terms } of kept)
        alone.enter(report, names, terms.slice(0, 2), terms.slice(2));
      const [left, expected] = [toldBy(shelf), toldBy(alone)];
      // Of one name the last that came is known; which that is of those who came before is not remembered.
      const named = (names: readonly (string | undefined)[]) => names.map((name) => name !== undefined);
      expect({ ...left, articles: named(left.articles), identities: named(left.identities) }).toEqual({
        ...expected,
        articles: named(expected.articles),
        identities: named(expected.identities),
      });
    }),
    { numRuns: 60 },
  );
});

test('a half day may have any number of reports', () => {
  const shelf = createReportShelf(() => true);
  const names = { article: undefined, identity: undefined, bareIdentity: undefined };
  const drawnAt = (hours: number): KnownReport =>
    reportOf({ hours, story: 1, name: 1, signed: false, terms: [] }, hours);
  shelf.enter(drawnAt(1), names, [], []);
  const many = drawnAt(30);
  for (let nth = 0; nth < 300_000; nth += 1)
    shelf.enter({ ...many, storyId: `s${nth % 5_000}` }, names, [], []);
  Array.from(
    shelf.drop(
      12 * HOUR,
      ({ at }) => at >= 12 * HOUR,
      () => undefined,
    ),
  );
  expect([shelf.size(), shelf.oldest()]).toEqual([300_000, 30 * HOUR]);
});
