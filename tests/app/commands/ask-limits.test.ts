/** One person asks at most twenty long questions a minute; others are not held up by that. */
import { expect, it } from 'vitest';
import { createAskLimits } from '../../../src/app/commands/ask-limits.ts';
import { MINUTE } from '../../../src/core/time/duration.ts';

const ada = {
  platform: 'discord',
  id: '1',
  name: 'Ada',
  spaces: ['1'],
  direct: false,
  groups: [],
  manages: false,
  guest: false,
} as const;

it('refuses the twenty-first question of a minute, and answers again when the first is a minute old', () => {
  const limits = createAskLimits();
  for (let at = 0; at < 20; at += 1) expect(limits.count(ada, 1_000 + at)).toBeUndefined();
  expect(JSON.stringify(limits.count(ada, 2_000))).toContain('ask again in 59 s');
  expect(limits.count({ ...ada, platform: 'slack' }, 2_000)).toBeUndefined();
  expect(limits.count(ada, 1_000 + MINUTE)).toBeUndefined();
  expect(limits.count(ada, 1_001)).toBeUndefined();
});
