import { afterEach, beforeEach, expect, it } from 'vitest';
import { MINUTE } from '../../../src/core/time/duration.ts';
import { markRefusalTold, noteRefusal } from '../../../src/edges/store/outbox/refusals.ts';
import { EDITOR, type Newsroom, openNewsroom, wordsOf } from './newsroom.ts';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
  const reason = 'the token was revoked (token_revoked); install the app again';
  await noteRefusal(room.store.db, 'desk', reason, room.clock.now() - 5 * MINUTE);
});
afterEach(() => room.store.close());

it('says in every answer which receiver takes nothing where nobody else could be told', async () => {
  for (const [name, args] of [
    ['feeds', {}],
    ['signals', {}],
    ['search', { words: 'port' }],
  ] as const) {
    const said = wordsOf(await room.ask(name, args));
    expect(said).toContain('“desk” takes nothing');
    expect(said).toContain('token_revoked');
    expect(said).toContain('install the app again');
  }
});

it('says nothing of it where another receiver was told', async () => {
  await markRefusalTold(room.store.db, 'desk', 'room');
  expect(wordsOf(await room.ask('feeds', {}))).not.toContain('takes nothing');
});

it('says nothing of it to a stranger', async () => {
  const stranger = { ...EDITOR, spaces: ['elsewhere'] };
  expect(wordsOf(await room.ask('feeds', {}, stranger))).not.toContain('takes nothing');
});
