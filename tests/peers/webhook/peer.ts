/** A strict receiver of generic webhooks on loopback: checks signature, schema and id, and keeps what it was told. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { WebhookBody } from '../../../src/edges/webhook/webhook-schema.ts';

export type Kept = { readonly body: WebhookBody; readonly edited: boolean };
export type WebhookFault =
  | { readonly kind: 'lost-answer' | 'dropped' | 'stalled' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly text?: string;
      /** Whether the answer never ends. */
      readonly hangs?: boolean;
    };

type Logged = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly raw: string;
};

/** The published file, not the code: what others rely on. */
const SCHEMA = new URL('../../../docs/webhook.schema.json', import.meta.url);
const PATH = '/hook';

/** @param secret as the sender has it, with `whsec_` */
export async function startWebhookPeer(secret: string) {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const valid = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const requests: Logged[] = [];
  const violations: string[] = [];
  const messages = new Map<string, Kept>();
  const seen = new Set<string>();
  let faults: WebhookFault[] = [];
  let onAccepted: (() => void)[] = [];

  const isSigned = ({ headers, raw }: Logged): boolean => {
    const [version, given = ''] = String(headers['webhook-signature']).split(',');
    const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${raw}`;
    const wanted = createHmac('sha256', key).update(content).digest();
    const got = Buffer.from(given, 'base64');
    return version === 'v1' && got.length === wanted.length && timingSafeEqual(got, wanted);
  };

  /** The status that a request deserves; 200 once it is kept. */
  const take = (request: Logged): number => {
    if (request.path === '/private') return 403;
    if (request.path !== PATH) return 404;
    if (request.method !== 'POST') return 405;
    if (!isSigned(request)) return 401;
    const { headers, raw } = request;
    const id = String(headers['webhook-id']);
    if (!/^\d{10}$/.test(String(headers['webhook-timestamp'])))
      violations.push('the timestamp is not in seconds');
    if (headers['idempotency-key'] !== id) violations.push('the two ids differ');
    if (headers['content-type']?.startsWith('application/json') !== true) violations.push('not sent as JSON');
    const given: unknown = JSON.parse(raw);
    if (!valid(given)) {
      violations.push(ajv.errorsText(valid.errors));
      return 400;
    }
    const body = WebhookBody.parse(given);
    if (body.delivery !== id) violations.push('the body is of another delivery');
    if (seen.has(id)) return 200;
    if (body.event === 'edited' && !messages.has(body.message))
      violations.push('edits what was never posted');
    seen.add(id);
    messages.set(body.message, { body, edited: body.event === 'edited' });
    return 200;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await text(request);
    const { method = '', url = '', headers } = request;
    const logged = { method, path: url, headers, raw };
    requests.push(logged);
    const [fault, ...rest] = faults;
    faults = rest;
    if (fault?.kind === 'dropped') return void request.socket.destroy();
    if (fault?.kind === 'status') {
      response.writeHead(fault.status, fault.headers).flushHeaders();
      response.write(fault.text ?? '');
      return fault.hangs === true ? undefined : void response.end();
    }
    const status = take(logged);
    for (const resolve of onAccepted.splice(0)) resolve();
    if (fault?.kind === 'lost-answer') return void request.socket.destroy();
    if (fault?.kind !== 'stalled') response.writeHead(status).end();
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => violations.push(String(error)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}${PATH}`,
    requests: requests as readonly Logged[],
    violations: violations as readonly string[],
    messages: (): readonly Kept[] => [...messages.values()],
    fault: (fault: WebhookFault): void => void faults.push(fault),
    accepted: (): Promise<void> => new Promise((resolve) => onAccepted.push(resolve)),
    close: async (): Promise<void> => {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
    },
  };
}
