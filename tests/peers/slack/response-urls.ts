/** Response URLs: five answers within thirty minutes, each a message of its own. */
import { randomUUID } from 'node:crypto';
import { failed } from './answers.ts';
import type { JsonAnswer } from './answers.ts';
import { messageViolations } from './contract.ts';
import { isRecord, parseJson } from './json.ts';
import type { Json } from './json.ts';

/** What an app sent to a response URL. */
type GivenResponse = {
  readonly channel: string;
  readonly user: string;
  readonly body: Record<string, Json>;
};

const LIFE_MS = 30 * 60_000;
const USES = 5;

/** Keeps the response URLs that were handed out, and what came back through them. */
export function openResponseUrls(mentions: boolean, violate: (message: string) => void) {
  const open = new Map<string, { channel: string; user: string; expires: number; left: number }>();
  const given: GivenResponse[] = [];
  return {
    given,
    /** The path of a fresh one. */
    issue(channel: string, user: string): string {
      const id = randomUUID();
      open.set(id, { channel, user, expires: Date.now() + LIFE_MS, left: USES });
      return `/response/${id}`;
    },
    receive(id: string, body: Buffer): JsonAnswer {
      const url = open.get(id);
      if (url === undefined || Date.now() > url.expires) return { ...failed('expired_url'), status: 404 };
      if (url.left <= 0) {
        violate('response_url: used more than 5 times');
        return { ...failed('used_url'), status: 404 };
      }
      url.left -= 1;
      const json = parseJson(body.toString('utf8'));
      if (!isRecord(json)) {
        violate('response_url: the body is not a JSON object');
        return { ...failed('invalid_payload'), status: 400 };
      }
      const found = json['delete_original'] === true ? [] : messageViolations(json, { mentions });
      for (const { code, message } of found) violate(`response_url: ${code}: ${message}`);
      if (found[0] !== undefined) return { ...failed(found[0].code), status: 400 };
      given.push({ channel: url.channel, user: url.user, body: json });
      return { status: 200, body: { ok: true } };
    },
  };
}
