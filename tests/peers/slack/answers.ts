/** Answers of the peer over HTTP, the sound ones and the faulty. */
import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { Json } from './json.ts';

export type JsonAnswer = {
  readonly status: number;
  readonly body: Record<string, Json>;
  readonly headers?: Record<string, string>;
};
export type Answer =
  | JsonAnswer
  | { readonly status: number; readonly body: string; readonly headers?: undefined };

/** Slack reports nearly every error with HTTP 200. */
export function failed(error: string, more: Record<string, Json> = {}): JsonAnswer {
  return { status: 200, body: { ok: false, error, ...more } };
}

/** `seconds` is a whole number, as in Slack's Retry-After. */
export function limited(seconds: number): JsonAnswer {
  return { ...failed('ratelimited'), status: 429, headers: { 'retry-after': String(seconds) } };
}

export const SERVER_ERROR: Answer = { status: 500, body: 'internal server error' };

/** What a fault does in place of the request; undefined for faults that come after it was done. */
export function answerInstead(fault: Fault): Answer | 'drop' | undefined {
  switch (fault.kind) {
    case 'dropped':
      return 'drop';
    case 'http-500':
      return SERVER_ERROR;
    case 'rate-limited':
      return limited(fault.retryAfter ?? 1);
    case 'error':
      return failed(fault.error ?? 'fatal_error');
    case 'not-json':
      return { status: 200, body: '<html>Slack is having trouble</html>' };
    case 'lost-answer':
    case 'http-500-after':
    case 'delay':
    case 'stalled':
      return undefined;
  }
}

export function write(response: ServerResponse, { status, body, headers }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers }).end(text);
}
