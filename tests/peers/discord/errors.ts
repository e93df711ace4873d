/** Discord's error answers, in its own shape and with its own codes. */
import type { Complaint } from './contract.ts';

export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const CODES = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50001, 'Missing Access'],
  notAuthor: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  notText: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  archived: [400, 50083, 'Thread is archived'],
  locked: [400, 160005, 'Thread is locked'],
  noHistory: [403, 160002, 'Cannot reply without permission to read message history'],
  tagRequired: [400, 40067, 'A tag is required to create a forum post in this channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  notJson: [400, 50109, 'The request body contains invalid JSON.'],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>;

export function refusal(what: keyof typeof CODES): Answer {
  const [status, code, message] = CODES[what];
  return { status, body: { message, code } };
}

/** 50035, with the complaints hung into a tree along their paths as Discord does it. */
export function invalidForm(complaints: readonly Complaint[]): Answer {
  type Tree = { [key: string]: Tree | { code: string; message: string }[] };
  const errors: Tree = {};
  for (const { path, code, message } of complaints) {
    let node = errors;
    for (const key of path.split('.').filter((part) => part !== '')) {
      const next = node[key];
      const child: Tree = next === undefined || Array.isArray(next) ? {} : next;
      node[key] = child;
      node = child;
    }
    const known = node['_errors'];
    const entry = { code: `BASE_TYPE_${code.toUpperCase()}`, message };
    node['_errors'] = Array.isArray(known) ? [...known, entry] : [entry];
  }
  return { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors } };
}

/** 429 as a route's bucket or the global limit answers it. */
export function rateLimited(seconds: number, global: boolean): Answer {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global },
    headers: {
      'Retry-After': String(Math.ceil(seconds)),
      'X-RateLimit-Scope': global ? 'global' : 'user',
      ...(global ? { 'X-RateLimit-Global': 'true' } : {}),
    },
  };
}
