/** The least that polling can cost: `undici.request` and gunzip, sixteen at a time, and nothing made of the answers. */
import { gunzipSync } from 'node:zlib';
import { Agent, request } from 'undici';
import { hostOf } from './poll-server.ts';

const CONCURRENCY = 16;

/** Fetches each of `count` feeds from number `first` on, again with the validators that came; prints both as JSON. */
async function fetchTwice(port: number, first: number, count: number): Promise<void> {
  const dispatcher = new Agent({ connections: 1, pipelining: 1, keepAliveTimeout: 5_000 });
  const etags = new Map<number, string>();
  const fetchAll = async (): Promise<{ readonly cpu: number; readonly seconds: number }> => {
    const began = performance.now();
    const before = process.cpuUsage();
    let next = first;
    const worker = async (): Promise<void> => {
      while (next < first + count) {
        const feed = next++;
        const known = etags.get(feed);
        const { headers, body } = await request(`http://${hostOf(feed)}:${port}/feed/${feed}`, {
          dispatcher,
          headers: { 'accept-encoding': 'gzip', ...(known === undefined ? {} : { 'if-none-match': known }) },
        });
        const bytes = Buffer.from(await body.arrayBuffer());
        if (headers['content-encoding'] === 'gzip') gunzipSync(bytes);
        if (typeof headers['etag'] === 'string') etags.set(feed, headers['etag']);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    const { user, system } = process.cpuUsage(before);
    return { cpu: (user + system) / 1_000 / count, seconds: (performance.now() - began) / 1_000 };
  };
  const cold = await fetchAll();
  const steady = await fetchAll();
  await dispatcher.destroy();
  process.stdout.write(`${JSON.stringify({ cold, steady })}\n`);
}

const [port = 0, first = 0, count = 0] = process.argv.slice(2).map(Number);
await fetchTwice(port, first, count);
