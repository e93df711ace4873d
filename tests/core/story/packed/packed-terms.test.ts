import { expect, it } from 'vitest';
import { createPackedTerms } from '../../../../src/core/story/packed/packed-terms.ts';

it('gives each report its own terms back, title and below apart', () => {
  const words = createPackedTerms();
  const reports = Array.from({ length: 500 }, (_, nth) => ({
    title: Array.from({ length: nth % 7 }, (__, at) => nth * 10 + at),
    lede: Array.from({ length: nth % 3 }, (__, at) => nth * 10 + 7 + at),
  }));
  for (const { title, lede } of reports) words.add(title, lede);
  const read = reports.map((_, report) => {
    const [title, lede]: [number[], number[]] = [[], []];
    words.eachOfTitle(report, (term) => title.push(term));
    words.eachOfLede(report, (term) => lede.push(term));
    return { title, lede };
  });
  expect(read).toEqual(reports);
});
