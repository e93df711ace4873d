import { expect, it } from 'vitest';
import { actorName, countVoices, voicesOf } from '../../../src/core/indicator/actor.ts';

it.each([
  ['polish-president', 'Polish president'],
  ['nato-secretary-general', 'Nato secretary general'],
  ['macron', 'Macron'],
])('reads %s as %s', (key, name) => {
  expect(actorName(key)).toBe(name);
});

it.each([
  [[], 0],
  [['macron', 'merz', 'macron'], 2],
  [['5-allies'], 5],
  [['5-allies', '2-allies', 'merz'], 6],
  [['several-allies'], 3],
  [['1-ally', '0-allies'], 2],
])('hears in %j %i voices', (keys, voices) => {
  expect(countVoices(keys)).toBe(voices);
});

it('hears one voice of who is named', () => {
  expect(['g7', '20-20-hindsight', 'several', 'polish-president'].map(voicesOf)).toEqual([1, 20, 1, 1]);
});
