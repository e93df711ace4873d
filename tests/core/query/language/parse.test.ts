/** What is too long or too deep is an error that names the limit, never an overflow. */
import { describe, expect, it } from 'vitest';
import { compileQuery } from '../../../../src/core/query/language/compile-query.ts';
import { parseListEntry, parseQuery } from '../../../../src/core/query/language/parse.ts';

function faults(query: string): readonly string[] {
  const parsed = parseQuery(query);
  return parsed.kind === 'errors' ? parsed.errors.map(({ what }) => what) : [];
}

describe('limits of a query', () => {
  it.each([
    ['parentheses', `${'('.repeat(5_000)}a`],
    ['field prefixes', `${'title:'.repeat(3_000)}a`],
    ['NOTs', `a AND ${'NOT '.repeat(4_000)}b`],
  ])('names the depth of %s', (_, query) => {
    expect(faults(query)[0]).toContain('deeper than 40 levels');
  });

  it('names the length of a chain, however it is nested', () => {
    const chain = (operands: number): string => Array.from({ length: operands }, () => 'a').join(' NEAR/5 ');
    expect(faults(chain(8))).toEqual([]);
    expect(faults(chain(9))[0]).toContain('more than 8 operands');
    expect(faults(`(${chain(5)}) NEAR/5 (${chain(4)})`)[0]).toContain('more than 8 operands');
    expect(faults(`(${chain(7)} OR ${chain(7)}) NEAR/5 b`)).toEqual([]);
    expect(faults(chain(1_500))[0]).toContain('more than 8 operands');
  });

  it('names the length of a query and of a phrase', () => {
    expect(faults(`${'w'.repeat(19)} `.repeat(1_000))).toEqual([]);
    expect(faults('word '.repeat(4_001))).toEqual([
      'this query has 20005 characters, and at most 20000 are read',
    ]);
    expect(faults(`"${'word '.repeat(100)}"`)).toEqual(['this phrase has more than 99 words']);
    expect(parseListEntry('word '.repeat(100)).kind).toBe('errors');
  });

  it('tells a hundred of thousands of mistakes', () => {
    expect(faults('*** '.repeat(4_000))).toHaveLength(100);
    expect(faults(`a ${'OR '.repeat(5_000)}`)).toHaveLength(100);
  });
});

describe('lists that name lists twice', () => {
  it('are gone through once each', () => {
    const lists = Object.fromEntries([
      ['l0', ['a NEAR/5 b', 'c AND d']],
      ...Array.from({ length: 30 }, (_, at) => [`l${at + 1}`, [`$l${at}`, `$l${at} OR $l${at}`]] as const),
    ]);
    const compiled = compileQuery('$l30 AND $l30', lists);
    if (compiled.kind === 'errors') throw new Error(compiled.errors[0]?.what);
    const text = { title: 'a x b', summary: '', outlet: '', lang: '', feed: '' };
    expect(compiled.query.match(text)?.spans).toHaveLength(2);
    expect(compiled.query.explain(text).matched).toBe(true);
    expect(compiled.query.match({ ...text, title: 'a x c' })).toBeUndefined();
  });

  it('may measure by NEAR from lists that do', () => {
    const lists = Object.fromEntries([
      ['l0', ['a', 'b']],
      ...Array.from(
        { length: 30 },
        (_, at) => [`l${at + 1}`, [`$l${at}`, `$l${at} NEAR/9 $l${at}`]] as const,
      ),
    ]);
    const compiled = compileQuery('$l30 NEAR/9 $l30', lists);
    if (compiled.kind === 'errors') throw new Error(compiled.errors[0]?.what);
    const text = { title: 'a b a b a', summary: '', outlet: '', lang: '', feed: '' };
    expect(compiled.query.match(text)?.spans).toHaveLength(5);
  });

  it('name their mistakes once each', () => {
    const lists = Object.fromEntries([
      ['l0', ['a*b']],
      ...Array.from({ length: 30 }, (_, at) => [`l${at + 1}`, [`$l${at}`, `$l${at} OR $l${at}`]] as const),
    ]);
    const compiled = compileQuery('$l30', lists);
    expect(compiled.kind === 'errors' && compiled.errors.map(({ entry }) => entry?.path)).toEqual([
      ['l0', 0],
    ]);
  });

  it('name a depth that nobody needs', () => {
    const lists = Object.fromEntries([
      ['l0', ['a']],
      ...Array.from({ length: 60 }, (_, at) => [`l${at + 1}`, [`$l${at}`]] as const),
    ]);
    const compiled = compileQuery('$l60', lists);
    expect(compiled.kind === 'errors' && compiled.errors[0]?.what).toContain('deeper than 40 levels');
  });
});
