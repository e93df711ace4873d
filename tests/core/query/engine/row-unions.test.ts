/** NEAR and BEFORE where nearly every word is asked for: the unions of rows find what trying every pair finds. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileQuery } from '../../../../src/core/query/language/compile-query.ts';
import { slowMatch } from './slow-evaluator.ts';

const TERMS = ['a', 'b', 'c', '*', '"a b"', '"b a c"', '(a OR b)', '(a OR "b c")'];
/** Sentences end now and then; most words follow one another. */
const SEPARATORS = [' ', ' ', ' ', ' ', ' ', ' ', '. '];

const term = fc.constantFrom(...TERMS).map((each) => (each === '*' ? '(a OR b OR c)' : each));
const near = fc.tuple(fc.constantFrom('NEAR', 'BEFORE'), fc.constantFrom(1, 2, 3, 7, 99));
/** Two to four terms, in chains and in one another. */
const query = fc
  .tuple(term, near, term, near, term, near, term, fc.integer({ min: 0, max: 4 }))
  .map(([a, [one, n], b, [two, m], c, [three, k], d, shape]) => {
    switch (shape) {
      case 0:
        return `${a} ${one}/${n} ${b}`;
      case 1:
        return `(${a} ${one}/${n} ${b}) ${two}/${m} ${c}`;
      case 2:
        return `${a} ${one}/${n} (${b} ${two}/${m} ${c})`;
      case 3:
        return `(${a} ${one}/${n} ${b}) ${two}/${m} (${c} ${three}/${k} ${d})`;
      default:
        return `((${a} ${one}/${n} ${b}) ${two}/${m} ${c}) ${three}/${k} ${d}`;
    }
  });
const title = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'x'), fc.constantFrom(...SEPARATORS)), {
    minLength: 14,
    maxLength: 22,
  })
  .map((pieces) => pieces.flat().join(''));

it('marks what the slow evaluator marks', () => {
  fc.assert(
    fc.property(query, title, (asked, headline) => {
      const compiled = compileQuery(asked);
      if (compiled.kind === 'errors') throw new Error(`${asked}: ${compiled.errors[0]?.what}`);
      const text = { title: headline, summary: '', outlet: '', lang: '', feed: '' };
      const { matched, spans } = slowMatch(asked, {}, text);
      expect(compiled.query.match(text)?.spans).toEqual(matched ? spans : undefined);
      expect(compiled.query.explain(text)).toMatchObject({ matched, spans });
    }),
    { numRuns: 600 },
  );
}, 180_000);

it('is the same for the words of a long sentence, whatever stands before them', () => {
  const alone = 'a b c a b c';
  const among = `${Array.from({ length: 400 }, (_, word) => 'abx'[word % 3]).join(' ')}. ${alone}`;
  const compiled = compileQuery('((a NEAR/2 b) NEAR/3 c) BEFORE/9 (c NEAR/2 b)');
  if (compiled.kind === 'errors') throw new Error(compiled.errors[0]?.what);
  const spans = (text: string) =>
    compiled.query.match({ title: text, summary: '', outlet: '', lang: '', feed: '' })?.spans ?? [];
  const from = among.length - alone.length;
  expect(spans(alone).length).toBeGreaterThan(3);
  expect(
    spans(among)
      .filter(({ start }) => start >= from)
      .map(({ start, end, field }) => ({ field, start: start - from, end: end - from })),
  ).toEqual(spans(alone));
});
