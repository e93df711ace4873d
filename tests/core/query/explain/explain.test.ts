/** What an explanation of a query says of its parts, and that it says of one word the same wherever it is named. */
import { expect, it } from 'vitest';
import { compileQuery } from '../../../../src/core/query/language/compile-query.ts';

const explain = (query: string, title: string) => {
  const compiled = compileQuery(query);
  if (compiled.kind === 'errors') throw new Error(compiled.errors[0]?.what);
  return compiled.query.explain({ title, summary: '', outlet: '', lang: '', feed: '' });
};

it('looks up a word once, though the query names it a thousand times', () => {
  const explanation = explain('port OR =Port OR port OR (port AND board)', 'Port board sells port');
  if (explanation.kind !== 'any') throw new Error(explanation.kind);
  const [first, capital, second, both] = explanation.parts;
  expect([first?.found, capital?.found]).toEqual([['Port', 'port'], ['Port']]);
  expect(second?.spans).toBe(first?.spans);
  expect(both?.kind === 'all' && both.parts.map(({ found }) => found)).toEqual([['Port', 'port'], ['board']]);
});
