/** That alternatives which others meet anyway are found as by comparing each with each, however many there are. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WordPattern } from '../../../../src/core/query/language/ast.ts';
import { lintRepeats } from '../../../../src/core/query/language/lint-repeats.ts';
import { parseQuery } from '../../../../src/core/query/language/parse.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 });
const term = fc.oneof(
  ...['W', '=W', '=Wx', 'W*', '*W', '*W*'].map((form) => word.map((each) => form.replace('W', each))),
);

/** Whether every word that `narrow` stands for is one of `wide`'s, and not the other way round. */
function isWider(wide: WordPattern, narrow: WordPattern): boolean {
  if (wide.capitals !== undefined) return false;
  if (wide.match === narrow.match && wide.letters === narrow.letters)
    return wide.match === 'exact' && narrow.capitals !== undefined;
  const { letters } = narrow;
  switch (wide.match) {
    case 'exact':
      return false;
    case 'prefix':
      return (narrow.match === 'exact' || narrow.match === 'prefix') && letters.startsWith(wide.letters);
    case 'suffix':
      return (narrow.match === 'exact' || narrow.match === 'suffix') && letters.endsWith(wide.letters);
    case 'infix':
      return letters.includes(wide.letters);
  }
}

it('finds what comparing each with each finds', () => {
  fc.assert(
    fc.property(fc.array(term, { minLength: 2, maxLength: 12 }), (terms) => {
      const parsed = parseQuery(terms.join(' OR '));
      if (parsed.kind === 'errors' || parsed.ast.kind !== 'or') return;
      const words = parsed.ast.parts.flatMap((part) => (part.kind === 'term' ? part.words : []));
      const expected = parsed.ast.parts.flatMap(({ offset }, at) => {
        const narrow = words[at];
        const wider = narrow && words.find((wide) => isWider(wide, narrow));
        return wider === undefined ? [] : [`${offset} ${wider.letters}`];
      });
      const found = lintRepeats(parsed.ast)
        .filter(({ what }) => what.endsWith('finds this already'))
        .map(({ offset, what }) => `${offset} ${what.replace(/ finds.*/, '').replaceAll('*', '')}`);
      expect(found).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});
