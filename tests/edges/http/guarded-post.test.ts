/** That webhooks reach the operator's own network only where the allow-list opens it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGuardedPost } from '../../../src/edges/http/guarded-post.ts';
import { type FeedServer, startFeedServer } from '../../peers/feed-server.ts';

let server: FeedServer;
beforeEach(async () => {
  server = await startFeedServer();
  server.respond('/hook', { body: 'ok' });
});
afterEach(() => server.close());

const POST = {
  headers: { 'content-type': 'application/json' },
  body: '{}',
  signal: new AbortController().signal,
};
const loopback = (): Promise<readonly string[]> => Promise.resolve(['127.0.0.1']);

describe('a guarded post', () => {
  it.each(['127.0.0.1', '2130706433', '[::ffff:7f00:1]', 'localhost', 'hooks.example'])(
    'asks nobody at %s, and says how it is opened',
    async (host) => {
      const post = createGuardedPost([], loopback);
      const answer = await post(`http://${host}:${server.port}/hook`, POST);
      expect('refused' in answer && answer.refused).toContain('polling.allow_hosts');
      expect(server.log).toEqual([]);
    },
  );

  it('reaches a host that the operator opened, at that port alone', async () => {
    const open = createGuardedPost([`hooks.example:${server.port}`], loopback);
    expect(await open(`http://hooks.example:${server.port}/hook`, POST)).toMatchObject({
      status: 200,
      text: 'ok',
    });
    const other = createGuardedPost([`hooks.example:${server.port + 1}`], loopback);
    expect(await other(`http://hooks.example:${server.port}/hook`, POST)).toHaveProperty('refused');
  });

  it('takes no more of an answer than tells what it is, though it never ends', async () => {
    const endless = createServer((_, response) => {
      const send = (): void => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', send);
      };
      send();
    });
    await once(endless.listen(0, '127.0.0.1'), 'listening');
    const address = endless.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      const answer = await createGuardedPost(['127.0.0.1'], loopback)(`http://127.0.0.1:${port}/`, POST);
      expect('text' in answer && answer.text.length).toBe(4_096);
    } finally {
      endless.closeAllConnections();
      endless.close();
    }
  });

  it('follows no redirect', async () => {
    server.respond('/moved', { status: 307, headers: { location: '/hook' } });
    const post = createGuardedPost(['127.0.0.1'], loopback);
    expect(await post(server.url('/moved'), POST)).toMatchObject({ status: 307 });
    expect(server.log.map(({ path }) => path)).toEqual(['/moved']);
  });
});
