import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDiscord } from '../../../src/edges/discord/connect.ts';
import { sampleAlert } from '../../conformance/notifications.ts';
import { recordingLog } from '../../edges/discord/recording-log.ts';

let process: ChildProcess;
let about: { origin: string; token: string; channel: string; control: string };

beforeEach(async () => {
  const file = fileURLToPath(new URL('serve.ts', import.meta.url));
  process = spawn(globalThis.process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (process.stdout === null) throw new Error('no output');
  const [line] = await once(createInterface(process.stdout), 'line');
  about = JSON.parse(String(line));
});
afterEach(async () => {
  const gone = once(process, 'exit');
  process.kill('SIGTERM');
  await gone;
});

const get = async (path: string): Promise<unknown> => (await fetch(`${about.control}${path}`)).json();
const command = (path: string, body?: object) =>
  fetch(`${about.control}${path}`, { method: 'POST', ...(body ? { body: JSON.stringify(body) } : {}) });

it('serves a sink as a process of its own, with faults, a log and an outage', async () => {
  const { token, origin, channel } = about;
  const sink = openDiscord({ token, apiUrl: origin, log: recordingLog() }).sink(channel);
  const now = Date.now();
  const first = {
    deliveryId: 'one',
    notification: sampleAlert,
    prior: undefined,
    maybeSentAt: undefined,
    now,
  };
  const signal = new AbortController().signal;

  expect((await command('/_fault', { kind: 'lost-answer' })).status).toBe(200);
  expect((await command('/_fault', { kind: 'nonsense' })).status).toBe(400);
  expect((await sink(first, signal)).kind).toBe('uncertain');
  expect(await get('/_messages')).toHaveLength(1);
  expect((await sink({ ...first, maybeSentAt: now }, signal)).kind).toBe('sent');
  expect(await get('/_messages')).toHaveLength(1);
  expect(await get('/_log')).toMatchObject([{ fault: 'lost-answer' }, { status: 200 }]);
  expect(await get('/_violations')).toEqual([]);

  await command('/_down');
  expect((await sink({ ...first, deliveryId: 'two' }, signal)).kind).toMatch(/retry|uncertain/);
  await command('/_up');
  expect((await sink({ ...first, deliveryId: 'two', maybeSentAt: now }, signal)).kind).toBe('sent');
  expect(await get('/_messages')).toHaveLength(2);
});
