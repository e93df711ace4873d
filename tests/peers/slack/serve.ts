/**
 * The peer on its own: `npx node tests/peers/slack/serve.ts [--port N] [--channels C1,C2] [--per-second N]
 * [--no-history]` prints one JSON line with where it listens and its tokens. GET /_log, /_messages and /_violations show what came;
 * POST /_refuse `{"channel", "refuse"}` puts the bot out of a channel or back; POST /_fault takes a fault, POST /_clear forgets them all, POST /_down `{"down": true}`; SIGTERM ends it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { failed, write } from './answers.ts';
import { readFault } from './faults.ts';
import { isRecord, parseJson } from './json.ts';
import { startSlackPeer } from './peer.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    channels: { type: 'string' },
    'per-second': { type: 'string' },
    'no-history': { type: 'boolean', default: false },
  },
});

const peer = await startSlackPeer({
  port: Number(values.port ?? 0),
  ...(values.channels === undefined ? {} : { channels: values.channels.split(',') }),
  ...(values['per-second'] === undefined ? {} : { perSecond: Number(values['per-second']) }),
  otherwise: control,
});
if (values['no-history'])
  for (const scope of ['channels:history', 'groups:history']) peer.scopes.delete(scope);

function control(path: string, request: IncomingMessage, response: ServerResponse, body: Buffer): boolean {
  const json = parseJson(body.toString('utf8'));
  const say = (value: unknown): true => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    return true;
  };
  switch (`${request.method} ${path}`) {
    case 'GET /_log':
      return say(peer.log);
    case 'GET /_messages':
      return say(peer.messages());
    case 'GET /_violations':
      return say(peer.violations);
    case 'POST /_down':
      response.once('finish', () => peer.setDown(isRecord(json) && json['down'] === true));
      return say({ ok: true });
    case 'POST /_refuse': {
      const { channel, refuse } = isRecord(json) ? json : {};
      const place = typeof channel === 'string' ? peer.workspace.channels.get(channel) : undefined;
      if (place !== undefined) place.member = refuse !== true;
      return say({ ok: place !== undefined });
    }
    case 'POST /_clear':
      peer.clearFaults();
      return say({ ok: true });
    case 'POST /_fault': {
      const fault = readFault(json);
      if (fault === undefined) write(response, { ...failed('not_a_fault'), status: 400 });
      else peer.fault(fault);
      return fault === undefined || say({ ok: true });
    }
    default:
      return false;
  }
}

const { origin, port, botToken, appToken, signingSecret } = peer;
const webhooks = Object.fromEntries([...peer.workspace.channels.keys()].map((id) => [id, peer.webhook(id)]));
process.stdout.write(`${JSON.stringify({ origin, port, botToken, appToken, signingSecret, webhooks })}\n`);
process.once('SIGTERM', () => void peer.close());
process.once('SIGINT', () => void peer.close());
