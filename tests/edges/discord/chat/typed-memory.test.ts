import { expect, it } from 'vitest';
import { commandAgain, createTypedMemory, isAgain } from '../../../../src/edges/discord/chat/typed-memory.ts';

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

it('knows the command of a button that it did not give out itself, as after a restart', () => {
  const button = createTypedMemory().keep(typed('a lamp'));
  const later = createTypedMemory();
  expect(later.find(button, 'ann')).toBeUndefined();
  expect(commandAgain(button)).toBe('watch new');
  expect(commandAgain('again:0b0e7c1e-older')).toBeUndefined();
});

it('forgets the oldest of more than three hundred', () => {
  const memory = createTypedMemory();
  const buttons = Array.from({ length: 301 }, (_, nth) => memory.keep(typed(`sign ${nth}`)));
  expect(memory.find(buttons[0] ?? '', 'ann')).toBeUndefined();
  expect(memory.find(buttons[1] ?? '', 'ann')?.args).toEqual({ sign: 'sign 1' });
});
