import { expect, it } from 'vitest';
import { countryName } from '../../../src/core/feed/country-name.ts';

it.each([
  ['PL', 'Poland'],
  ['GB', 'the United Kingdom'],
  ['EU', 'the European Union'],
  ['INT', undefined],
  ['XQ', undefined],
])('%s is %s', (code, name) => {
  expect(countryName(code)).toBe(name);
});
