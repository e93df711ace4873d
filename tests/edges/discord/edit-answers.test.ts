/** What Discord, or something in front of it, answers to an edit. */
import { describe, expect, it } from 'vitest';
import { editMessage } from '../../../src/edges/discord/sink.ts';
import { sampleAlert } from '../../conformance/notifications.ts';

const prior = { channel: '100000000000000001', message: '100000000000000002' };
const send = {
  deliveryId: 'edit-1',
  notification: sampleAlert,
  prior,
  maybeSentAt: undefined,
  now: Date.UTC(2026, 10, 30),
};

function edit(body: unknown) {
  const rest = () => Promise.resolve({ kind: 'ok' as const, body });
  return editMessage(
    { rest, buttons: () => true, mention: undefined },
    send,
    prior,
    new AbortController().signal,
  );
}

describe('an edit that is answered with a yes', () => {
  it('is done where the message comes back', async () => {
    expect(await edit({ id: prior.message, channel_id: prior.channel })).toEqual({
      kind: 'sent',
      ref: prior,
    });
  });

  it.each([
    ['a web page', new TextEncoder().encode('<html>Sign in</html>').buffer],
    ['nothing', undefined],
    ['JSON of something else', { ok: true }],
  ])('is tried again where %s comes back', async (_, body) => {
    expect(await edit(body)).toMatchObject({ kind: 'uncertain' });
  });
});
