import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildConnector } from 'undici';
import { allowList } from '../../../src/core/feed/allow-list.ts';
import { guardedConnector } from '../../../src/edges/http/guarded-connector.ts';

const PUBLIC = '93.184.215.14';

let server: Server;
let port = 0;
let connections = 0;
let received = '';

beforeEach(async () => {
  [connections, received] = [0, ''];
  server = createServer((socket) => {
    connections += 1;
    socket.on('data', (bytes) => (received += bytes.toString()));
    socket.on('error', () => undefined);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterEach(async () => {
  server.close();
  await once(server, 'close');
});

/** What undici would do with the connector: connect, then send. The answer is the error that it was given. */
function ask(connector: buildConnector.connector): Promise<Error | undefined> {
  const options = { hostname: 'news.example', host: 'news.example', protocol: 'http:', port: String(port) };
  return new Promise((resolve) => {
    connector(options, (error, socket) => {
      if (socket !== null) socket.end('GET / HTTP/1.1\r\n\r\n');
      resolve(error ?? undefined);
    });
  });
}

describe('guardedConnector', () => {
  // A network may lead a public address to a private host: a resolver's answer is not the last word.
  const misled = (allow: readonly string[]): buildConnector.connector =>
    guardedConnector({
      allow: allowList(allow),
      resolve: () => Promise.resolve([PUBLIC]),
      connectTimeout: 2_000,
      build: (options) => {
        const connect = buildConnector(options);
        return (to, callback) => connect({ ...to, hostname: '127.0.0.1' }, callback);
      },
    });

  it('hangs up on a peer inside our network, whatever the name resolved to, before a byte is sent', async () => {
    const error = await ask(misled([]));
    expect(error?.message).toContain('127.0.0.1');
    // The server is done with the connection before it closes.
    server.close();
    await once(server, 'close');
    expect([connections, received]).toEqual([1, '']);
    server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });

  it('leaves a peer alone that the operator allowed', async () => {
    expect(await ask(misled(['news.example']))).toBeUndefined();
  });
});
