/** What a query may have at most, and that the error names it. */
import { describe, expect, it } from 'vitest';
import { compileQuery } from '../../../../src/core/query/language/compile-query.ts';

function wrong(query: string): readonly string[] {
  const compiled = compileQuery(query);
  return compiled.kind === 'ok' ? [] : compiled.errors.map(({ what }) => what);
}

const many = (n: number, part: (i: number) => string, join: string): string =>
  Array.from({ length: n }, (_, i) => part(i)).join(join);

describe('a query', () => {
  it.each([
    [
      'nested parentheses',
      '('.repeat(5_000) + 'a' + ')'.repeat(5_000),
      'this is nested deeper than 40 levels',
    ],
    ['field prefixes', `${'title:'.repeat(3_000)}a`, 'this is nested deeper than 40 levels'],
    ['NOTs', `${'NOT '.repeat(4_000)}a`, 'this is nested deeper than 40 levels'],
    ['letters', 'a '.repeat(10_001), 'this query has 20002 characters, and at most 20000 are read'],
    ['words', many(1_001, (i) => `w${i}`, ' OR '), 'this query has more than 1000 words, phrases and lists'],
    ['NEARs', many(65, (i) => `(a${i} NEAR/9 b)`, ' OR '), 'this query has more than 64 NEARs and BEFOREs'],
    [
      'operands of a chain',
      many(9, (i) => `a${i}`, ' NEAR/9 '),
      'this chain of NEAR and BEFORE has more than 8 operands',
    ],
  ])('with too many %s is refused, and the limit is named once', (_, query, what) => {
    expect(wrong(query)).toEqual([what]);
  });

  it.each([
    ['nested parentheses', '('.repeat(40) + 'a' + ')'.repeat(40)],
    ['words', many(1_000, (i) => `w${i}`, ' OR ')],
    ['NEARs', many(64, (i) => `(a${i} NEAR/9 b)`, ' OR ')],
    ['operands of a chain', many(8, (i) => `a${i}`, ' NEAR/9 ')],
  ])('with as many %s as may be is sound', (_, query) => {
    expect(wrong(query)).toEqual([]);
  });
});

describe('a term that a query names a thousand times', () => {
  it('gives its places once', () => {
    const title = 'zebra '.repeat(1_000);
    const compiled = compileQuery(many(1_000, () => 'zebra', ' OR '));
    if (compiled.kind !== 'ok') throw new Error('it is sound');
    const spans = compiled.query.match({ title, summary: '', outlet: '', lang: '', feed: '' })?.spans;
    expect(spans).toHaveLength(1_000);
  });
});
