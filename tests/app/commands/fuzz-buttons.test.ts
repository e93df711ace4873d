import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BUTTONS } from '../../../src/core/command/permission.ts';
import { EDITOR, fillNewsroom, type Newsroom, openNewsroom, READER, wordsOf } from './newsroom.ts';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
  await fillNewsroom(room);
});
afterEach(() => room.store.close());

const verb = fc.oneof(fc.constantFrom(...Object.keys(BUTTONS)), fc.string({ maxLength: 12 }));
const subject = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    '9'.repeat(40),
    'all',
    '1:all',
    '1:open',
    'signals:2',
    '../..',
    ':::',
    '__proto__',
  ),
  fc.string({ maxLength: 40, unit: 'binary' }),
);
const id = fc.tuple(verb, fc.constantFrom(':', ''), subject).map((parts) => parts.join(''));

/** What people's changes are kept in. */
async function changes(): Promise<string> {
  const { db } = room.store;
  const rows = await Promise.all([
    db.selectFrom('silences').selectAll().execute(),
    db.selectFrom('subscriptions').selectAll().execute(),
    db.selectFrom('verdicts').selectAll().execute(),
    db.selectFrom('audit').selectAll().execute(),
    db.selectFrom('adoptions').selectAll().execute(),
  ]);
  return JSON.stringify(rows);
}

it('no random button breaks anything, whoever presses it', async () => {
  const said: string[] = [];
  await fc.assert(
    fc.asyncProperty(id, fc.constantFrom(EDITOR, READER), async (button, by) => {
      const reply = await room.press(button, by);
      said.push(reply === undefined ? '' : wordsOf(reply));
    }),
    { numRuns: 300, seed: 14 },
  );
  expect(said).toHaveLength(300);
  expect(said.filter((words) => words.includes('Something went wrong'))).toEqual([]);
});

it('no random button of a stranger changes anything', async () => {
  const before = await changes();
  const stranger = { ...EDITOR, spaces: ['elsewhere'] };
  await fc.assert(
    fc.asyncProperty(id, async (button) => {
      const reply = await room.press(button, stranger);
      expect(reply === undefined ? '' : wordsOf(reply)).toContain('Not answered here');
    }),
    { numRuns: 200, seed: 15 },
  );
  expect(await changes()).toBe(before);
});
