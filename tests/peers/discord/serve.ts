/**
 * Runs the peer as a process of its own, so that a bot can be killed and started again around it.
 *
 *   node tests/peers/discord/serve.ts [--port 0] [--token peer-token] [--nonce-window 180000] [--rate 5/5000]
 *     [--no-history]
 *
 * Prints one JSON line `{ port, origin, token, channel, control }` and serves until SIGTERM. Control, below `control`:
 * GET /_log, /_violations, /_messages?channel=ID, /_posts?channel=ID (of a forum, or the threads of a channel); POST /_fault (a fault as JSON), /_forget (nonces), /_clear (faults),
 * /_down, /_up, /_refuse (`{ refuse }`: the bot may not post in the channel, or may again), /_slash (`{ name, options }`: an editor types a command; answers how many milliseconds the first answer
 * and the reply took).
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Fault } from './faults.ts';
import { openDiscordPeer } from './peer.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    token: { type: 'string', default: 'peer-token' },
    'nonce-window': { type: 'string', default: '180000' },
    rate: { type: 'string', default: '10000/1000' },
    'no-history': { type: 'boolean', default: false },
  },
});
const [limit = 10_000, windowMs = 1000] = values.rate.split('/').map(Number);
const peer = await openDiscordPeer({
  port: Number(values.port),
  token: values.token,
  nonceWindow: Number(values['nonce-window']),
  bucket: { limit, windowMs },
});

const forum = peer.addChannel({ name: 'forum', type: 15, history: !values['no-history'] });
const hooked = peer.addChannel({ name: 'hooked' });
const webhook = peer.webhook(hooked);

if (values['no-history']) peer.addChannel({ id: peer.channel, name: 'signals', history: false });

const Slash = z.object({
  name: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

async function slash({ name, options }: z.infer<typeof Slash>): Promise<object> {
  const given = Object.entries(options).map(([option, value]) => ({ name: option, value }));
  const begun = performance.now();
  const asked = peer.slash(name, given, { actor: 'editor' });
  const first = await asked.answered;
  const message = await asked.replied;
  return { first: first.afterMs, reply: performance.now() - begun, embeds: message.embeds };
}

/** What the control endpoint does for one request; undefined where it knows no such thing. */
async function command(asked: string, query: URLSearchParams, body: () => Promise<string>): Promise<unknown> {
  switch (asked) {
    case 'GET /_log':
      return peer.requests;
    case 'GET /_violations':
      return peer.violations;
    case 'GET /_messages':
      return peer.messages(query.get('channel') ?? peer.channel);
    case 'GET /_posts':
      return peer.threads(query.get('channel') ?? forum).flatMap(({ id }) => peer.messages(id));
    case 'POST /_refuse': {
      const { refuse } = z.object({ refuse: z.boolean() }).parse(JSON.parse(await body()));
      peer.permit(peer.channel, !refuse);
      return {};
    }
    case 'POST /_fault':
      peer.fault(Fault.parse(JSON.parse(await body())));
      return {};
    case 'POST /_forget':
      peer.forgetNonces();
      return {};
    case 'POST /_clear':
      peer.clearFaults();
      return {};
    case 'GET /_commands':
      return peer.commands();
    case 'POST /_slash':
      return slash(Slash.parse(JSON.parse(await body())));
    case 'POST /_down':
      await peer.down();
      return {};
    case 'POST /_up':
      await peer.up();
      return {};
    default:
      return undefined;
  }
}

/** The control endpoint has a port of its own, so that it answers while the peer is down. */
const control = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://peer');
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };
  command(`${request.method} ${url.pathname}`, url.searchParams, () => text(request)).then(
    (body) => answer(body === undefined ? 404 : 200, body ?? {}),
    (error: unknown) => answer(400, { error: String(error) }),
  );
});

control.listen(0, '127.0.0.1', () => {
  const { port } = control.address() as AddressInfo;
  const { origin, token, channel } = peer;
  const line = {
    port: peer.port,
    origin,
    token,
    channel,
    forum,
    hooked,
    webhook,
    control: `http://127.0.0.1:${port}`,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
});

process.once('SIGTERM', () => {
  control.close();
  control.closeAllConnections();
  void peer.close().finally(() => process.exit(0));
});
