/** What a text lacked, down to the leaf, also where BEFORE and NEAR stand in one another. */
import { describe, expect, it } from 'vitest';
import { nearestMiss } from '../../../../src/core/query/explain/nearest-miss.ts';
import { compileQuery } from '../../../../src/core/query/language/compile-query.ts';

function missOf(query: string, title: string): string | undefined {
  const compiled = compileQuery(query, { people: ['mayor', 'bishop'], acts: ['resign*', 'quit*'] });
  if (compiled.kind === 'errors') throw new Error(`${query} is no query`);
  return nearestMiss(compiled.query.explain({ title, summary: '', outlet: '', lang: '', feed: '' }));
}

describe('the nearest miss', () => {
  it.each([
    ['mayor BEFORE/5 will BEFORE/5 resign*', 'Mayor will sleep late', 'needs resign*'],
    ['mayor BEFORE/5 will BEFORE/5 resign*', 'Mayor and baker resign', 'needs will'],
    ['mayor BEFORE/5 will BEFORE/5 resign*', 'It will be him to resign', 'needs mayor'],
    [
      'mayor BEFORE/5 will BEFORE/5 resign*',
      'Resign, will the mayor?',
      'needs mayor within 5 words before will (never in this order in one sentence)',
    ],
    [
      'mayor BEFORE/5 (will BEFORE/2 $acts)',
      'The mayor will not ever think to quit',
      'needs will within 2 words before $acts (nearest: 5)',
    ],
    ['mayor BEFORE/5 (will BEFORE/2 $acts)', 'The mayor will sleep', 'needs $acts'],
    ['$people BEFORE/9 will BEFORE/9 $acts BEFORE/9 today', 'Bishop will quit', 'needs today'],
    ['$people BEFORE/9 will BEFORE/9 $acts BEFORE/9 today', 'Bishop will sing today', 'needs $acts'],
    [
      'mayor BEFORE/3 will BEFORE/3 resign*',
      'Mayor of the old town will resign',
      'needs mayor within 3 words before will (nearest: 5)',
    ],
    ['(mayor NEAR/3 town) BEFORE/4 $acts', 'Mayor of the town sings', 'needs $acts'],
    [
      'mayor NEAR/3 town',
      'Mayor sings. The town sleeps',
      'needs mayor within 3 words of town (never in one sentence)',
    ],
    [
      'mayor BEFORE/3 will BEFORE/3 (resign* OR quit*)',
      'Mayor will not for now or ever resign',
      'needs *Mayor* … *will* within 3 words before (resign* OR quit*) (nearest: 6)',
    ],
    ['mayor AND NOT film', 'Mayor in film', 'needs NOT film, but has *film*'],
    ['mayor AND film', 'Nothing here', 'none of its words occur'],
    ['mayor AND film', 'Mayor in film', undefined],
  ])('of %s in "%s" is %s', (query, title, miss) => {
    expect(missOf(query, title)).toBe(miss);
  });
});
