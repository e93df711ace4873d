/** What is wrong with lists is said once, where it stands, whichever lists hold it. */
import { describe, expect, it } from 'vitest';
import { Brief } from '../../../../src/core/indicator/brief.ts';
import { createNumbering } from '../../../../src/core/query/engine/numbering.ts';
import { createLinker } from '../../../../src/core/query/language/link.ts';
import { checkLists } from '../../../../src/core/query/language/check-lists.ts';

function issues(lists: Brief['lists'], query = '$outer'): readonly string[] {
  const brief = Brief.parse({
    id: 'b',
    title: 'B',
    happened: 'x',
    leverage: 'x',
    mechanism: 'x',
    matters: 'x',
    watch: 'x',
    lists,
    indicators: [{ id: 'i', name: 'I', quote: 'x', query, examples: { hits: ['x'], misses: ['y'] } }],
  });
  return checkLists(brief, createLinker(createNumbering())).map(
    ({ path, severity, what }) => `${path.join('.')} ${severity}: ${what}`,
  );
}

describe('checkLists', () => {
  it('tells a mistake in the list that holds it, not in those around it', () => {
    expect(issues({ outer: ['$middle', 'a'], middle: ['$inner'], inner: ['good', 'ap*le'] })).toEqual([
      'lists.inner.1 error: in $inner, "ap*le": "ap*le" has a star inside the word',
    ]);
  });

  it('tells an unknown list and a mere NOT by entry and actor', () => {
    expect(issues({ outer: { one: ['$nowhere'], two: ['fine', 'NOT bad'] } })).toEqual([
      'lists.outer.one.0 error: in $outer, "$nowhere": there is no list $nowhere',
      'lists.outer.two.1 error: in $outer, "NOT bad": a list entry cannot be a mere NOT',
    ]);
  });

  it('warns of a list that nobody uses, and of entries that repeat', () => {
    expect(issues({ outer: ['appoint*', 'appointed'], spare: ['a'] })).toEqual([
      'lists.outer.1 warning: appoint* finds this already',
      'lists.spare warning: no query uses the list $spare',
    ]);
  });

  it('finds lists that hold each other', () => {
    const found = issues({ outer: ['$other', 'a'], other: ['$outer', 'b'] });
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toContain('holds itself');
  });
});
