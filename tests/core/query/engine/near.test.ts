/** What NEAR and BEFORE measure, where their operands are other NEARs, and that their cost stays linear. */
import { describe, expect, it } from 'vitest';
import { compileQuery } from '../../../../src/core/query/language/compile-query.ts';

const EMPTY = { summary: '', outlet: '', lang: '', feed: '' };

function found(query: string, title: string): readonly string[] | undefined {
  const compiled = compileQuery(query);
  if (compiled.kind === 'errors') throw new Error(compiled.errors[0]?.what);
  const spans = compiled.query.match({ title, ...EMPTY })?.spans;
  return spans?.map(({ start, end }) => title.slice(start, end));
}

describe('NEAR of NEAR', () => {
  it.each([
    ['a NEAR/5 (b NEAR/5 c)', 'b a c'],
    ['(b NEAR/5 c) NEAR/5 a', 'b a c'],
    ['a NEAR/1 (b NEAR/5 c)', 'a b x c'],
    ['(a NEAR/5 b) NEAR/1 (c NEAR/5 d)', 'a c b d'],
    ['(a NEAR/9 b) NEAR/1 c', 'a b x b c'],
    ['(a BEFORE/3 b) BEFORE/3 c', 'a b c'],
    ['a NEAR/2 b NEAR/2 c NEAR/2 d', 'd b a c'],
  ])('%s holds for %s', (query, title) => {
    expect(found(query, title)).toBeDefined();
  });

  it.each([
    ['a BEFORE/5 (b NEAR/5 c)', 'b a c'],
    ['a NEAR/5 (a NEAR/5 b)', 'a b'],
    ['"a b c" NEAR/5 b', 'a b c'],
    ['a NEAR/1 (b NEAR/5 c)', 'a x b c'],
    ['(a NEAR/1 b) NEAR/1 c', 'a b x c'],
    ['(a BEFORE/3 b) BEFORE/3 c', 'c a b'],
    ['one NEAR/5 (two NEAR/5 six)', 'Two. One. Six'],
  ])('%s does not hold for %s', (query, title) => {
    expect(found(query, title)).toBeUndefined();
  });

  it('marks the words of pairs that are near enough, and no others', () => {
    expect(found('(a NEAR/2 b) NEAR/2 c', 'a b c x x x x x a x x x b c')).toEqual(['a', 'b', 'c']);
    expect(found('(a NEAR/1 b) NEAR/3 (c OR d)', 'd x x x a b c')).toEqual(['a', 'b', 'c']);
  });

  it('looks at no stretch of more than 128 words', () => {
    const apart = (words: number): string => `a ${'x '.repeat(words - 1)}b ${'x '.repeat(words - 1)}c`;
    expect(found('(a NEAR/99 b) NEAR/99 c', apart(60))).toBeDefined();
    expect(found('(a NEAR/99 b) NEAR/99 c', apart(70))).toBeUndefined();
  });

  it('answers for a sentence of a thousand words that all stand in nested NEARs', () => {
    const title = Array.from({ length: 1_000 }, (_, word) => (word % 3 === 0 ? 'else' : 'here')).join(' ');
    let query = '*e*';
    for (let depth = 1; depth < 8; depth += 1) query = `(${query} NEAR/99 *e*)`;
    expect(found(query, title)).toHaveLength(1_000);
    expect(found(`(${query}) AND walrus`, title)).toBeUndefined();
  });
});
