import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../../src/core/indicator/brief.ts';
import { spokenLanguages } from '../../../src/core/lists/spoken-languages.ts';

const LISTS = {
  'acts.leave': { en: ['leaves'], de: ['geht'], da: ['går af'] },
  'bodies.board': { en: ['board'], de: ['Vorstand'], fr: ['directoire'] },
  'bodies.club': { en: ['club'], mul: ['=FC'] },
  plain: ['foo', 'bar'],
  both: ['$acts.leave', '$bodies.board NEAR/3 foo'],
  loop: ['$loop', '$acts.leave'],
};
const of = (query: string, languages?: string[]): readonly string[] | undefined =>
  spokenLanguages({ id: 'x', name: 'x', quote: 'x', query } as Indicator, { lists: LISTS, languages });

describe('the languages of a sign', () => {
  it.each([
    ['$acts.leave', ['da', 'de', 'en']],
    ['$acts.leave AND $bodies.board', ['de', 'en']],
    ['$acts.leave NEAR/4 $bodies.board', ['de', 'en']],
    ['title:($acts.leave OR $bodies.board)', ['da', 'de', 'en', 'fr']],
    ['$acts.leave AND NOT $bodies.board', ['da', 'de', 'en']],
    ['$acts.leave AND plainword', ['da', 'de', 'en']],
    ['$acts.leave AND $plain', ['da', 'de', 'en']],
    ['$acts.leave AND $bodies.club', ['da', 'de', 'en']],
    ['$both', ['da', 'de', 'en', 'fr']],
    ['$loop', ['da', 'de', 'en']],
  ])('of %s are %s', (query, expected) => {
    expect(of(query)).toEqual(expected);
  });

  it('are unknown where no list says, and where no language has words for all of it', () => {
    expect(of('foo AND $plain')).toBeUndefined();
    expect(of('$bodies.club')).toBeUndefined();
  });

  it('are those that the brief names', () => {
    expect(of('$acts.leave', ['pl'])).toEqual(['pl']);
  });
});
