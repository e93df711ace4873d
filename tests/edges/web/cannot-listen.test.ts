import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { serveWeb } from '../../../src/edges/web/serve.ts';

const answers = {
  healthy: () => Promise.resolve({ ok: true, detail: {} }),
  ready: () => Promise.resolve({ ok: true, detail: {} }),
  metrics: () => Promise.resolve({ text: '', contentType: 'text/plain' }),
};

it('says whose port it is, and which setting names another', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  try {
    await expect(serveWeb({ ...answers, host: '127.0.0.1', port })).rejects.toThrow(
      `the web endpoint cannot listen: 127.0.0.1:${port} is taken by another program; stop it, or give web.port another number`,
    );
  } finally {
    other.close();
  }
});

it('says that an address is none of this machine', async () => {
  await expect(serveWeb({ ...answers, host: '192.0.2.1', port: 0 })).rejects.toThrow(
    'this machine has no address 192.0.2.1; let web.host be 127.0.0.1',
  );
});
