/** The door of the Web API: tokens, scopes, rate limit and faults before a method runs, and a log of what came. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerInstead, failed, limited, SERVER_ERROR, write } from './answers.ts';
import type { Answer, JsonAnswer } from './answers.ts';
import type { openFaults } from './faults.ts';
import type { Json } from './json.ts';
import { textOf } from './json.ts';
import { METHODS } from './methods.ts';
import type { MethodContext } from './methods.ts';
import { readRequest } from './requests.ts';

export type LoggedRequest = {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly args: Record<string, Json>;
  readonly authorised: boolean;
  /** HTTP status; 0 where the connection was broken or nothing was answered. */
  readonly status: number;
  /** `ok`, or Slack's error code, or the fault. */
  readonly result: string;
};

type Deps = {
  readonly botToken: string;
  readonly appToken: string;
  readonly scopes: ReadonlySet<string>;
  /** Messages a second and channel for chat.postMessage; undefined for no limit. */
  readonly perSecond: () => number | undefined;
  readonly faults: ReturnType<typeof openFaults>;
  readonly context: () => MethodContext;
  readonly violate: (message: string) => void;
};

/** Serves `/api/<method>`. */
export function openWebApi(deps: Deps) {
  const log: LoggedRequest[] = [];
  const watchers = new Set<(request: LoggedRequest) => void>();
  const lastPosted = new Map<string, number>();

  async function serve(
    method: string,
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ): Promise<void> {
    const { args, token, error } = readRequest(request, body);
    const note = (status: number, result: string): void => {
      const authorised = token === deps.botToken || token === deps.appToken;
      const entry = { at: Date.now(), method, args, authorised, status, result };
      log.push(entry);
      for (const watcher of watchers) watcher(entry);
    };
    const end = (answer: Answer, result: string): void => {
      note(answer.status, result);
      write(response, answer);
    };
    const fault = deps.faults.take(method);
    const instead = fault === undefined ? undefined : answerInstead(fault);
    if (instead === 'drop') {
      note(0, 'dropped');
      response.destroy();
      return;
    }
    if (instead !== undefined) return end(instead, fault?.kind ?? '');
    if (error !== undefined) deps.violate(`${method}: ${error}`);
    const answer = error === undefined ? call(method, args, token) : failed(error);
    if (fault?.kind === 'lost-answer' || fault?.kind === 'stalled') {
      note(0, fault.kind);
      if (fault.kind === 'lost-answer') response.destroy();
      return;
    }
    if (fault?.kind === 'http-500-after') return end(SERVER_ERROR, fault.kind);
    if (fault?.kind === 'delay')
      await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1000).unref());
    end(answer, answer.body['ok'] === true ? 'ok' : (textOf(answer.body, 'error') ?? 'failed'));
  }

  function call(method: string, args: Record<string, Json>, token: string | undefined): JsonAnswer {
    const known = METHODS.get(method);
    if (known === undefined) {
      deps.violate(`unknown method: ${method}`);
      return failed('unknown_method');
    }
    if (token === undefined) return failed('not_authed');
    if (token !== deps.botToken && token !== deps.appToken) return failed('invalid_auth');
    if ((token === deps.appToken) !== (known.token === 'app')) return failed('not_allowed_token_type');
    const scope = scopeFor(known.scope, textOf(args, 'channel'));
    if (known.token === 'bot' && scope !== undefined && !deps.scopes.has(scope)) {
      return failed('missing_scope', { needed: scope, provided: [...deps.scopes].join(',') });
    }
    const wait = method === 'chat.postMessage' ? secondsToWait(textOf(args, 'channel') ?? '') : 0;
    if (wait > 0) return limited(wait);
    const granted = known.token === 'bot' ? { 'x-oauth-scopes': [...deps.scopes].join(',') } : {};
    return { status: 200, body: known.run(args, deps.context()), headers: granted };
  }

  /** Each kind of conversation has a right to its history of its own. */
  function scopeFor(scope: string | undefined, channel = ''): string | undefined {
    if (scope !== 'channels:history') return scope;
    const found = deps.context().workspace.channels.get(channel);
    if (found?.name.startsWith('mpdm-') === true) return 'mpim:history';
    return found?.private === true && !channel.startsWith('D') ? 'groups:history' : scope;
  }

  function secondsToWait(channel: string): number {
    const perSecond = deps.perSecond();
    if (perSecond === undefined) return 0;
    const wait = (lastPosted.get(channel) ?? 0) + 1000 / perSecond - Date.now();
    if (wait > 0) return Math.ceil(wait / 1000);
    lastPosted.set(channel, Date.now());
    return 0;
  }

  return {
    serve,
    log,
    /** Resolves with the next request to one of the methods, once it has been dealt with. */
    next: (...methods: readonly string[]): Promise<LoggedRequest> =>
      new Promise((resolve) => {
        const watcher = (entry: LoggedRequest): void => {
          if (!methods.includes(entry.method)) return;
          watchers.delete(watcher);
          resolve(entry);
        };
        watchers.add(watcher);
      }),
  };
}
