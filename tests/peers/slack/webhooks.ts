/** Incoming webhooks: addresses that take a message and answer in plain words, never with an id. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageViolations } from './contract.ts';
import type { ContractOptions } from './contract.ts';
import type { openFaults } from './faults.ts';
import { isRecord, parseJson, textOf } from './json.ts';
import { BOT_ID, BOT_USER, TEAM } from './workspace.ts';
import type { Workspace } from './workspace.ts';

type PlainAnswer = { readonly status: number; readonly text: string; readonly retryAfter?: number };

/** Keeps the webhooks that were made; faults for them name the method `webhook`. */
export function openWebhooks(
  workspace: Workspace,
  contract: ContractOptions,
  faults: ReturnType<typeof openFaults>,
  violate: (message: string) => void,
) {
  const channels = new Map<string, string>();
  const calls: { readonly status: number; readonly text: string }[] = [];
  const watchers = new Set<() => void>();

  function receive(path: string, request: IncomingMessage, body: Buffer): PlainAnswer {
    const id = channels.get(path);
    if (id === undefined) return { status: 404, text: 'no_service' };
    const json = parseJson(body.toString('utf8'));
    if (!isRecord(json) || !(request.headers['content-type'] ?? '').startsWith('application/json')) {
      violate('webhook: the body is not a JSON object, or not said to be');
      return { status: 400, text: 'invalid_payload' };
    }
    const [first, ...more] = messageViolations(json, contract);
    for (const { message } of first === undefined ? [] : [first, ...more]) violate(`webhook: ${message}`);
    if (first !== undefined) return { status: 400, text: first.code };
    const channel = workspace.channels.get(id);
    if (channel === undefined) return { status: 404, text: 'channel_not_found' };
    if (channel.archived) return { status: 410, text: 'channel_is_archived' };
    if (!channel.member) return { status: 403, text: 'action_prohibited' };
    workspace.messages.push({
      channel: id,
      ts: workspace.nextTs(),
      user: BOT_USER,
      bot_id: BOT_ID,
      text: textOf(json, 'text') ?? '',
      blocks: json['blocks'],
      metadata: undefined,
      thread_ts: undefined,
      ephemeralTo: undefined,
      edits: [],
    });
    return { status: 200, text: 'ok' };
  }

  return {
    calls,
    /** Resolves once the next request has been dealt with. */
    next: (): Promise<void> => new Promise((resolve) => watchers.add(resolve)),
    /** The path of a fresh webhook into a channel. */
    issue(channel: string): string {
      const path = `/services/${TEAM}/B0HOOK0001/${randomUUID().replaceAll('-', '')}`;
      channels.set(path, channel);
      return path;
    },
    serve(path: string, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
      const fault = faults.take('webhook');
      const answer = fault === undefined ? undefined : instead(fault.kind, fault.retryAfter, fault.error);
      const given = answer ?? (fault?.kind === 'dropped' ? undefined : receive(path, request, body));
      calls.push({ status: given?.status ?? 0, text: given?.text ?? 'dropped' });
      for (const watcher of watchers) watcher();
      watchers.clear();
      if (given === undefined || fault?.kind === 'lost-answer') return void response.destroy();
      if (fault?.kind === 'stalled') return;
      const { status, text, retryAfter } = given;
      response
        .writeHead(status, {
          'content-type': 'text/html',
          ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
        })
        .end(text);
    },
  };
}

function instead(kind: string, retryAfter = 1, error = 'action_prohibited'): PlainAnswer | undefined {
  switch (kind) {
    case 'http-500':
      return { status: 500, text: 'rollup_error' };
    case 'rate-limited':
      return { status: 429, text: 'rate_limited', retryAfter };
    case 'error':
      return { status: 403, text: error };
    default:
      return undefined;
  }
}
