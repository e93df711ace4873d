import { array, assert, nat, property, record, uniqueArray } from 'fast-check';
import { expect, test } from 'vitest';
import { packKinds, termsOfKinds, unpackKinds } from '../../../../src/core/story/packed/packed-kinds.ts';

test('kinds are the same after they were packed, whatever numbers their terms have', () => {
  const term = nat(2 ** 30 - 1).map(String);
  const kinds = uniqueArray(record({ kind: term, names: array(term, { maxLength: 4 }) }), {
    selector: ({ kind }) => kind,
    maxLength: 6,
  });
  assert(
    property(kinds, (all) => {
      const packed = packKinds(all, Number);
      expect([...unpackKinds(packed, String)]).toEqual(all.map(({ kind, names }) => [kind, names]));
      expect(termsOfKinds(packed).map(String)).toEqual(all.flatMap(({ kind, names }) => [kind, ...names]));
    }),
  );
});
