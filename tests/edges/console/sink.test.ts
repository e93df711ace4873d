import { expect, it } from 'vitest';
import type { Send } from '../../../src/core/delivery/sink.ts';
import { consoleSink } from '../../../src/edges/console/sink.ts';
import { developedAlert, sampleAlert } from '../../conformance/notifications.ts';

const send: Send = {
  deliveryId: 'd1',
  notification: sampleAlert,
  prior: undefined,
  maybeSentAt: undefined,
  now: 0,
};
const { signal } = new AbortController();

it('prints a card, then a line for its later development', async () => {
  const written: string[] = [];
  const sink = consoleSink({ write: (text) => written.push(text), color: false, width: 80 });
  const first = await sink(send, signal);
  if (first.kind !== 'sent') throw new Error(first.reason);
  const edited = await sink(
    { ...send, deliveryId: 'd2', notification: developedAlert, prior: first.ref },
    signal,
  );
  expect(edited).toEqual(first);
  expect(written).toHaveLength(2);
  expect(written[0]).toContain('HIGH · Leader-level appointments');
  expect(written[0]).toMatch(/[^\n]\n\n$/);
  expect(written[1]).toMatch(/^▌ ↻ #12 updated: also reported by/);
});

it('prints nothing for an edit that changes nothing a reader sees', async () => {
  const written: string[] = [];
  const sink = consoleSink({ write: (text) => written.push(text), color: false, width: 80 });
  const ref = { channel: 'terminal', message: 'd1' };
  await sink(send, signal);
  expect(await sink({ ...send, deliveryId: 'd2', prior: ref }, signal)).toEqual({ kind: 'sent', ref });
  expect(written).toHaveLength(1);
});

it('prints nothing when stopped', async () => {
  const written: string[] = [];
  const sink = consoleSink({ write: (text) => written.push(text), color: false, width: 80 });
  expect((await sink(send, AbortSignal.abort())).kind).toBe('retry');
  expect(written).toEqual([]);
});
