import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isRecord, parseJson, textOf } from './json.ts';

it('runs on its own, is controlled over HTTP and ends on SIGTERM', async () => {
  const script = fileURLToPath(new URL('serve.ts', import.meta.url));
  const child = spawn(process.execPath, [script, '--channels', 'C0AAAA0001'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const said = parseJson(String(line));
  const origin = textOf(said, 'origin') ?? '';
  const headers = { authorization: `Bearer ${textOf(said, 'botToken')}`, 'content-type': 'application/json' };
  const post = (path: string, body: object) =>
    fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const get = async (path: string) => (await fetch(origin + path)).json();
  const message = { channel: 'C0AAAA0001', text: 'hello' };
  expect((await post('/_fault', { kind: 'http-500' })).status).toBe(200);
  expect((await post('/_fault', { kind: 'earthquake' })).status).toBe(400);
  expect((await post('/api/chat.postMessage', message)).status).toBe(500);
  expect(await (await post('/api/chat.postMessage', message)).json()).toMatchObject({ ok: true });
  expect(await get('/_messages')).toMatchObject([message]);
  expect(await get('/_log')).toMatchObject([{ status: 500 }, { status: 200, result: 'ok' }]);
  expect(await get('/_violations')).toEqual([]);
  expect(isRecord(said) && typeof said['port']).toBe('number');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
