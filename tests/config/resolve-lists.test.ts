import { describe, expect, it } from 'vitest';
import { readBrief } from '../../src/config/read-brief.ts';
import { checkBrief } from '../../src/core/query/language/check-brief.ts';

const SHARED = {
  'acts.resign': { en: ['quits', 'steps down'], de: ['tritt zurück'] },
  'people.heads': { anna: { en: ['Anna'] }, boris: { en: ['Boris'] } },
  'common.stop': { en: ['who', 'it', 'after'], de: ['nach', 'bis'] },
};

/** What is said of a brief with these lists and this query: place, what, remedy. */
function said(lists: string, query = 'harbour AND $acts.resign'): readonly string[] {
  const text = `id: harbour
title: The harbour
happened: The harbour closed.
leverage: Ships wait.
mechanism: Fees rise.
matters: Trade stops.
watch: Watch for the harbour master to leave.
hypotheses: { open: It opens, shut: It stays shut }
lists: ${lists}
indicators:
  - id: leaves
    name: The master leaves
    quote: the harbour master to leave
    supports: open
    severity: high
    query: ${query}
    examples: { hits: [Harbour master quits], misses: [Town choir wins prize] }
`;
  return readBrief('b.yaml', text, { shared: SHARED, checkQueries: checkBrief }).issues.map(
    ({ line, column, severity, what, remedy }) =>
      `${line}:${column} ${severity === 'warning' ? 'warning: ' : ''}${what.split('\n')[0]}; ${remedy}`,
  );
}

describe('what a brief changes of a shared list', () => {
  it('is silent where it is sound', () => {
    expect(
      said('{ acts.resign: { add: { en: [hangs up, "go* NEAR/3 away"] }, remove: [steps down] } }'),
    ).toEqual([]);
  });

  it.each([
    [
      '{ acts.resign: { add: { en: [ok, hangs NEAR up] } } }',
      '9:47 in $acts.resign, "hangs NEAR up": "NEAR" is no operator; write NEAR in capitals with a distance in words: NEAR/5',
    ],
    [
      '{ acts.resign: { add: { en: ["(hangs up"] } } }',
      '9:38 in $acts.resign, "(hangs up": this parenthesis is never closed; add the closing one',
    ],
    [
      '{ acts.resign: { add: { en: [$acts.resing] } } }',
      '9:37 there is no list $acts.resing; did you mean acts.resign?',
    ],
    [
      '{ acts.resign: { add: { en: [$acts.resign] } } }',
      '16:24 in $acts.resign, "$acts.resign": the list $acts.resign holds itself; take $acts.resign out of $acts.resign',
    ],
    [
      '{ acts.resign: { add: { en: [NOT quits] } } }',
      '16:24 in $acts.resign, "NOT quits": a list entry cannot be a mere NOT; write NOT before the list in the query',
    ],
    [
      '{ acts.resign: { remove: { en: [quits, leaves] } } }',
      '9:47 acts.resign does not hold leaves, so it cannot be removed; take it out, or copy the term exactly as config/lists/acts.yaml has it',
    ],
    [
      '{ acts.resign: { add: { xx: [hangs up] } } }',
      '9:32 xx is no language code, and acts.resign is a list of words, not of actors; write the words below a code, { en: […] }',
    ],
    [
      '{ acts.resign: { add: { german: [geht] } } }',
      '9:32 german is no language code, and acts.resign is a list of words, not of actors; write the words below a code, { de: […] }',
    ],
    [
      '{ acts.resing: { add: { en: [hangs up] } } }',
      '9:10 there is no shared list acts.resing to extend; did you mean acts.resign?',
    ],
  ])('is an error with its place where it is wrong: %s', (lists, expected) => {
    expect(said(lists)).toEqual([expected]);
  });
});

describe('lists of a brief', () => {
  it.each([
    [
      '{ w: { en: [quits], gr: [feugei] } }',
      '9:28 gr ["feugei"] is no language code, though others of these keys are; Greek is el',
    ],
    [
      '{ w: { en-gb: [quits], de: [geht] } }',
      '9:15 en-gb ["quits"] is no language code, though others of these keys are; English is en',
    ],
    [
      '{ w: { EN: [quits] } }',
      '9:12 EN is not a key; use lower-case letters, digits and hyphens, such as french-president, or the code of a language, such as en',
    ],
  ])('name keys that are no codes, and no examples that fail for them: %s', (lists, expected) => {
    expect(said(lists, 'harbour AND $w').map((each) => each.replace(/^\d+:\d+ /, ''))).toEqual([
      expected.replace(/^\d+:\d+ /, ''),
    ]);
  });

  it.each([
    ['WHO', 'WHO is also an everyday word of English; write =WHO for these capitals alone'],
    ['W.H.O.', 'W.H.O. is also an everyday word of English; write =WHO for these capitals alone'],
    ['US', 'US is also an everyday word of English; write =US for these capitals alone'],
    ['PM', 'PM is also the time of day; write =PM for these capitals alone'],
    [
      'bis',
      'bis is also an everyday word of German; write it under the language it is meant in, or take it out',
    ],
  ])('warn of everyday words: %s', (word, expected) => {
    expect(said(`{ w: [quits, ${word}] }`, 'harbour AND $w')).toEqual([`9:21 warning: ${expected}`]);
  });

  it('do not where the word is one of another language, or asks for its capitals', () => {
    expect(said('{ w: { en: [quits, bis], de: [after, =WHO, bis*] } }', 'harbour AND $w')).toEqual([]);
  });

  it('find the file of a shared list that is named without it', () => {
    expect(said('{}', 'harbour AND $resign')).toEqual([
      '16:24 there is no list $resign; did you mean $acts.resign?',
    ]);
  });
});
