import { afterEach, beforeEach, expect, it } from 'vitest';
import { deliveryNamer } from '../../../src/app/ingest/name-delivery.ts';
import { createDispatcher } from '../../../src/app/deliver/dispatcher.ts';
import { SEND } from '../../../src/app/deliver/plan-delivery.ts';
import type { Send, SendOutcome, Sink } from '../../../src/core/delivery/sink.ts';
import { simulatedClock } from '../../../src/edges/clock/clock.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { claimDue, releaseLeases } from '../../../src/edges/store/outbox/claims.ts';
import { enqueueDelivery } from '../../../src/edges/store/outbox/deliveries.ts';
import type { Store } from '../../../src/edges/store/open-store.ts';
import { givenAlert, givenMessage } from '../../store-rows.ts';
import { describeOnStores } from '../../stores.ts';

const START = Date.UTC(2026, 8, 1);
const log = createLog({ level: 'silent', secrets: [] });
let store: Store;
let clock: ReturnType<typeof simulatedClock>;
let nonce = 0;

const queue = (over: Partial<Parameters<typeof enqueueDelivery>[1]> = {}): Promise<void> => {
  const row = { messageId: undefined, receiver: 'room', kind: 'notice', revision: 0 } as const;
  const notice = JSON.stringify({ kind: 'notice', title: `n${nonce}`, lines: [] });
  return enqueueDelivery(
    store.db,
    { ...row, nonce: `nonce-${nonce++}`, notice, dueAt: START, ...over },
    START,
  );
};
const dispatcherFor = (sink: Sink) =>
  createDispatcher({
    store,
    sinks: new Map([['room', sink]]),
    plan: () => Promise.resolve(SEND),
    render: (delivery) =>
      Promise.resolve({
        notification: { kind: 'notice', title: `${delivery.kind} ${delivery.revision}`, lines: [] },
        revision: Math.max(delivery.revision, 3),
        upTo: new Map(),
      }),
    clock,
    log,
    random: () => 0.5,
    owner: 'test',
    nameDelivery: deliveryNamer('test'),
  });
/** A sink that answers with the given outcomes in turn, then `sent`, and keeps what it was asked. */
const scripted = (outcomes: SendOutcome[]): { readonly sink: Sink; readonly sends: Send[] } => {
  const sends: Send[] = [];
  return {
    sends,
    sink: (send) => {
      sends.push(send);
      return Promise.resolve(
        outcomes.shift() ?? { kind: 'sent', ref: { channel: 'c', message: `m${sends.length}` } },
      );
    },
  };
};
const rows = () => store.db.selectFrom('deliveries').selectAll().orderBy('id').execute();

describeOnStores('dispatcher', (open) => {
  beforeEach(async () => {
    store = await open();
    clock = simulatedClock(START);
    nonce = 0;
  });
  afterEach(() => store.close());

  it('sends what is due, once, and records where the message stands', async () => {
    await queue();
    await queue({ dueAt: START + 60_000 });
    const { sink, sends } = scripted([]);
    const dispatcher = dispatcherFor(sink);
    await dispatcher.drain();
    await dispatcher.drain();
    expect(sends.map((send) => send.deliveryId)).toEqual(['nonce-0']);
    expect((await rows()).map((row) => [row.status, row.ref])).toEqual([
      ['sent', '{"channel":"c","message":"m1"}'],
      ['pending', null],
    ]);
  });

  it('waits as long as the platform asks, then sends under the same name and knows it never arrived', async () => {
    await queue();
    const { sink, sends } = scripted([{ kind: 'retry', reason: 'slow down', after: 90_000 }]);
    const dispatcher = dispatcherFor(sink);
    await dispatcher.drain();
    expect((await rows())[0]).toMatchObject({ status: 'pending', reason: 'slow down', maybe_sent_at: null });
    await clock.advance(89_000);
    await dispatcher.drain();
    expect(sends).toHaveLength(1);
    await clock.advance(1_000);
    await dispatcher.drain();
    expect(sends.map((send) => [send.deliveryId, send.maybeSentAt])).toEqual([
      ['nonce-0', undefined],
      ['nonce-0', undefined],
    ]);
  });

  it('tells the sink when a lost answer makes an earlier attempt doubtful', async () => {
    await queue();
    const { sink, sends } = scripted([{ kind: 'uncertain', reason: 'the line went dead' }]);
    const dispatcher = dispatcherFor(sink);
    await dispatcher.drain();
    await clock.advance(60_000);
    await dispatcher.drain();
    expect(sends.map((send) => send.maybeSentAt)).toEqual([undefined, START]);
    expect((await rows())[0]?.status).toBe('sent');
  });

  it('takes up what a killed process had claimed, as doubtful', async () => {
    await queue();
    await claimDue(store.db, { owner: 'killed', now: START, leaseFor: 60_000, limit: 10 });
    const { sink, sends } = scripted([]);
    const dispatcher = dispatcherFor(sink);
    await dispatcher.drain();
    expect(sends).toHaveLength(0);
    await releaseLeases(store.db, START + 5_000);
    await clock.advance(5_000);
    await dispatcher.drain();
    expect(sends.map((send) => [send.deliveryId, send.maybeSentAt])).toEqual([['nonce-0', START]]);
  });

  it('takes over an expired lease, and the late first claim can no longer write', async () => {
    await queue();
    const [late] = await claimDue(store.db, { owner: 'slow', now: START, leaseFor: 60_000, limit: 10 });
    await clock.advance(61_000);
    const { sink, sends } = scripted([]);
    await dispatcherFor(sink).drain();
    expect(sends).toHaveLength(1);
    const { settleDelivery } = await import('../../../src/edges/store/outbox/deliveries.ts');
    if (late === undefined) throw new Error('nothing was claimed');
    const held = await settleDelivery(store.db, late, { status: 'rejected', reason: 'late' }, clock.now());
    expect(held).toBe(false);
    expect((await rows())[0]?.status).toBe('sent');
  });

  it('gives up after 24 hours and keeps the reason', async () => {
    await queue();
    const dispatcher = dispatcherFor(() =>
      Promise.resolve({ kind: 'retry', reason: 'down', after: 3_600_000 }),
    );
    for (let hour = 0; hour <= 24; hour++) {
      await dispatcher.drain();
      await clock.advance(3_600_000);
    }
    expect((await rows())[0]).toMatchObject({ status: 'dead', reason: 'tried for 24 h; last: down' });
  });

  it('edits only after the post, with its message, and drops edits that the post already shows', async () => {
    const messageId = await givenMessage(store, await givenAlert(store, START), 'room', START);
    await queue({ messageId, kind: 'post', notice: undefined, dueAt: START + 10_000 });
    await queue({ messageId, kind: 'edit', revision: 2, notice: undefined });
    await queue({ messageId, kind: 'edit', revision: 4, notice: undefined });
    const { sink, sends } = scripted([]);
    const dispatcher = dispatcherFor(sink);
    await dispatcher.drain();
    expect(sends).toHaveLength(0);
    await clock.advance(10_000);
    await dispatcher.drain();
    expect(
      sends.map((send) => [send.notification.kind === 'notice' && send.notification.title, send.prior]),
    ).toEqual([
      ['post 0', undefined],
      ['edit 4', { channel: 'c', message: 'm1' }],
    ]);
    expect((await rows()).map((row) => row.status)).toEqual(['sent', 'superseded', 'sent']);
  });

  it('retires the edits of a post that is refused', async () => {
    const messageId = await givenMessage(store, await givenAlert(store, START), 'room', START);
    await queue({ messageId, kind: 'post', notice: undefined });
    await queue({ messageId, kind: 'edit', revision: 1, notice: undefined });
    const { sink } = scripted([{ kind: 'rejected', reason: 'no such channel' }]);
    await dispatcherFor(sink).drain();
    expect((await rows()).map((row) => [row.status, row.reason])).toEqual([
      ['rejected', 'no such channel'],
      ['superseded', 'the message was never posted'],
    ]);
  });

  it('does not let one receiver that hangs hold up another', async () => {
    await queue({ receiver: 'slow' });
    await queue({ receiver: 'room' });
    let release: () => void = () => undefined;
    const hang = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { sink, sends } = scripted([]);
    let drained: Promise<void> = Promise.resolve();
    const seen = new Promise<void>((resolve) => {
      const dispatcher = createDispatcher({
        store,
        sinks: new Map<string, Sink>([
          ['slow', async () => hang.then(() => ({ kind: 'retry', reason: 'late' }))],
          [
            'room',
            (send, signal) => {
              resolve();
              return sink(send, signal);
            },
          ],
        ]),
        plan: () => Promise.resolve(SEND),
        render: () =>
          Promise.resolve({
            notification: { kind: 'notice', title: '', lines: [] },
            revision: 0,
            upTo: new Map(),
          }),
        clock,
        log,
        random: () => 0,
        owner: 'test',
        nameDelivery: deliveryNamer('test'),
      });
      drained = dispatcher.drain();
    });
    await seen;
    expect(sends).toHaveLength(1);
    release();
    await drained;
  });
});
