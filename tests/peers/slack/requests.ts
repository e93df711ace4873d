/** Reads Web API requests: form, JSON and multipart bodies, and where the token may stand. */
import type { IncomingMessage } from 'node:http';
import { isRecord, parseJson } from './json.ts';
import type { Json } from './json.ts';

export type ApiRequest = {
  readonly args: Record<string, Json>;
  readonly token: string | undefined;
  /** What is wrong with the request itself, in Slack's words. */
  readonly error: string | undefined;
};

/** Arguments that are structures, sent as JSON text where the body is a form. */
const STRUCTURES = new Set(['blocks', 'attachments', 'metadata', 'view', 'files']);
const BOOLEANS = new Set([
  'as_user',
  'include_all_metadata',
  'inclusive',
  'include_locale',
  'link_names',
  'mrkdwn',
  'reply_broadcast',
  'unfurl_links',
  'unfurl_media',
]);
const NUMBERS = new Set(['length', 'limit']);

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Decodes a request; strict where Slack is: a form's structures must be JSON, a JSON body needs a bearer token. */
export function readRequest(request: IncomingMessage, body: Buffer): ApiRequest {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const text = body.toString('utf8');
  if (type === 'application/json') {
    const json = parseJson(text);
    if (!isRecord(json)) return { args: {}, token: bearer, error: 'invalid_json' };
    return { args: json, token: bearer, error: undefined };
  }
  if (type !== 'application/x-www-form-urlencoded' && text !== '') {
    return { args: {}, token: bearer, error: 'invalid_form_data' };
  }
  const args: Record<string, Json> = {};
  let error: string | undefined;
  for (const [key, value] of new URLSearchParams(text)) {
    const decoded = decode(key, value);
    if (decoded === undefined) error = key === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments';
    else args[key] = decoded;
  }
  const inForm = args['token'];
  delete args['token'];
  return { args, token: bearer ?? (typeof inForm === 'string' ? inForm : undefined), error };
}

function decode(key: string, value: string): Json | undefined {
  if (STRUCTURES.has(key)) {
    const json = parseJson(value);
    return typeof json === 'object' && json !== null ? json : undefined;
  }
  if (BOOLEANS.has(key)) return { true: true, '1': true, false: false, '0': false }[value];
  if (NUMBERS.has(key)) return /^\d+$/.test(value) ? Number(value) : undefined;
  return value;
}
