import { describe, expect, it } from 'vitest';
import { readBrief } from '../../src/config/read-brief.ts';
import { readLists } from '../../src/config/read-lists.ts';
import { checkBrief } from '../../src/core/query/language/check-brief.ts';
import { compileQuery } from '../../src/core/query/language/compile-query.ts';

const ACTS = {
  path: 'config/lists/acts.yaml',
  text: 'resign:\n  en: [resign*]\n  de: [Rücktritt*]\npraise: [prais*]\n',
};
const SHARED = readLists([ACTS]).lists;

function brief(query: string, lists = ''): string {
  return `id: small
title: t
happened: h
leverage: l
mechanism: m
matters: m
watch: w
${lists}
indicators:
  - { id: one, name: One, quote: w, query: "${query}", examples: { hits: [She resigns], misses: [Nothing] } }
`;
}

function saidOf(text: string): readonly string[] {
  return readBrief('b.yaml', text, { shared: SHARED, checkQueries: checkBrief }).issues.map(
    ({ line, column, what, remedy }) => `${line}:${column} ${what}; ${remedy}`,
  );
}

describe('shared lists', () => {
  it('stand in a brief that names them, with the language they count in', () => {
    const { brief: read } = readBrief('b.yaml', brief('$acts.resign'), { shared: SHARED });
    expect(Object.keys(read?.lists ?? {})).toEqual(['acts.resign']);
    const compiled = compileQuery('$acts.resign', SHARED);
    if (compiled.kind === 'errors') throw new Error('unsound');
    const hits = (title: string, lang: string) =>
      compiled.query.match({ title, summary: '', outlet: '', feed: '', lang }) !== undefined;
    expect(['en', 'en-GB', 'de', 'fi', '', 'und'].map((lang) => hits('Minister resigns', lang))).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
  });

  it.each([
    [
      'a mistyped name',
      brief('$acts.resing'),
      '10:45 there is no list $acts.resing; did you mean $acts.resign?',
    ],
    [
      'a list of its own under the same name',
      brief('$acts.resign', 'lists: { acts.resign: [quit*] }'),
      '8:10 acts.resign is a shared list, and a list of your own hides none; extend it, { add: [words], remove: [words] }, or give yours a name without a dot',
    ],
    [
      'an extension of nothing',
      brief('$acts.resign', 'lists: { acts.reign: { add: [quit*] } }'),
      '8:10 there is no shared list acts.reign to extend; did you mean acts.resign?',
    ],
    [
      'a term to remove that is not there',
      brief('$acts.resign', 'lists: { acts.resign: { remove: [quit*] } }'),
      '8:34 acts.resign does not hold quit*, so it cannot be removed; take it out, or copy the term exactly as config/lists/acts.yaml has it',
    ],
    [
      'actors added to words',
      brief('$acts.resign', 'lists: { acts.resign: { add: { someone: [quit*] } } }'),
      '8:32 someone is no language code, and acts.resign is a list of words, not of actors; write the words below a code, { en: […] }',
    ],
  ])('refuse %s', (_, text, expected) => {
    expect(saidOf(text)).toEqual([expected]);
  });

  it('are extended for one brief', () => {
    const lists = 'lists: { acts.resign: { add: { en: [stands down] }, remove: [Rücktritt*] } }';
    const text = brief('$acts.resign', lists).replace('[She resigns]', '[She resigns, He stands down]');
    expect(saidOf(text)).toEqual([]);
    expect(readBrief('b.yaml', text, { shared: SHARED }).brief?.lists).toEqual({
      'acts.resign': { en: ['resign*', 'stands down'] },
    });
  });

  it.each([
    ['resign: [re*sign]', '1:10 in $acts.resign, "re*sign": "re*sign" has a star inside the word'],
    [
      'resign: { uk: [x], polish: [y] }',
      '1:15 uk ["x"] is the code of a language (Ukrainian) and so no actor\'s key',
    ],
    ['resign: [$acts.prise]\npraise: [a]', '1:10 there is no list $acts.prise'],
    ['Resign: [x]', '1:1 Resign is not a list name'],
  ])('say what is wrong in their file: %s', (text, expected) => {
    const { issues } = readLists([{ path: 'config/lists/acts.yaml', text }]);
    expect(issues.map(({ line, column, what }) => `${line}:${column} ${what}`)).toEqual([expected]);
  });
});

describe('lists that were read before', () => {
  it('are not read again', () => {
    const known = { 'acts.known': ['known'] };
    expect(readLists([ACTS], known)).toEqual({ lists: known, issues: [] });
  });
});
