import { expect, it } from 'vitest';
import { createTypedMemory, isAgain } from '../../../../src/edges/discord/chat/typed-memory.ts';

const typed = (sign: string, user = 'ann') => ({ command: 'watch new' as const, args: { sign }, user });

it('gives back what somebody typed, to them alone', () => {
  const memory = createTypedMemory();
  const button = memory.keep(typed('a lamp'));
  expect(isAgain(button)).toBe(true);
  expect(button.length).toBeLessThanOrEqual(100);
  expect(memory.find(button, 'ann')).toEqual(typed('a lamp'));
  expect(memory.find(button, 'bob')).toBeUndefined();
  expect(memory.find('again:none', 'ann')).toBeUndefined();
});

it('forgets the oldest of more than three hundred', () => {
  const memory = createTypedMemory();
  const buttons = Array.from({ length: 301 }, (_, nth) => memory.keep(typed(`sign ${nth}`)));
  expect(memory.find(buttons[0] ?? '', 'ann')).toBeUndefined();
  expect(memory.find(buttons[1] ?? '', 'ann')?.args).toEqual({ sign: 'sign 1' });
});
