/** Makes Web API clients that never retry by themselves: a client that resends a lost answer posts twice. */
import { LogLevel, WebClient } from '@slack/web-api';
import type { Logger, WebClientOptions } from '@slack/web-api';
import { SECOND } from '../../core/time/duration.ts';

/** The part of a structured log that this edge needs. */
export type SlackLog = {
  readonly info: (about: object, message: string) => void;
  readonly warn: (about: object, message: string) => void;
  readonly error: (about: object, message: string) => void;
};

const TIMEOUT = 15 * SECOND;

/**
 * Options of a client that reaches Slack, or the origin given in its place. One call is one request; a rate limit is
 * an error with its Retry-After; a call that takes 15 s is given up.
 */
export function clientOptions(apiUrl: string | undefined, log: SlackLog) {
  return {
    slackApiUrl: apiUrl === undefined ? 'https://slack.com/api/' : new URL('/api/', apiUrl).href,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT,
    logger: loggerFor(log),
  } satisfies WebClientOptions;
}

/** A client whose calls end when the signal says so. */
export function abortableClient(token: string, options: WebClientOptions, signal: AbortSignal): WebClient {
  return new WebClient(token, {
    ...options,
    fetch: (url, init) =>
      fetch(url, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal }),
  });
}

/** Slack's logger interface on top of ours. Its debug messages hold request bodies and socket tickets: never logged. */
export function loggerFor(log: SlackLog): Logger {
  const say =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]): void =>
      log[level](
        { from: 'slack' },
        parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '),
      );
  return {
    debug: () => undefined,
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
