/** Response URLs: five answers within thirty minutes, each a message of its own or in place of another. */
import { randomUUID } from 'node:crypto';
import { failed } from './answers.ts';
import type { JsonAnswer } from './answers.ts';
import { messageViolations } from './contract.ts';
import type { ContractOptions } from './contract.ts';
import { isRecord, parseJson, textOf } from './json.ts';
import type { Json } from './json.ts';
import { BOT_ID, BOT_USER } from './workspace.ts';
import type { Message, Workspace } from './workspace.ts';

/** What an app sent to a response URL. */
type GivenResponse = {
  readonly channel: string;
  readonly user: string;
  readonly body: Record<string, Json>;
};

const LIFE_MS = 30 * 60_000;
const USES = 5;
const TYPES = new Set<Json | undefined>([undefined, 'ephemeral', 'in_channel']);

/** Keeps the response URLs that were handed out, and what came back through them. */
export function openResponseUrls(
  workspace: Workspace,
  contract: ContractOptions,
  violate: (message: string) => void,
) {
  const open = new Map<
    string,
    { channel: string; user: string; about: Message | undefined; expires: number; left: number }
  >();
  const given: GivenResponse[] = [];
  const watchers = new Set<() => void>();

  function show(
    url: { channel: string; user: string; about: Message | undefined },
    body: Record<string, Json>,
  ) {
    const { channel, user, about } = url;
    const text = textOf(body, 'text') ?? '';
    if (body['replace_original'] === true || body['delete_original'] === true) {
      if (about === undefined) return violate('response_url: there is no message to replace or delete');
      if (body['thread_ts'] !== undefined)
        return violate('response_url: what is replaced stays in the thread it is in');
      if (body['delete_original'] === true) return workspace.remove(channel, about.ts);
      about.text = text;
      about.blocks = body['blocks'];
      about.edits.push(workspace.nextTs());
      return;
    }
    workspace.messages.push({
      channel,
      ts: workspace.nextTs(),
      user: BOT_USER,
      bot_id: BOT_ID,
      text,
      blocks: body['blocks'],
      metadata: undefined,
      thread_ts: textOf(body, 'thread_ts'),
      ephemeralTo: body['response_type'] === 'in_channel' ? undefined : user,
      edits: [],
    });
  }

  return {
    given,
    /** Half an hour passes: none of those that were handed out takes anything more. */
    expire: (): void => open.clear(),
    /** Resolves once there are `count` responses in all. */
    arrived: (count: number): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (given.length < count) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    /** The path of a fresh one; `about` is the message whose button was pressed. */
    issue(channel: string, user: string, about?: Message): string {
      const id = randomUUID();
      open.set(id, { channel, user, about, expires: Date.now() + LIFE_MS, left: USES });
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
      const found = json['delete_original'] === true ? [] : [...messageViolations(json, contract)];
      if (!TYPES.has(json['response_type']))
        found.push({
          code: 'invalid_arguments',
          message: `response_type ${JSON.stringify(json['response_type'])}`,
        });
      for (const { code, message } of found) violate(`response_url: ${code}: ${message}`);
      if (found[0] !== undefined) return { ...failed(found[0].code), status: 400 };
      given.push({ channel: url.channel, user: url.user, body: json });
      show(url, json);
      for (const watcher of watchers) watcher();
      return { status: 200, body: { ok: true } };
    },
  };
}
