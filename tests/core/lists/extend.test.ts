import { describe, expect, it } from 'vitest';
import { extendList } from '../../../src/core/lists/extend.ts';

describe('extendList', () => {
  it.each([
    [
      'adds words of a language',
      { en: ['a'] },
      { add: { en: ['b'], de: ['c'] } },
      { en: ['a', 'b'], de: ['c'] },
    ],
    ['adds words of every language', { en: ['a'] }, { add: ['b'] }, { en: ['a'], mul: ['b'] }],
    ['removes words wherever they stand', { en: ['a', 'b'], de: ['b'] }, { remove: ['b'] }, { en: ['a'] }],
    ['keeps plain words plain', ['a', 'b'], { add: ['c'], remove: ['a'] }, ['b', 'c']],
    ['adds an actor', { one: ['a'] }, { add: { two: ['b'] } }, { one: ['a'], two: ['b'] }],
  ])('%s', (_, list, extension, expected) => {
    expect(extendList(list, extension)).toEqual({ list: expected, unknown: [], mixed: false });
  });

  it('says what it could not do', () => {
    expect(extendList({ one: ['a'] }, { add: ['b'], remove: ['z'] })).toEqual({
      list: { one: ['a'] },
      unknown: ['z'],
      mixed: true,
    });
  });
});
