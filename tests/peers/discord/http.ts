/** The HTTP side of the peer: reads requests, strikes with faults, checks tokens and bodies, answers and keeps a log. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Buckets } from './buckets.ts';
import type { File } from './channels.ts';
import { contract } from './contract.ts';
import { type Answer, invalidForm, rateLimited, refusal } from './errors.ts';
import type { Fault, Faults } from './faults.ts';
import type { Route } from './routes.ts';

export type LoggedRequest = {
  readonly at: number;
  readonly method: string;
  /** Below /api/v10, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The JSON body, or the payload_json of a form. */
  readonly body: unknown;
  readonly files: readonly { readonly name: string; readonly type: string; readonly size: number }[];
  /** What was answered, or would have been had a fault not swallowed it; undefined where it was never looked at. */
  readonly status: number | undefined;
  readonly fault: Fault['kind'] | undefined;
};

export type HttpDeps = {
  readonly token: string;
  readonly routes: readonly Route[];
  readonly faults: Faults;
  readonly buckets: Buckets;
  readonly log: (request: LoggedRequest) => void;
  readonly violation: (what: string) => void;
};

type Read = { readonly body: unknown; readonly files: readonly File[]; readonly malformed: boolean };

const PREFIX = '/api/v10';

/** Handles one request to the REST API. */
export async function handleRest(
  deps: HttpDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://peer');
  const method = request.method ?? 'GET';
  const asked = decodeURIComponent(url.pathname);
  const path = asked.startsWith(PREFIX) ? asked.slice(PREFIX.length) : asked;
  const read = await readBody(request);
  const fault = deps.faults.take(`${method} ${path}`);
  const logged = (status: number | undefined): void =>
    deps.log({
      at: Date.now(),
      method,
      path,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: read.body,
      files: read.files.map(({ name, type, bytes }) => ({ name, type, size: bytes.length })),
      status,
      fault: fault?.kind,
    });
  if (fault?.kind === 'dropped') {
    logged(undefined);
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'delay') await wait(fault.ms);
  if (request.socket.destroyed) {
    logged(undefined);
    return;
  }
  const answer = refused(fault) ?? (await work(deps, request, url, path, read));
  logged(answer.status);
  await reply(request, response, answer, fault);
}

/** The answer of a fault that keeps the request from being looked at. */
function refused(fault: Fault | undefined): Answer | undefined {
  if (fault?.kind === 'error' && !fault.accept) return errorAnswer(fault);
  if (fault?.kind !== 'rate-limit') return undefined;
  if (fault.seconds !== undefined) return rateLimited(fault.seconds, fault.global);
  const retryAfter = fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter };
  const headers = { 'Content-Type': 'text/html', ...retryAfter };
  return { status: 429, body: '<html>error 1015</html>', headers };
}

function errorAnswer(fault: Fault & { kind: 'error' }): Answer {
  return fault.html
    ? { status: fault.status, body: '<html>bad gateway</html>', headers: { 'Content-Type': 'text/html' } }
    : { status: fault.status, body: { message: `${fault.status}: as the fault has it`, code: fault.code } };
}

async function work(
  deps: HttpDeps,
  request: IncomingMessage,
  url: URL,
  path: string,
  read: Read,
): Promise<Answer> {
  const method = request.method ?? 'GET';
  const said = `${method} ${path}`;
  if (!url.pathname.startsWith(PREFIX)) {
    deps.violation(`${said}: not below ${PREFIX}`);
    return refusal('notFound');
  }
  if (!/^DiscordBot \(\S+, \S+\)/.test(request.headers['user-agent'] ?? ''))
    deps.violation(`${said}: user agent "${request.headers['user-agent']}" is not DiscordBot (url, version)`);
  const hits = deps.routes.flatMap((route) => {
    const match = route.path.exec(path);
    return match === null ? [] : [{ route, match }];
  });
  const hit = hits.find(({ route }) => route.method === method);
  if (hit === undefined) {
    deps.violation(`${said}: no such route`);
    return refusal(hits.length === 0 ? 'notFound' : 'methodNotAllowed');
  }
  const { route, match } = hit;
  if (route.auth && request.headers.authorization !== `Bot ${deps.token}`) return refusal('unauthorized');
  const bucket = deps.buckets.count(`${route.operationId}:${match[1] ?? ''}`);
  if (bucket.wait !== undefined) {
    const limited = rateLimited(bucket.wait, false);
    return { ...limited, headers: { ...bucket.headers, ...limited.headers } };
  }
  if (read.malformed) {
    deps.violation(`${said}: the body is not JSON`);
    return refusal('notJson');
  }
  const complaints = contract().request(route.operationId, read.body);
  const answer =
    complaints.length > 0
      ? invalidForm(complaints)
      : await route.handle({
          params: match.slice(1),
          query: url.searchParams,
          body: read.body,
          files: read.files,
        });
  if (answer.status === 400) deps.violation(`${said}: ${JSON.stringify(answer.body)}`);
  if (answer.status === 200 || answer.status === 201) {
    const own = contract().response(route.operationId, answer.body);
    if (own.length > 0) deps.violation(`peer's own answer to ${said}: ${JSON.stringify(own.slice(0, 3))}`);
  }
  return { ...answer, headers: { ...bucket.headers, ...answer.headers } };
}

async function reply(
  request: IncomingMessage,
  response: ServerResponse,
  wanted: Answer,
  fault: Fault | undefined,
): Promise<void> {
  if (fault?.kind === 'lost-answer') {
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'stalled') return;
  if (fault?.kind === 'slow-answer') await wait(fault.ms);
  const answer = fault?.kind === 'error' && fault.accept ? errorAnswer(fault) : wanted;
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '');
  const headers = { 'Content-Type': 'application/json', ...answer.headers };
  if (answer.status === 204) {
    response.writeHead(204, answer.headers).end();
  } else if (fault?.kind === 'cut-answer') {
    response.writeHead(answer.status, { ...headers, 'Content-Length': Buffer.byteLength(text) });
    response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
  } else {
    response.writeHead(answer.status, headers).end(text);
  }
}

async function readBody(request: IncomingMessage): Promise<Read> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { body: undefined, files: [], malformed: false };
  if (type.startsWith('multipart/form-data')) return readForm(bytes, type);
  try {
    return {
      body: JSON.parse(bytes.toString('utf8')),
      files: [],
      malformed: !type.startsWith('application/json'),
    };
  } catch {
    return { body: bytes.toString('utf8'), files: [], malformed: true };
  }
}

async function readForm(bytes: Buffer, type: string): Promise<Read> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'Content-Type': type } }).formData();
  const files: File[] = [];
  for (const [key, value] of form) {
    if (typeof value === 'string') continue;
    if (!/^files\[\d\]$/.test(key)) return { body: undefined, files, malformed: true };
    files.push({ name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  const payload = form.get('payload_json');
  try {
    return { body: typeof payload === 'string' ? JSON.parse(payload) : {}, files, malformed: false };
  } catch {
    return { body: payload, files, malformed: true };
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
