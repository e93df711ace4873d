import { expect, it } from 'vitest';
import { actorName } from '../../../src/core/indicator/actor.ts';

it.each([
  ['polish-president', 'Polish president'],
  ['nato-secretary-general', 'Nato secretary general'],
  ['macron', 'Macron'],
])('reads %s as %s', (key, name) => {
  expect(actorName(key)).toBe(name);
});
